/** Raw predictions and labels of all rows, and where their loss is written. */
export interface LossRows {
  /** `[rows × outputs]`; one output for two classes, else one per class. */
  readonly raw: Float64Array;
  /** Class of each row. */
  readonly labels: Int32Array;
  /** Receives the derivative of the mean loss by each raw prediction, `[outputs × rows]`. */
  readonly slopes: Float64Array;
}

/** Mean cross-entropy of the softmax over classes; each term is rounded to float32, as scikit-learn holds it. */
export function multinomialLoss({ raw, labels, slopes }: LossRows): number {
  const rows = labels.length;
  const outputs = raw.length / rows;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * outputs;
    const [right, largest] = [labels[row] ?? 0, maximum(raw, start, outputs)];
    let sum = 0;
    for (let output = 0; output < outputs; output++) {
      const power = Math.fround(Math.exp((raw[start + output] ?? 0) - largest));
      slopes[output * rows + row] = power;
      sum += power;
    }
    for (let output = 0; output < outputs; output++) {
      const share = (slopes[output * rows + row] ?? 0) / sum;
      slopes[output * rows + row] = Math.fround(Math.fround(share - (output === right ? 1 : 0)) / rows);
    }
    total += Math.fround(Math.log(sum) + largest - (raw[start + right] ?? 0));
  }
  return Math.fround(total / rows);
}

/** Mean cross-entropy of two classes, the raw prediction being the logit of class 1. */
export function binomialLoss({ raw, labels, slopes }: LossRows): number {
  const rows = labels.length;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const [logit, label] = [raw[row] ?? 0, labels[row] ?? 0];
    const share = logit > 0 ? 1 / (1 + Math.exp(-logit)) : 1 - 1 / (1 + Math.exp(logit));
    slopes[row] = Math.fround(Math.fround(share - label) / rows);
    total += Math.fround(Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - label * logit);
  }
  return Math.fround(total / rows);
}

function maximum(values: Float64Array, start: number, count: number): number {
  let largest = -Infinity;
  for (let i = start; i < start + count; i++) largest = Math.max(largest, values[i] ?? 0);
  return largest;
}
