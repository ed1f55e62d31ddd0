/** First-party plugin by the `model_type` in config.json of the repositories that it takes. */
const plugins: Readonly<Record<string, string>> = {
  align: "@mieb/model-align",
  blip: "@mieb/model-blip",
  clip: "@mieb/model-clip",
  metaclip_2: "@mieb/model-clip",
  colpali: "@mieb/model-colpali",
  colqwen2: "@mieb/model-colpali",
  jina_clip: "@mieb/model-jina-clip",
  nomic_bert: "@mieb/model-nomic",
  siglip: "@mieb/model-siglip",
  dinov2: "@mieb/model-dino",
  dinov2_with_registers: "@mieb/model-dino",
  dinov3_vit: "@mieb/model-dino",
  vit: "@mieb/model-dino",
};

/**
 * The package to install for ONNX conversions of a model; undefined for one that no plugin of ours takes.
 * @param modelType `model_type` in config.json; empty where there is none
 * @param files of the repository: pipelines of sentence-transformers are known by their modules.json, whatever network they hold
 */
export function pluginFor(modelType: string, files: readonly string[] = []): string | undefined {
  if (isPipeline(modelType, files)) return "@mieb/model-sentence-transformers";
  return Object.hasOwn(plugins, modelType) ? plugins[modelType] : undefined;
}

/** The package to install for ONNX conversions in OpenCLIP's layout. @param tower name of the image tower */
export function pluginForOpenClip(tower: string): string {
  return tower.startsWith("eva") ? "@mieb/model-eva-clip" : "@mieb/model-clip";
}

/** Networks with an image processor, but for CLIP, have plugins of their own that take them with their modules.json. */
function isPipeline(modelType: string, files: readonly string[]): boolean {
  return files.includes("modules.json") && (modelType === "clip" || !files.includes("preprocessor_config.json"));
}
