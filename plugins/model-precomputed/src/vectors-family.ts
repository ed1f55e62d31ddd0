import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import {
  MiebError,
  type EncodeOptions,
  type EncoderTraits,
  type Model,
  type ModelFamily,
  type ModelLoadContext,
  type ModelMetadata,
} from "@mieb/core";
import type { ColumnFile } from "./column-file.ts";
import { findFiles, type FoundFiles } from "./find-files.ts";
import { readSettings, type VectorSettings } from "./settings.ts";

/**
 * Files up to this size are looked up again in every run: the runner then holds their vectors, beside its ceiling, and a
 * correction of the files leaves no other copy in the embedding store. Vectors of larger files go through the store,
 * which keeps memory bounded.
 */
const MEMORY_BYTES = 8 * 2 ** 20;

/** Vectors from files: `vectors:PATH`, a file or a folder of files. */
export const vectorsFamily: ModelFamily = {
  name: "vectors",
  claims: "vectors:PATH, a .parquet, .arrow or .npy file of vectors, or a folder of them",
  schemes: ["vectors"],
  match: ({ scheme }) => scheme === "vectors",
  async open({ reference }) {
    const found = await findFiles(reference);
    const settings = await readSettings(found.settings);
    const content = await contentHash(found);
    return vectorsModel(reference, { found, settings, content });
  },
};

interface VectorFiles {
  readonly found: FoundFiles;
  readonly settings: VectorSettings;
  /** SHA-256 over names and contents of the files. */
  readonly content: string;
}

function vectorsModel(reference: string, { found, settings, content }: VectorFiles): Model {
  const traitsOf = async (files: readonly ColumnFile[]): Promise<EncoderTraits> => {
    const [{ dependsOnPlace }, { rowIndexBytes }] = await Promise.all([
      import("./vector-store.ts"),
      import("./row-index.ts"),
    ]);
    const { modalities, fusion } = settings;
    const sizes = await Promise.all(found.files.map(async (file) => (await stat(file)).size));
    const isLarge = sizes.reduce((sum, size) => sum + size, 0) > MEMORY_BYTES;
    return {
      modalities,
      fusion,
      heldBytes: rowIndexBytes(files.reduce((sum, { rowCount }) => sum + rowCount, 0)),
      ...(isLarge && { fingerprint: JSON.stringify(["vectors-1", content, fusion]) }),
      ...(dependsOnPlace(files) && { instruction: placeOf }),
    };
  };
  return {
    metadata: metadataOf({ found, settings, content }),
    async describe(context) {
      checkDtype(reference, context);
      const { closeFiles, openFiles } = await import("./open-files.ts");
      const files = await openFiles(found.files);
      return traitsOf(files).finally(() => closeFiles(files));
    },
    async load(context) {
      checkDtype(reference, context);
      const [{ openVectorStore }, { lookupEncoder }, { closeFiles, openFiles }] = await Promise.all([
        import("./vector-store.ts"),
        import("./lookup-encoder.ts"),
        import("./open-files.ts"),
      ]);
      const files = await openFiles(found.files);
      try {
        const store = await openVectorStore(reference, files, { hasSeveral: settings.similarity === "max-sim" });
        return lookupEncoder(reference, await traitsOf(files), { store, close: () => closeFiles(files) });
      } catch (error) {
        await closeFiles(files);
        throw error;
      }
    },
  };
}

function checkDtype(reference: string, { dtype }: ModelLoadContext): void {
  if (dtype === "fp32") return;
  throw new MiebError("USAGE_INVALID_ARGUMENT", `${reference}: --dtype ${dtype} cannot change vectors in a file.`, {
    hint: "Leave --dtype out; --quantize int8 and the like change vectors after they are read.",
  });
}

function metadataOf({ found, settings, content }: VectorFiles): ModelMetadata {
  const { fusion: _, ...known } = settings;
  const { name = `vectors/${found.stem}`, revision = `local-${content.slice(0, 12)}` } = settings;
  return { ...known, name, revision };
}

/** Vectors by place may differ for one input in two tasks, so the place takes part in the key of what is encoded. */
function placeOf({ task, split, subset, role }: EncodeOptions): string {
  return JSON.stringify([task.name, split, subset, role ?? null]);
}

async function contentHash({ contents }: FoundFiles): Promise<string> {
  const { contentOfFile } = await import("@mieb/datasets");
  const hash = createHash("sha256");
  for (const file of contents) hash.update(`${basename(file)}\0${await contentOfFile(file)}\n`);
  return hash.digest("hex");
}
