import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { setInterval } from "node:timers/promises";

/** What a process took, from its start to its end. */
export interface Measurement {
  readonly seconds: number;
  /** Highest sum over the process and its descendants, sampled, shared pages counted once; null where there is no /proc. */
  readonly peakBytes: number | null;
  readonly stdout: string;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

const sampleMs = 200;

/** Runs a program to its end. Rejects with what it said on stderr when it does not exit with 0. */
export async function measureProcess({ program, args, env }: Command): Promise<Measurement> {
  const start = performance.now();
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [child.stdout, child.stderr].map(collect);
  const ended = new AbortController();
  const peak = peakOf(child.pid ?? 0, ended.signal);
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  const seconds = (performance.now() - start) / 1000;
  ended.abort();
  if (code !== 0) throw new Error(`${program} exited with ${String(code)}:\n${(await stderr)?.slice(-2000)}`);
  return { seconds, peakBytes: await peak, stdout: (await stdout) ?? "" };
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

async function peakOf(pid: number, signal: AbortSignal): Promise<number | null> {
  let peak: number | null = null;
  try {
    for await (const _ of setInterval(sampleMs, undefined, { signal })) {
      const bytes = await residentBytes(pid);
      if (bytes !== null) peak = Math.max(peak ?? 0, bytes);
    }
  } catch {
    // The process has ended.
  }
  return peak;
}

async function residentBytes(pid: number): Promise<number | null> {
  const pages = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => null);
  if (pages === null) return null;
  const own = Number(/^Pss:\s+(\d+) kB/m.exec(pages)?.[1] ?? 0) * 1024;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  const below = await Promise.all(
    children
      .trim()
      .split(" ")
      .filter(Boolean)
      .map((child) => residentBytes(Number(child))),
  );
  return below.reduce<number>((sum, bytes) => sum + (bytes ?? 0), own);
}
