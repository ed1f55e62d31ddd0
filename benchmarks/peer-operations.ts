/** What is measured beside the Python peers. */
export const peerOperations: readonly string[] = [
  "top-k",
  "top-k, 1 query",
  "top-k, 20 queries",
  "k-means",
  "logistic regression, 100 classes",
  "logistic regression, 397 classes",
  "paired cosine",
  "preprocess",
  "retrieval metrics",
];
