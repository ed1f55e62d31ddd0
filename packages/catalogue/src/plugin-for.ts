/** First-party plugin by the `model_type` in config.json of the repositories that it takes. */
const plugins: Readonly<Record<string, string>> = {
  align: "@mieb/model-align",
  blip: "@mieb/model-blip",
  clip: "@mieb/model-clip",
  colpali: "@mieb/model-colpali",
  jina_clip: "@mieb/model-jina-clip",
  siglip: "@mieb/model-siglip",
  dinov2: "@mieb/model-dino",
  dinov2_with_registers: "@mieb/model-dino",
  dinov3_vit: "@mieb/model-dino",
  vit: "@mieb/model-dino",
};

/** The package to install for ONNX conversions of a model type; undefined for types that no plugin of ours takes. */
export function pluginFor(modelType: string): string | undefined {
  return Object.hasOwn(plugins, modelType) ? plugins[modelType] : undefined;
}
