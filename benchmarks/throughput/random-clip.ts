import { execFile } from "node:child_process";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const maker = fileURLToPath(new URL("make_clip.py", import.meta.url));
const fixture = fileURLToPath(new URL("../../plugins/model-clip/test/fixtures/tiny-clip/", import.meta.url));

/** Values of CLIPImageProcessor for 224 × 224 pixels. */
const processor = {
  image_processor_type: "CLIPImageProcessor",
  size: { shortest_edge: 224 },
  crop_size: { height: 224, width: 224 },
  do_center_crop: true,
  do_resize: true,
  do_rescale: true,
  do_normalize: true,
  resample: 3,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
};

/** A repository with a CLIP ViT-B/32 of random weights, made by a Python with torch and transformers; a small vocabulary. */
export async function writeRandomClip(folder: string, python: string): Promise<void> {
  await promisify(execFile)(python, [maker, folder]);
  for (const file of ["tokenizer.json", "tokenizer_config.json"]) {
    await copyFile(join(fixture, file), join(folder, file));
  }
  await writeFile(join(folder, "preprocessor_config.json"), JSON.stringify(processor));
}
