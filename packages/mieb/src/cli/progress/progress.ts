import type { RunEvent } from "@mieb/runner";

export type ProgressKind = "auto" | "tree" | "plain" | "json" | "none";

/** Shows a run while it goes on. */
export interface Progress {
  onEvent(event: RunEvent): void;
  /** Leaves the terminal as it should be; called once, also after a failure. */
  close(): void;
}

/** The view for stderr: a tree on a terminal, lines elsewhere and where everything is wanted, unless the user chose. */
export async function openProgress(kind: ProgressKind, verbosity: number): Promise<Progress> {
  const chosen = kind === "auto" ? automatic(verbosity) : kind;
  if (chosen === "none") return { onEvent: () => undefined, close: () => undefined };
  if (chosen === "json") return (await import("./json-progress.ts")).jsonProgress();
  if (chosen === "plain") return (await import("./plain-progress.ts")).plainProgress({ verbose: verbosity >= 3 });
  return (await import("./tree-progress.ts")).treeProgress();
}

function automatic(verbosity: number): Exclude<ProgressKind, "auto"> {
  if (verbosity < 2) return "none";
  if (verbosity >= 3) return "plain";
  const canRedraw = process.stderr.isTTY && process.env["TERM"] !== "dumb" && !process.env["CI"];
  return canRedraw ? "tree" : "plain";
}
