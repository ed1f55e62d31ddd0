import { invalidCell, MiebError, type LoadContext, type Table, type TaskDataset } from "@mieb/core";
import { idColumn, readIds } from "./read-ids.ts";
import { documentText, withText } from "./text-columns.ts";

/**
 * Standard loading of retrieval repositories: tables `queries`, `corpus`, `qrels` and, where the repository has candidate
 * lists, `topRanked`, from the configs of these names (`<subset>-queries` … for subsets other than `default`).
 * Source: `mteb.abstasks.retrieval_dataset_loaders.RetrievalDatasetLoader`.
 * @throws MiebError `DATASET_CONFIG_NOT_FOUND`, `DATASET_SPLIT_NOT_FOUND`
 */
export async function loadRetrieval(context: LoadContext): Promise<TaskDataset> {
  const configs = await context.repository.configs();
  const named = (name: string): string => (context.subset === "default" ? name : `${context.subset}-${name}`);
  const open = (config: string): Promise<Table> => openConfig(context, config);
  const optional = async (name: string): Promise<Table | undefined> =>
    configs.includes(named(name)) ? open(named(name)) : undefined;
  const { text = "text", title = "title" } = context.columns;
  const instructions = await optional("instruction");
  const topRanked = await optional("top_ranked");
  return {
    queries: await withInstructions(
      await open(configs.includes("query") ? "query" : named("queries")),
      text,
      instructions,
    ),
    corpus: withTitles(await open(named("corpus")), text, title),
    qrels: await open(qrelsConfig(context, configs)),
    ...(topRanked && { topRanked }),
  };
}

function qrelsConfig({ subset }: LoadContext, configs: readonly string[]): string {
  if (subset !== "default") return `${subset}-qrels`;
  return configs.includes("default") ? "default" : "qrels";
}

/** The evaluated split of a config, else its only one. */
async function openConfig({ repository, split }: LoadContext, config: string): Promise<Table> {
  const splits = await repository.splits(config);
  const only = splits.length === 1 ? splits[0] : undefined;
  const chosen = splits.includes(split) ? split : only;
  if (chosen !== undefined) return repository.table(config, chosen);
  throw new MiebError(
    "DATASET_SPLIT_NOT_FOUND",
    `${repository.path}@${repository.revision}, config "${config}": no split "${split}"; it has ${splits.join(", ") || "none"}.`,
    { hint: "Evaluate a split that exists, or correct the task's evalSplits." },
  );
}

function withTitles(corpus: Table, column: string, title: string): Table {
  if (!(column in corpus.features)) return corpus;
  const others = title in corpus.features ? [title] : [];
  return withText(corpus, { column, others, compose: (body, [heading = null]) => documentText(heading, body) });
}

/** Query texts are used unchanged; an instruction follows after one space. */
async function withInstructions(queries: Table, column: string, instructions: Table | undefined): Promise<Table> {
  if (!(column in queries.features)) return queries;
  if (!instructions) return withText(queries, { column, others: [], compose: (text) => text });
  const texts = await instructions.read("instruction");
  const instructionOf = new Map((await readIds(instructions, "query-id")).map((id, row) => [id, texts[row] ?? null]));
  const id = idColumn(queries);
  return withText(queries, {
    column,
    others: [id],
    compose(text, [queryId = null], row) {
      const instruction = instructionOf.get(String(queryId));
      if (typeof instruction === "string") return `${text} ${instruction}`;
      if (instruction === null) return text;
      throw invalidCell(queries, { column: id, row }, `an id with an instruction in ${instructions.name}`, queryId);
    },
  });
}
