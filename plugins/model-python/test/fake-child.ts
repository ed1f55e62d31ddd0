import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startPythonChild, type ChildOptions, type PythonChild } from "../src/child/python-child.ts";

/** Any Python 3.9 or newer, for tests that need its standard library alone; undefined where there is none. */
export const anyPython: string | undefined = ["python3", "python"].find((command) => {
  try {
    return execFileSync(command, ["-c", "import sys; print(sys.version_info >= (3, 9))"]).toString().trim() === "True";
  } catch {
    return false;
  }
});

export const noPython = "needs Python 3.9 or newer as python3";

export type Behaviour = Readonly<Partial<Record<"find" | "load", string>>>;

export const fakeScript: string = fileURLToPath(new URL("fixtures/fake_child.py", import.meta.url));

/** The real child around a model that does nothing but misbehave. */
export function startFake(behaviour: Behaviour = {}, options: Partial<ChildOptions> = {}): PythonChild {
  const args = ["-u", fakeScript, JSON.stringify(behaviour)];
  return startPythonChild({ model: "python:fake", command: anyPython ?? "python3", args, timeout: 60, ...options });
}

/** A fake that has loaded, with what it printed. */
export async function loadFake(
  behaviour: Behaviour = {},
  options: Partial<ChildOptions> = {},
): Promise<{ readonly child: PythonChild; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const child = startFake(behaviour, options);
  child.onOutput((line) => lines.push(line));
  await child.load({ device: "cpu" });
  return { child, lines };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
