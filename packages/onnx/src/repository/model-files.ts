import { basename } from "node:path";
import { MiebError, type ModelRepository } from "@mieb/core";

/** What `--dtype` appends to a graph's file name in the layout of the well-known conversions. */
const suffixes: Readonly<Record<string, string>> = {
  fp32: "",
  fp16: "_fp16",
  q8: "_quantized",
  int8: "_int8",
  uint8: "_uint8",
  q4: "_q4",
  q4f16: "_q4f16",
  bnb4: "_bnb4",
};

/** The dtypes that name a weights file. */
export const dtypes: readonly string[] = Object.keys(suffixes);

/**
 * The file of a graph (`text_model`, `vision_model`, `model` …) for a dtype, in `onnx/` or at the root; undefined when
 * the repository has none.
 * @throws MiebError `USAGE_INVALID_ARGUMENT` for an unknown dtype
 */
export function findGraphFile(repository: ModelRepository, graph: string, dtype: string): string | undefined {
  return graphFiles(graph, dtype).find((file) => repository.files.includes(file));
}

/** Where the file of a graph for a dtype may lie. @throws MiebError `USAGE_INVALID_ARGUMENT` for an unknown dtype */
export function graphFiles(graph: string, dtype: string): readonly string[] {
  const suffix = suffixes[dtype];
  if (suffix === undefined) {
    throw new MiebError("USAGE_INVALID_ARGUMENT", `Unknown dtype "${dtype}"; expected one of ${dtypes.join(", ")}.`);
  }
  const name = `${graph}${suffix}.onnx`;
  return [`onnx/${name}`, name];
}

/** Whether the repository has this graph in any dtype. */
export function hasGraph(repository: ModelRepository, graph: string): boolean {
  return dtypes.some((dtype) => findGraphFile(repository, graph, dtype) !== undefined);
}

/** Weights kept outside of the ONNX file, which ONNX Runtime expects beside it: `model.onnx_data`, `model.onnx.data` … */
export function externalDataFiles(repository: ModelRepository, file: string): readonly string[] {
  return repository.files.filter((other) => other.startsWith(`${file}_data`) || other.startsWith(`${file}.data`));
}

/** Makes the graphs of MODEL in FOLDER, where optimum knows the model's type. */
export const DEFAULT_EXPORT = "optimum-cli export onnx --model MODEL --task feature-extraction FOLDER";

/** What an export command takes, by how the command begins; the first that fits. */
const installs: readonly (readonly [string, string])[] = [
  ["optimum-cli", 'pip install "optimum-onnx[onnxruntime]"'],
  [
    "python tools/export/openclip.py",
    "pip install torch transformers onnx onnxruntime onnxscript open_clip_torch timm",
  ],
  [
    "python tools/export/sentence_pipeline.py",
    "pip install torch transformers onnx onnxruntime onnxscript sentence-transformers",
  ],
  [
    "python tools/export/colqwen2.py",
    "pip install torch torchvision transformers onnx onnxruntime onnxscript colpali-engine",
  ],
  ["python tools/export/other_weights.py", "pip install onnx onnxruntime onnx-ir sympy"],
  ["python tools/export/", "pip install torch torchvision transformers sentencepiece onnx onnxruntime onnxscript"],
];

/** Commands for a shell, in order, that an export command stands for: what it takes first, then for this model and folder. */
export function exportCommands(
  exportCommand: string,
  { model, folder }: { readonly model: string; readonly folder: string },
): readonly string[] {
  const install = installs.find(([beginning]) => exportCommand.startsWith(beginning))?.[1];
  const command = exportCommand.replaceAll("MODEL", model).replaceAll("FOLDER", folder);
  return install === undefined ? [command] : [install, command];
}

/** Dtypes that tools/export/other_weights.py makes of full weights. */
const makeable: readonly string[] = ["fp16", "q8", "q4"];

/** Commands for a shell that make weights of a dtype beside the full ones in a folder; none where no recipe is known. */
export function weightsCommands(dtype: string, folder: string): readonly string[] {
  const command = `python tools/export/other_weights.py FOLDER ${dtype}`;
  return makeable.includes(dtype) ? exportCommands(command, { model: folder, folder }) : [];
}

/** What a repository lacks. */
export interface MissingGraphs {
  /** Any of these would do. */
  readonly graphs: readonly string[];
  /** Command that makes the graphs of MODEL in FOLDER; default optimum's. */
  readonly exportCommand?: string | undefined;
}

/** The error for a repository without the graphs a run needs: says what there is and how to make them. */
export function graphFilesMissing(
  repository: ModelRepository,
  { graphs, exportCommand = DEFAULT_EXPORT }: MissingGraphs,
  dtype: string,
): MiebError {
  const present = repository.files.filter((file) => file.endsWith(".onnx"));
  const expected = graphs.map((graph) => `onnx/${graph}${suffixes[dtype] ?? ""}.onnx`).join(" or ");
  const found =
    present.length > 0 ? `its ONNX files are ${present.join(", ")}` : `it has no ONNX files${weights(repository)}`;
  return new MiebError(
    "MODEL_FILES_MISSING",
    `${repository.name}: expected ${expected} for dtype ${dtype}; ${found}.`,
    present.length > 0
      ? {
          hint: `Choose a --dtype that is there (${availableDtypes(repository, graphs)}), or make the weights, as \`mieb doctor\` says.`,
        }
      : { hint: hintBefore(exportCommand), commands: commandsFor(repository, exportCommand) },
  );
}

function hintBefore(exportCommand: string): string {
  const place = exportCommand.includes("tools/export/") ? ", in a checkout of MIEB" : "";
  return `Export the model with Python${place}, then give the folder as the model:`;
}

function commandsFor({ name, folder, original }: ModelRepository, exportCommand: string): readonly string[] {
  return exportCommands(exportCommand, { model: original ?? folder ?? name, folder: folder ?? `./${basename(name)}` });
}

/** Says of a repository of weights for another engine that it is one. */
function weights({ files }: ModelRepository): string {
  const found = files.filter((file) => /\.(bin|safetensors|pt|pth|msgpack|h5)$/.test(file));
  return found.length > 0 ? `, only weights (${found.slice(0, 3).join(", ")})` : "";
}

function availableDtypes(repository: ModelRepository, graphs: readonly string[]): string {
  const present = dtypes.filter((dtype) => graphs.some((graph) => findGraphFile(repository, graph, dtype)));
  return present.join(", ") || "none of the known ones";
}

/** Reads and parses a JSON file the model cannot do without. @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE` */
export async function readModelJson(repository: ModelRepository, file: string, hint: string): Promise<unknown> {
  if (!repository.files.includes(file)) {
    throw new MiebError("MODEL_FILES_MISSING", `${repository.name} has no ${file}.`, { hint });
  }
  try {
    return await repository.readJson(file);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new MiebError("MODEL_INVALID_FILE", `${repository.name}: ${file} is not valid JSON: ${cause.message}.`, {
      hint,
      cause,
    });
  }
}
