import { MiebError, toMiebError } from "@mieb/core";
import { deathOf, notStarted, silence, startFailure } from "./failures.ts";
import { frameBytes, readFrames, type Frame, type FrameHeader } from "./frames.ts";
import { outputLog, type LineListener } from "./output-log.ts";
import { pendingAnswers } from "./pending-answers.ts";
import { endingOf, endProcess, holdOpen, startPiped } from "./piped-process.ts";
import { unlessSilent } from "./unless-silent.ts";

export interface ChildOptions {
  /** The model's reference, for messages. */
  readonly model: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Seconds without a sign of life after which starting and loading count as failed. */
  readonly timeout: number;
  /** Milliseconds from the end of stdin to SIGTERM, and from there to SIGKILL. Default 5000. */
  readonly graceMs?: number;
}

/** A child process that answers requests. While it owes no answer it does not keep our process alive. */
export interface PythonChild {
  /** What the child says of itself before it is asked anything. */
  hello(): Promise<FrameHeader>;
  /** Loads the model; resolves when it is ready. */
  load(request: { readonly device: string; readonly threads?: number }): Promise<void>;
  /** Sends a batch; resolves with its answer, which may be an error. */
  encode(request: Readonly<Record<string, unknown>>, body: Uint8Array): Promise<Frame>;
  /** Lines the child prints go to `listener`, those printed so far first. */
  onOutput(listener: LineListener): void;
  /** Ends the child and what it started: end of stdin, then SIGTERM, then SIGKILL, each after `graceMs` milliseconds. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
  /** The interpreter, as it was started. */
  readonly command: string;
  /** Whether it has ended or is ending. */
  readonly isOver: boolean;
}

/** Starts a child. What goes wrong, from a program that does not exist to a crash years later, is told by the next answer. */
export function startPythonChild({ model, command, args, timeout, graceMs = 5000 }: ChildOptions): PythonChild {
  const child = startPiped(command, args);
  const log = outputLog();
  const answers = pendingAnswers((owes) => holdOpen(child, owes));
  let fatal: MiebError | undefined;
  let batches = 0;

  const receive = ({ header, body }: Frame): void => {
    const { type, id } = header;
    if (type === "error" && id === undefined) fatal = startFailure(model, command, header);
    else answers.settle(id === undefined ? type : batchKey(id), { header, body });
  };
  const read = async (): Promise<void> => {
    for await (const frame of readFrames(child.stdout, (text) => log.write(Buffer.from(`${text}\n`)))) receive(frame);
  };
  const abandon = (error: MiebError, grace = graceMs): Promise<void> => {
    answers.fail(error);
    return (closing ??= endProcess(child, ended, grace));
  };
  const send = (header: FrameHeader, body?: Uint8Array): void => {
    for (const part of frameBytes(header, body)) child.stdin.write(part);
  };
  const patiently = async <T>(work: Promise<T>, what: string): Promise<T> => {
    const onSilence = (): MiebError => silence(model, timeout, what);
    return unlessSilent(work, { milliseconds: timeout * 1000, lastSign: () => log.lastWrite, onSilence });
  };

  child.stderr.on("data", (bytes: Buffer) => log.write(bytes));
  let closing: Promise<void> | undefined;
  const reading = read().catch((error: unknown) => void abandon(toMiebError(error)));
  const ended = endingOf(child, reading).then((ending) => {
    log.end();
    answers.fail(ending.error ? notStarted(command, ending.error) : (fatal ?? deathOf(model, ending, log.tail())));
  });
  const hello = answers.expect("hello").then(({ header }) => header);
  // Whoever asks learns of it; a start that nobody waits for any more is no unhandled rejection.
  hello.catch(() => undefined);

  return {
    hello: () => patiently(hello, "Python's start"),
    async load(request) {
      const ready = answers.expect("ready");
      send({ type: "load", ...request });
      await patiently(ready, "loading");
    },
    encode(request, body) {
      const id = batches++;
      const answer = answers.expect(batchKey(id));
      send({ ...request, type: "encode", id }, body);
      return answer;
    },
    command,
    onOutput: (listener) => log.listen(listener),
    close: (options) => abandon(new MiebError("ABORTED", `${model}: the Python process was closed.`), options?.graceMs),
    get isOver() {
      return answers.failure !== undefined;
    },
  };
}

function batchKey(id: unknown): string {
  return `batch ${String(id)}`;
}
