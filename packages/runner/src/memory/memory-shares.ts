import { MiebError } from "@mieb/core";

const MiB = 2 ** 20;

/** Ceiling of a run that names none. */
export const DEFAULT_MEMORY: number = 1024 * MiB;

/**
 * What a run takes whatever its data are: Node, the modules, the kernels, a window, a chunk, and what gathers between two
 * garbage collections. Measured with the scale benchmark.
 */
const FIXED_BYTES = 128 * MiB;
/** For each row of a request: its key, its row number, its id and place among the ids. */
const BYTES_PER_ROW = 80;
/** For each row of the partition in the embedding store: its key and its slots in the index. */
const BYTES_PER_STORED_ROW = 48;

/**
 * How a run's ceiling is divided. The shares are at most a quarter of it together, since what was let go of is only
 * collected now and then; of the rest, a fixed part is the program's, and the others grow with the rows.
 */
export interface MemoryShares {
  /** All of it, in bytes. The model's weights and what its inference engine takes come on top. */
  readonly ceiling: number;
  /** Inputs of a window; two of them are held. 1/32. */
  readonly window: number;
  /** Vectors of one chunk of a source; it is held up to three times. 1/32. */
  readonly chunk: number;
  /** What tables keep of their decoded cells and of small files. 1/16. */
  readonly tables: number;
}

/**
 * Divides a ceiling.
 * @throws MiebError `USAGE_INVALID_ARGUMENT` for one that no run fits below
 */
export function memoryShares(ceiling: number = DEFAULT_MEMORY): MemoryShares {
  if (!Number.isInteger(ceiling) || ceiling < leastMemory({ rows: 0, storedRows: 0 })) {
    throw tooLittle(ceiling, leastMemory({ rows: 0, storedRows: 0 }), "a run needs");
  }
  return { ceiling, window: ceiling / 32, chunk: ceiling / 32, tables: ceiling / 16 };
}

/** What grows with the size of the data. */
export interface RowCounts {
  /** Rows of the request. */
  readonly rows: number;
  /** Rows that the model's partition of the embedding store has. */
  readonly storedRows: number;
  /** Bytes that the encoder says it holds. Default 0. */
  readonly heldBytes?: number;
}

/**
 * Checks before a request is encoded that what has to be held for each of its rows fits.
 * @throws MiebError `USAGE_INVALID_ARGUMENT`, naming the least ceiling that does
 */
export function requireRoom(ceiling: number, counts: RowCounts, request: string): void {
  const least = leastMemory(counts);
  if (ceiling >= least) return;
  const stored = counts.storedRows > 0 ? ` beside the ${counts.storedRows} stored ones` : "";
  const held = counts.heldBytes ? ` and the ${counts.heldBytes} bytes that the model holds` : "";
  throw tooLittle(ceiling, least, `the ${counts.rows} rows of "${request}"${stored}${held} need`);
}

function leastMemory({ rows, storedRows, heldBytes = 0 }: RowCounts): number {
  const growing = rows * (BYTES_PER_ROW + BYTES_PER_STORED_ROW) + storedRows * BYTES_PER_STORED_ROW + heldBytes;
  return Math.ceil((FIXED_BYTES + growing) / MiB) * MiB;
}

function tooLittle(ceiling: number, least: number, who: string): MiebError {
  return new MiebError(
    "USAGE_INVALID_ARGUMENT",
    `maxMemory: ${ceiling} bytes are too little; ${who} at least ${least} (${least / MiB} MiB).`,
    { hint: `Set --max-memory to ${least / MiB}MiB or more, or leave it out to take the default of 1 GiB.` },
  );
}
