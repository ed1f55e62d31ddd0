import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** One run, in seconds. */
export interface RunTime {
  readonly seconds: number;
  /** Of the processor, all threads together. */
  readonly cpu: number;
}

/** A process that runs a named candidate once for every line it is sent, and answers with the time it took. */
export interface Candidates {
  readonly names: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  time(name: string): Promise<RunTime>;
  close(): Promise<void>;
}

/** Starts such a process and waits until its inputs are ready. */
export async function startCandidates(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Candidates> {
  const child = spawn(command, args, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async <Answer>(): Promise<Answer> => {
    const line = await lines.next();
    if (line.done) throw new Error(`${command} ${args.join(" ")} ended early`);
    return JSON.parse(line.value) as Answer;
  };
  const ready = await answer<Pick<Candidates, "names" | "params">>();
  return {
    ...ready,
    async time(name) {
      child.stdin.write(`${name}\n`);
      return answer<RunTime>();
    },
    async close() {
      const end = once(child, "close");
      child.stdin.end();
      await end;
    },
  };
}
