/** Steps in a row without a new minimum after which a fit ends. */
const patience = 10;

/**
 * Tells after each step whether the fit is done: when the exponentially weighted mean of the batch inertia has not reached
 * a new minimum for ten steps. The first step does not count.
 */
export function stoppingRule(rowCount: number, batchSize: number): (batchInertia: number) => boolean {
  const weight = Math.min(1, (2 * batchSize) / (rowCount + 1));
  let [step, mean, smallest, idle] = [0, 0, Infinity, 0];
  return (batchInertia) => {
    step++;
    if (step === 1) return false;
    const inertia = batchInertia / batchSize;
    mean = step === 2 ? inertia : mean * (1 - weight) + inertia * weight;
    if (mean < smallest) [smallest, idle] = [mean, 0];
    else idle++;
    return idle >= patience;
  };
}
