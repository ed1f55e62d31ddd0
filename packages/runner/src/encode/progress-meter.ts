/** How far a request is. */
export interface EncodeProgress {
  /** Inputs that have an embedding. */
  readonly done: number;
  readonly total: number;
  /** Inputs that needed no encoding: in the store already, or equal to another input. */
  readonly cached: number;
}

export interface ProgressMeter {
  /** Counts inputs that need no encoding, and reports. */
  found(rows: number): void;
  /** Counts inputs that were encoded and stored, and reports. */
  stored(rows: number): void;
}

/** Counts the inputs of one request. */
export function progressMeter(total: number, onProgress: (progress: EncodeProgress) => void): ProgressMeter {
  let [done, cached] = [0, 0];
  const report = (): void => onProgress({ done, total, cached });
  return {
    found(rows) {
      done += rows;
      cached += rows;
      report();
    },
    stored(rows) {
      done += rows;
      report();
    },
  };
}
