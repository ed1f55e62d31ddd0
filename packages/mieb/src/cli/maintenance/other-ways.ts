import { pluginFor, pluginForOpenClip } from "@mieb/catalogue";
import type { ModelCandidate, ModelRepository, Registry } from "@mieb/core";
import { modelTypeOf, openClipTower } from "@mieb/onnx";
import { findModel } from "../../models/known-model.ts";
import type { Check } from "./doctor.ts";

/** What to do with a model that no installed family takes: install its plugin, or run it another way. */
export async function otherWays(
  { reference, repository }: ModelCandidate,
  registry: Registry,
): Promise<Pick<Check, "hint" | "commands">> {
  const plugin = repository && (await pluginOf(repository));
  if (plugin) return { hint: "Install the plugin that takes it:", commands: [`npm i -D ${plugin}`] };
  const ways = findModel(reference, registry)?.ways.filter(({ kind }) => kind !== "export") ?? [];
  if (ways.length > 0) {
    return { hint: "Run it as:", commands: ways.map((way) => `mieb run -m ${way.reference} -t TASK`) };
  }
  return {
    hint: "If Python's mteb or sentence-transformers loads it, or any program writes its vectors:",
    commands: [`mieb run -m python:${reference} -t TASK`, "mieb export-inputs -t TASK --output-folder FOLDER"],
  };
}

async function pluginOf(repository: ModelRepository): Promise<string | undefined> {
  const tower = await openClipTower(repository);
  return tower === undefined ? pluginFor(await modelTypeOf(repository), repository.files) : pluginForOpenClip(tower);
}
