type Fields = Readonly<Record<string, unknown>>;

/** A model that scoring fits, as the reference names it. */
export interface FittedModel {
  readonly class: string;
  readonly params: Fields;
}

/** What our evaluators hold fixed and no task can choose; a task for which the reference has it otherwise is not theirs. */
export const fixedModels: Readonly<Record<string, FittedModel>> = {
  "linear-probe": {
    class: "LogisticRegression",
    params: { C: 1, class_weight: null, fit_intercept: true, max_iter: 100, solver: "lbfgs", tol: 1e-4 },
  },
  "knn-multilabel": {
    class: "KNeighborsClassifier",
    params: { metric: "minkowski", n_neighbors: 5, p: 2, weights: "uniform" },
  },
  clustering: {
    class: "MiniBatchKMeans",
    params: {
      batch_size: 500,
      init: "k-means++",
      max_iter: 100,
      max_no_improvement: 10,
      random_state: 42,
      reassignment_ratio: 0.01,
      tol: 0,
    },
  },
};

/** The reference's model, with those of its parameters that the evaluator fixes. */
export function modelOf(evaluator: string, model: unknown): FittedModel {
  const { class: name, params } = model as FittedModel;
  const names = Object.keys(fixedModels[evaluator]?.params ?? {});
  return { class: name, params: Object.fromEntries(names.map((key) => [key, params[key]])) };
}
