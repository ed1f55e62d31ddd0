import type { Model, ModelRepository } from "@mieb/core";
import { torchvisionProcessor } from "../image/torchvision-processor.ts";
import type { TokenizerUse } from "../text/text-tokenizer.ts";
import { openTwoTower } from "../two-tower/open-two-tower.ts";
import type { TowerNames } from "../two-tower/towers.ts";
import { openClipLayout, readOpenClipConfig, type OpenClipText } from "./open-clip-config.ts";

/** Graphs as tools/export/openclip.py writes them, which are those of the conversions of transformers' CLIP. */
const towers: TowerNames = {
  image: { graph: "vision_model", output: "image_embeds" },
  text: { graph: "text_model", output: "text_embeds" },
  combined: { graph: "model", imageOutput: "image_embeds", textOutput: "text_embeds", normalizes: true },
  exportCommand: "python tools/export/openclip.py MODEL FOLDER",
};

/** Graphs as immich exports them: divided by their norm, some for a batch of one. */
const folderTowers: TowerNames = {
  ...towers,
  image: { graph: "visual/model", input: "image", output: "embedding", normalizes: true },
  text: { graph: "textual/model", input: "text", output: "embedding", normalizes: true },
};

/**
 * The model of a repository in OpenCLIP's layout, its inputs made as `open_clip.create_model_and_transforms` and
 * `open_clip.get_tokenizer` make them; embeddings are those of `encode_image` and `encode_text`, not normalised.
 * @throws MiebError `MODEL_FILES_MISSING`, `MODEL_INVALID_FILE`
 */
export async function openClipModel(repository: ModelRepository): Promise<Model> {
  const { model_cfg, preprocess_cfg } = await readOpenClipConfig(repository);
  const { embed_dim, vision_cfg, text_cfg } = model_cfg;
  const isInFolders = openClipLayout(repository) === "folders";
  const family = {
    towers: isInFolders ? folderTowers : towers,
    processorDefaults: {},
    // The image tower's size counts, whatever the preprocessing says.
    processor: torchvisionProcessor({ ...preprocess_cfg, size: vision_cfg.image_size }),
    maxPositions: text_cfg.context_length,
    tokenizer: { ...tokenizerUse(text_cfg), ...(isInFolders && { folder: "textual" }) },
    imageConversion: "rgb",
  } as const;
  return openTwoTower({ repository, family, embedDimension: embed_dim });
}

/** OpenCLIP's own tokenizer fills up with 0 and lowers the case; that of a named repository does neither by itself. */
function tokenizerUse(config: OpenClipText): TokenizerUse {
  const { clean, strip_sep_token } = config.tokenizer_kwargs;
  // Always filled up there; behind a causal mask the filling changes nothing but the time it takes.
  const padding = config.no_causal_mask || config.hf_model_name ? "max-length" : "longest";
  if (!config.hf_tokenizer_name) return { padding, padId: 0, cleaning: clean ?? "lower" };
  return { padding, cleaning: clean ?? "whitespace", dropsSeparator: strip_sep_token };
}
