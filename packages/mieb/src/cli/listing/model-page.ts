import type { KnownModel } from "../../models/known-model.ts";
import type { WayToRun } from "../../models/ways-to-run.ts";
import { paint } from "../terminal.ts";
import { countInWords } from "./count-in-words.ts";
import { factList, page, section } from "./page.ts";

/** All there is to say about a model, for people. */
export function modelPage(model: KnownModel): string {
  return page(
    paint("bold", model.name),
    factList(factsOf(model)),
    section("How to run it here", waysText(model), false),
    section("Trained on", [(model.trainingDatasets ?? []).join(", ")]),
  );
}

function factsOf(model: KnownModel): readonly (readonly [name: string, value: string])[] {
  const { revision, registryRevision, parameterCount, memoryUsageMb, maxTokens, publishedTasks } = model;
  return [
    ["family", model.family ?? ""],
    ["revision", (revision ?? "") + (registryRevision ? ` (the reference pins ${registryRevision} now)` : "")],
    ["parameters", parameterCount === null ? "" : countInWords(parameterCount)],
    ["weights", memoryUsageMb === null ? "" : `${memoryUsageMb} MiB`],
    ["dimension", dimensionText(model)],
    ["similarity", model.similarity ?? ""],
    ["modalities", model.modalities.join(", ")],
    ["max tokens", maxTokens === null ? "" : String(maxTokens)],
    ["languages", (model.languages ?? []).join(", ")],
    ["licence", (model.license ?? "") + (model.openWeights === false ? " (weights are not published)" : "")],
    ["released", model.releaseDate ?? ""],
    ["made from", model.adaptedFrom ?? ""],
    ["succeeded by", model.supersededBy ?? ""],
    ["published", publishedTasks === 0 ? "" : `results of ${publishedTasks} of the 132 tasks`],
    ["ONNX files", model.repository ?? ""],
    ["plugin", model.plugin ?? ""],
    ["reference", model.reference ?? ""],
  ];
}

function dimensionText({ embedDimension, embedDimensions, similarity }: KnownModel): string {
  if (embedDimension === null) return "";
  const several = embedDimensions ? ` (can be cut to ${embedDimensions.slice(0, -1).join(", ")})` : "";
  return `${embedDimension}${several}${similarity === "max-sim" ? ", several vectors per input" : ""}`;
}

/** A command and what it takes, for each way. */
function waysText({ ways }: KnownModel): readonly string[] {
  if (ways.length === 0) return ["It cannot be run: it compares words and makes no vectors."];
  return ways.flatMap((way) => [...commandsOf(way), paint("dim", `  ${explanations[way.kind]}`)]);
}

function commandsOf({ kind, reference, missingPlugin, converted }: WayToRun): readonly string[] {
  return [
    ...(missingPlugin ? [`npm i -D ${missingPlugin}`] : []),
    ...(converted === undefined ? [] : [`mieb doctor ${converted}`]),
    ...(kind === "vectors" ? ["mieb export-inputs -t TASK --output-folder FOLDER"] : []),
    `mieb run -m ${reference} -t TASK`,
  ];
}

const explanations: Readonly<Record<WayToRun["kind"], string>> = {
  plugin: "a plugin brings the model",
  onnx: "its ONNX files are downloaded at the first run",
  http: "a hosted API makes the vectors; needs its key",
  export: "doctor says how it is converted to ONNX; FOLDER is where the conversion lies",
  python: "loaded by the Python package mteb, with your Python",
  vectors: "vectors made elsewhere, from the inputs that export-inputs writes",
};
