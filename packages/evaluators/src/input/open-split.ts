import { MiebError, type DatasetRepository, type LoadContext, type Table } from "@mieb/core";

/** Opens a split of the config that holds the context's subset. For families whose data is one table per split. */
export async function openSplit(context: LoadContext, split: string): Promise<Table> {
  return context.repository.table(await configOf(context.repository, context.subset), split);
}

/** The subset's own config; for `default` the config of that name, else the repository's only one. */
async function configOf(repository: DatasetRepository, subset: string): Promise<string> {
  const configs = await repository.configs();
  if (configs.includes(subset)) return subset;
  if (subset === "default" && configs.length === 1 && configs[0]) return configs[0];
  throw new MiebError(
    "DATASET_CONFIG_NOT_FOUND",
    `${repository.path}@${repository.revision}: no config "${subset}"; it has ${configs.join(", ") || "none"}.`,
    { hint: "Name the task's subsets after the repository's configs, or load it in the task's loadDataset hook." },
  );
}

/**
 * The loaded table under a role.
 * @throws MiebError `TASK_INVALID` when a loading hook left it out, `DATASET_EMPTY_SPLIT` when it has no rows
 */
export function requireTable(dataset: Readonly<Record<string, Table>>, role: string): Table {
  const table = dataset[role];
  if (!table) {
    throw new MiebError(
      "TASK_INVALID",
      `Loading gave ${Object.keys(dataset).join(", ") || "nothing"}, but no "${role}".`,
      {
        hint: "Return every table the evaluator names from the task's loadDataset and transform hooks.",
      },
    );
  }
  if (table.rowCount > 0) return table;
  throw new MiebError("DATASET_EMPTY_SPLIT", `${table.name}: expected at least one row, got none.`, {
    hint: "Check the split's name and files, or evaluate another split.",
  });
}
