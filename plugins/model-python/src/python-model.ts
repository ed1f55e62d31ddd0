import { MiebError, type Model, type ModelLoadContext, type ModelOpenContext } from "@mieb/core";
import { startPythonChild, type PythonChild } from "./child/python-child.ts";
import { findPython } from "./find-python.ts";
import { metadataOf, parseHello, traitsOf } from "./hello.ts";
import type { PythonReference } from "./parse-reference.ts";
import { pythonEncoder } from "./python-encoder.ts";
import { scriptFolder } from "./script-folder.ts";

/** How long a child that has said what its model is waits to be asked to load it. */
const IDLE_MS = 60_000;

/**
 * A model that Python describes and loads. The process that described it loads it too, since importing mteb takes seconds;
 * left alone for a minute it ends, and loading starts another.
 * @throws MiebError `ABORTED` once the process is gone, when `signal` is raised before it has said what its model is
 */
export async function openPythonModel(
  reference: PythonReference,
  environment: Readonly<Record<string, string | undefined>>,
  { signal }: ModelOpenContext = {},
): Promise<Model> {
  const { text } = reference;
  const start = (): PythonChild => startChild(reference, findPython(reference.settings.python, environment));
  signal?.throwIfAborted();
  let waiting: PythonChild | undefined = start();
  const hello = parseHello(text, await stoppable(waiting, signal, waiting.hello()).catch(closing(waiting)));
  const metadata = await Promise.resolve(hello)
    .then(() => metadataOf(text, hello))
    .catch(closing(waiting));
  const idle = setTimeout(() => void takeWaiting()?.close(), IDLE_MS).unref();

  function takeWaiting(): PythonChild | undefined {
    const child = waiting;
    waiting = undefined;
    clearTimeout(idle);
    return child?.isOver ? undefined : child;
  }

  return {
    metadata,
    async describe({ dtype, device }) {
      if (dtype !== "fp32") throw noDtype(text, dtype);
      return traitsOf(hello, device);
    },
    async load(context) {
      if (context.dtype !== "fp32") throw noDtype(text, context.dtype);
      const child = takeWaiting() ?? start();
      await loadModel(child, context).catch(closing(child));
      return pythonEncoder(text, traitsOf(hello, context.device), child);
    },
  };
}

async function loadModel(child: PythonChild, { device, threads, signal, onOutput }: ModelLoadContext): Promise<void> {
  signal?.throwIfAborted();
  child.onOutput(onOutput ?? ((line) => process.stderr.write(`${line}\n`)));
  await stoppable(child, signal, child.hello());
  await stoppable(child, signal, child.load({ device, ...(threads !== undefined && { threads }) }));
}

/** What is waited for of a child, which is ended at once when `signal` is raised: there is nothing yet that it could save. */
async function stoppable<T>(child: PythonChild, signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  const abort = (): void => void child.close({ graceMs: 0 });
  signal?.addEventListener("abort", abort, { once: true });
  return work.finally(() => signal?.removeEventListener("abort", abort));
}

function startChild({ text, source, name, settings }: PythonReference, command: string): PythonChild {
  const { loader, revision, dimensions, timeout } = settings;
  const wanted = JSON.stringify({ source, name, loader, revision, dimensions });
  return startPythonChild({ model: text, command, args: ["-u", scriptFolder, wanted], timeout });
}

/** Ends a child that failed before it could be of use. */
function closing(child: PythonChild): (error: unknown) => Promise<never> {
  return async (error) => {
    await child.close();
    throw error;
  };
}

function noDtype(model: string, dtype: string): MiebError {
  return new MiebError("USAGE_INVALID_ARGUMENT", `${model}: --dtype ${dtype} means nothing to mteb's models.`, {
    hint: "Leave --dtype out; the model's loader chooses.",
  });
}
