import { MiebError } from "@mieb/core";
import type { KernelBackend } from "./backend.ts";
import { checkCount, checkFileRows, checkRows } from "./check-arguments.ts";
import type { Kernels, SearchOptions, TopKSearch } from "./kernels.ts";
import { throwIfAborted } from "./throw-if-aborted.ts";

/** The searches of a backend behind the checks that every implementation relies on. */
export function checkedSearch(backend: KernelBackend): Pick<Kernels, "topK" | "startSearch"> {
  const startSearch = (options: SearchOptions): TopKSearch => {
    checkRows("Queries", options.queries, options.dimension);
    checkCount("k", options.k);
    // Nothing keeps the caller from transferring or changing its array before the search has read it.
    const search = backend.startSearch({ ...options, queries: options.queries.slice() });
    const turns = takingTurns();
    return {
      async add(documents) {
        checkRows("Documents", documents, options.dimension);
        throwIfAborted(options.signal);
        await turns.take(() => search.add(documents));
      },
      async addFile(rows) {
        checkFileRows(rows);
        throwIfAborted(options.signal);
        await turns.take(() => search.addFile(rows));
      },
      finish: () => turns.takeLast(() => search.finish()),
    };
  };
  return {
    startSearch,
    async topK(options) {
      const search = startSearch(options);
      await search.add(options.documents);
      return search.finish();
    },
  };
}

interface Turns {
  /** Runs a step; what fails ends the search. */
  take<Result>(step: () => Promise<Result>): Promise<Result>;
  /** The same; ends it in any case. */
  takeLast<Result>(step: () => Promise<Result>): Promise<Result>;
}

/** Refuses a step while another runs, and after the last one. */
function takingTurns(): Turns {
  let state: "ready" | "busy" | "over" = "ready";
  const step = async <Result>(run: () => Promise<Result>, next: "ready" | "over"): Promise<Result> => {
    if (state === "busy") throw refused("Another call of the search still runs.", "Wait for each call in turn.");
    if (state === "over") throw refused("The search is over.", "Start another one.");
    state = "busy";
    try {
      const result = await run();
      state = next;
      return result;
    } catch (error) {
      state = "over";
      throw error;
    }
  };
  return { take: (run) => step(run, "ready"), takeLast: (run) => step(run, "over") };
}

function refused(message: string, hint: string): MiebError {
  return new MiebError("KERNEL_INVALID_ARGUMENT", message, { hint });
}
