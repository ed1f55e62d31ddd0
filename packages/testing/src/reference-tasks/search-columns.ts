import type { Task } from "@mieb/core";

/** Columns that a search reads besides ids, in alphabetical order. */
interface SearchColumns {
  readonly queries: readonly string[];
  readonly corpus: readonly string[];
}

/** Columns of the reference's entry; none for tasks that load by themselves, since it gives none or those before loading. */
export function expectedColumns(columns: unknown, loadsByItself: boolean): SearchColumns | undefined {
  if (loadsByItself) return undefined;
  const { queries, corpus } = columns as SearchColumns;
  return { queries: read(queries), corpus: read(corpus) };
}

/** Columns that our task reads, its modalities given as `image,text`. */
export function actualColumns(
  { loadDataset, columns = {} }: Task,
  sides: { readonly query: string; readonly corpus: string },
): SearchColumns | undefined {
  if (loadDataset) return undefined;
  const named = (roles: readonly string[]): readonly string[] => roles.map((role) => columns[role] ?? role).toSorted();
  const corpus = sides.corpus.split(",");
  return {
    queries: named(sides.query.split(",")),
    corpus: named(corpus.includes("text") ? [...corpus, "title"] : corpus),
  };
}

function read(columns: readonly string[]): readonly string[] {
  const names = columns.filter((column) => column !== "_id|id").map((column) => column.replace(/ \(optional\)$/, ""));
  return names.toSorted();
}
