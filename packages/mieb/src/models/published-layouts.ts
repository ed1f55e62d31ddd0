/** What the repository of a published model holds, where its family does not tell. */
export interface PublishedLayout {
  /** Family that runs the ONNX graphs which lie in the repository itself, with the package that brings it. */
  readonly graphs?: { readonly family: string; readonly plugin: string };
  /** Repository with the same weights in the layout that the family converts; without one there is nothing to convert. */
  readonly twin?: string;
}

/**
 * By name. Sources: READMEs of the plugins. ColPali's first repositories hold adapters for `colpali_engine`, the names of
 * EVA-CLIP stand for files of one repository, and captioning checkpoints of BLIP lack the projections.
 */
export const publishedLayouts: Readonly<Record<string, PublishedLayout>> = {
  "QuanSun/EVA02-CLIP-B-16": { twin: "timm/eva02_base_patch16_clip_224.merged2b_s8b_b131k" },
  "QuanSun/EVA02-CLIP-L-14": { twin: "timm/eva02_large_patch14_clip_224.merged2b_s4b_b131k" },
  "QuanSun/EVA02-CLIP-bigE-14": { twin: "timm/eva02_enormous_patch14_clip_224.laion2b_s4b_b115k" },
  "QuanSun/EVA02-CLIP-bigE-14-plus": { twin: "timm/eva02_enormous_patch14_plus_clip_224.laion2b_s9b_b144k" },
  "Salesforce/blip-image-captioning-base": {},
  "Salesforce/blip-image-captioning-large": {},
  "intfloat/multilingual-e5-small": {
    graphs: { family: "sentence-transformers", plugin: "@mieb/model-sentence-transformers" },
  },
  "jinaai/jina-clip-v1": { graphs: { family: "jina-clip", plugin: "@mieb/model-jina-clip" } },
  // Of images; its texts are those of nomic-embed-text.
  "nomic-ai/nomic-embed-vision-v1.5": { graphs: { family: "nomic", plugin: "@mieb/model-nomic" } },
  "vidore/colpali-v1.1": {},
  "vidore/colpali-v1.2": { twin: "vidore/colpali-v1.2-hf" },
  "vidore/colpali-v1.3": { twin: "vidore/colpali-v1.3-hf" },
};
