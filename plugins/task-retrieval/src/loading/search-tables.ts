import { stripLikePython, withValues, type DerivedColumn, type Table } from "@mieb/core";

/** A column of ids made of another one: `prefix`, then the id. Other cells stay, for the evaluator to refuse. */
export function prefixedId(prefix: string, column: string): DerivedColumn {
  return {
    feature: { kind: "text" },
    from: [column],
    value: (id) => (typeof id === "string" || Number.isInteger(id) ? `${prefix}${String(id)}` : id),
  };
}

/** `prefix-0`, `prefix-1` … for `count` rows. */
export function numberedIds(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, row) => `${prefix}-${row}`);
}

/** Text of a document: a column without white space at its ends. */
export function documentText(column: string): DerivedColumn {
  return {
    feature: { kind: "text" },
    from: [column],
    value: (text) => (typeof text === "string" ? stripLikePython(text) : text),
  };
}

/** Judgements that give each query one right document, the one at the same place of the other list. */
export function pairedQrels(queries: Table, queryIds: readonly string[], documentIds: readonly string[]): Table {
  return withValues(queries, { "query-id": queryIds, "corpus-id": documentIds, score: queryIds.map(() => 1) });
}
