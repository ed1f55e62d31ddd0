/** How long to wait for somebody who may have gone quiet. */
export interface Patience {
  readonly milliseconds: number;
  /** `performance.now()` of the last sign of life. */
  lastSign(): number;
  /** The error for too long a silence. */
  onSilence(): Error;
}

/** The outcome of `work`; rejects when there was no sign of life for too long. Every sign starts the time anew. */
export async function unlessSilent<T>(work: Promise<T>, patience: Patience): Promise<T> {
  const begin = performance.now();
  const silent = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const quiet = performance.now() - Math.max(begin, patience.lastSign());
    if (quiet >= patience.milliseconds) silent.reject(patience.onSilence());
    else timer = setTimeout(wait, patience.milliseconds - quiet);
  };
  wait();
  return Promise.race([work, silent.promise]).finally(() => clearTimeout(timer));
}
