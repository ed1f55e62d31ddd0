import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";

/** A child process whose three streams are pipes, at the head of a process group of its own. */
export type PipedProcess = ChildProcess & { readonly stdin: Socket; readonly stdout: Socket; readonly stderr: Socket };

/** How a process ended; `error` if it did not even start. */
export interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
  readonly error?: Error;
}

/** How long the end of the output is waited for once the process has ended: its own children may hold it open. */
const DRAIN_MS = 1000;

/** In a group of its own, since Ctrl-C is ours to handle, and signals have to reach the processes that a model starts. */
export function startPiped(command: string, args: readonly string[]): PipedProcess {
  const detached = process.platform !== "win32";
  const child = spawn(command, args, { detached, stdio: "pipe", windowsHide: true }) as PipedProcess;
  // Writing to a process that has ended fails; why it ended is told by its exit.
  child.stdin.on("error", () => undefined);
  return child;
}

/** Whether the process keeps ours alive. */
export function holdOpen(child: PipedProcess, held: boolean): void {
  for (const part of [child, child.stdin, child.stdout, child.stderr]) {
    if (held) part.ref();
    else part.unref();
  }
}

/** Resolves when the process has ended, all that it started was told to, and its output is read. */
export async function endingOf(child: PipedProcess, reading: Promise<void>): Promise<Ending> {
  const said = Promise.allSettled([reading, once(child.stderr, "close")]);
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
    signalGroup(child, "SIGTERM");
    await settlesWithin(said, DRAIN_MS);
    return { code, signal };
  } catch (error) {
    return { code: null, signal: null, error: error as Error };
  }
}

/** Ends a process that stops at the end of its stdin; one that does not is asked by SIGTERM, then made to by SIGKILL. */
export async function endProcess(child: PipedProcess, ended: Promise<unknown>, graceMs: number): Promise<void> {
  holdOpen(child, true);
  child.stdin.end();
  if (await settlesWithin(ended, graceMs)) return;
  signalGroup(child, "SIGTERM");
  if (await settlesWithin(ended, graceMs)) return;
  signalGroup(child, "SIGKILL");
  await ended;
}

/** Signals a process that leads a group and all that it started; on Windows, which has no groups, it alone. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch (error) {
    // ESRCH: all have ended. EPERM: what macOS says of a group whose last process is ending.
    if (!["ESRCH", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

async function settlesWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const pause = Promise.withResolvers<boolean>();
  const timer = setTimeout(pause.resolve, milliseconds, false);
  return Promise.race([work.then(() => true), pause.promise]).finally(() => clearTimeout(timer));
}
