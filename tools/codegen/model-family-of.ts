/** Kinds of models by what their names have in common; the first that fits. */
const families: readonly (readonly [pattern: RegExp, family: string])[] = [
  [/^openai\/clip-|^laion\/CLIP-/, "clip"],
  [/EVA02-CLIP/, "eva-clip"],
  [/^google\/siglip/, "siglip"],
  [/\/blip2-/, "blip-2"],
  [/\/blip-/, "blip"],
  [/\/align-/, "align"],
  [/\/dinov2-/, "dino"],
  [/\/moco-v3-/, "moco"],
  [/\/jina-clip-/, "jina-clip"],
  [/\/jina-embeddings-/, "jina-embeddings"],
  [/\/nomic-embed-vision-/, "nomic"],
  [/\/bge-visualized-/, "bge-visualized"],
  [/\/VLM2Vec-/, "vlm2vec"],
  [/\/e5-omni-/, "e5-omni"],
  [/\/LCO-Embedding-/, "lco-embedding"],
  [/\/colpali-/, "colpali"],
  [/\/colqwen2-/, "colqwen2"],
  [/colqwen/i, "colqwen"],
  [/\/colSmol-/, "colsmol"],
  [/\/colnomic-/, "colnomic"],
  [/nem(?:otron|oretriever)-colembed/, "nemotron-colembed"],
  [/\/VultronRetriever/, "vultron-retriever"],
  [/\/EvoQwen/, "evoqwen"],
  [/\/webAI-ColVec/, "colvec"],
];

/** Kind of a published model; null for one that has no relatives among them. */
export function modelFamilyOf(name: string): string | null {
  return families.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
