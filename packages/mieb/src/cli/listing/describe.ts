import { MiebError, nearestNames, type Registry } from "@mieb/core";
import { describeTask, type TaskDescription } from "../../describe-task.ts";
import { installed, type Installed } from "../../installed.ts";
import { findModel, knownModels, type KnownModel } from "../../models/known-model.ts";
import { print } from "../terminal.ts";
import { modelPage } from "./model-page.ts";
import { printJson } from "./print-listing.ts";
import { taskPage } from "./task-page.ts";
import { warnOfFaults } from "./warn-of-faults.ts";

type Description = { readonly task: TaskDescription } | { readonly model: KnownModel };

/**
 * Prints all there is to say about tasks and models, a page each; as JSON, a list. Loads no engine, no addon and no
 * dataset.
 */
export function describe(names: readonly string[], { json }: { readonly json?: true | undefined }): number {
  const here = installed();
  warnOfFaults(here.faults);
  const found = names.map((name) => descriptionOf(name, here.registry));
  const unknown = names.filter((_, index) => found[index] === undefined);
  if (unknown.length > 0) throw unknownNames(unknown, here);
  const known = found.filter((description) => description !== undefined);
  if (json) printJson(known.map((description) => ("task" in description ? description.task : description.model)));
  else print(known.map((one) => ("task" in one ? taskPage(one.task) : modelPage(one.model))).join("\n\n"));
  return 0;
}

function descriptionOf(name: string, registry: Registry): Description | undefined {
  const task = registry.tasks.find(name);
  if (task) return { task: describeTask(task, registry) };
  const model = findModel(name, registry);
  return model && { model };
}

function unknownNames(unknown: readonly string[], { registry, faults }: Installed): MiebError {
  const tasks = registry.tasks.entries.map(({ metadata }) => metadata.name);
  const models = knownModels(registry).map(({ name }) => name);
  const lines = unknown.map((name) => {
    const near = nearestNames(name, [...tasks, ...models]);
    return `No task or model "${name}" among ${tasks.length} and ${models.length}.${near.length ? ` Did you mean ${near.join(", ")}?` : ""}`;
  });
  const broken = faults.map(({ plugin }) => plugin).join(", ");
  const reference = unknown.find((name) => /[/:]/.test(name));
  const hints = [
    broken && `${broken} could not be used and may bring it; \`mieb doctor\` says why.`,
    reference && `\`mieb doctor ${reference}\` follows it as a run would, and says what it finds.`,
  ].filter((hint) => hint);
  const lists = "`mieb available-tasks` and `mieb available-models` list what is known.";
  return new MiebError("USAGE_UNKNOWN_NAME", lines.join("\n"), { hint: hints.join(" ") || lists });
}
