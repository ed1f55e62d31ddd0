/** A kind of checkpoint, told by `model_type` in config.json, and how it becomes ONNX files that a plugin here takes. */
export interface Architecture {
  readonly modelType: string;
  /** Package whose model family takes the conversion. */
  readonly plugin: string;
  /** `optimum` where its exporter knows the type, else a script in tools/export of this project. */
  readonly exporter: "optimum" | `${string}.py`;
}

const architectures: readonly Architecture[] = [
  { modelType: "clip", plugin: "@mieb/model-clip", exporter: "optimum" },
  { modelType: "siglip", plugin: "@mieb/model-siglip", exporter: "optimum" },
  { modelType: "dinov2", plugin: "@mieb/model-dino", exporter: "optimum" },
  { modelType: "vit", plugin: "@mieb/model-dino", exporter: "optimum" },
  // optimum-onnx 0.1 has no configuration for these.
  { modelType: "dinov2_with_registers", plugin: "@mieb/model-dino", exporter: "image_encoder.py" },
  { modelType: "dinov3_vit", plugin: "@mieb/model-dino", exporter: "image_encoder.py" },
];

/** What is known of a `model_type`; undefined for one that no plugin of ours takes. */
export function architectureOf(modelType: string): Architecture | undefined {
  return architectures.find((architecture) => architecture.modelType === modelType);
}

/**
 * The commands that make a folder with ONNX files of a model, for a shell; the folder then is the model's reference.
 * @param model hub repository or folder of the checkpoint
 * @param folder where to write
 */
export function exportCommands({ exporter }: Architecture, model: string, folder: string): readonly string[] {
  if (exporter === "optimum") {
    return [
      'pip install "optimum-onnx[onnxruntime]"',
      `optimum-cli export onnx --task feature-extraction --model ${model} ${folder}`,
    ];
  }
  return ["pip install torch transformers onnx onnxscript", `python tools/export/${exporter} ${model} ${folder}`];
}
