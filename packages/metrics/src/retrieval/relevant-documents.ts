/** Judged documents of one query. */
export interface Judgements {
  /** Document numbers as in `Retrieved`; -1 for a judged document that is not in the corpus and can never be found. */
  readonly documents: ArrayLike<number>;
  /** Grade of each; relevant means at least 1. */
  readonly grades: ArrayLike<number>;
}

/** The relevant documents of one query, to be looked for among many. */
export interface RelevantDocuments {
  readonly gradeOf: ReadonlyMap<number, number>;
  /** 1 at the lowest bits of every relevant document: passes over most of the others without asking the map. */
  readonly sieve: Uint8Array;
}

export const sieveMask = 1023;

/** Of a document that is judged twice the last grade counts. */
export function relevantDocuments({ documents, grades }: Judgements): RelevantDocuments {
  const gradeOf = new Map<number, number>();
  const sieve = new Uint8Array(sieveMask + 1);
  for (let i = 0; i < documents.length; i++) {
    const [document = 0, grade = 0] = [documents[i], grades[i]];
    if (grade < 1) gradeOf.delete(document);
    else gradeOf.set(document, grade);
    sieve[document & sieveMask] = 1;
  }
  return { gradeOf, sieve };
}
