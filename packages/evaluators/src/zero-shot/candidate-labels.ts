import { MiebError, type PlanContext, type Table } from "@mieb/core";
import type { ZeroShotOptions } from "./options.ts";

/**
 * Candidate texts in class order: from the task's hook, else the options' list, else the class names of a column put
 * into the options' template.
 * @throws MiebError `DATASET_INVALID_VALUE` when the column has no class names
 */
export async function candidateLabels(
  context: PlanContext<ZeroShotOptions>,
  table: Table,
  labelColumn: string,
): Promise<readonly string[]> {
  const { definition, dataset, options } = context;
  const given = (await definition.candidateLabels?.(dataset)) ?? options.candidateLabels;
  if (given) return given;
  const template = options.template ?? "{name}";
  return classNames(table, options.labelsFrom ?? labelColumn).map((name) => template.replaceAll("{name}", () => name));
}

function classNames(table: Table, column: string): readonly string[] {
  const feature = table.features[column];
  if (feature?.kind === "class-label") return feature.names;
  throw new MiebError(
    "DATASET_INVALID_VALUE",
    `${table.name}: expected class names on column "${column}", which is ${feature?.kind ?? "missing"}.`,
    { hint: "Give the texts in the task's candidateLabels option, or name another column in labelsFrom." },
  );
}
