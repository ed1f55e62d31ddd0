import type { Model } from "@mieb/core";
import precomputed from "@mieb/model-precomputed";
import { dimension, spreadHash } from "./vectors.ts";

/** An encoder whose vectors are spread from the content's hash: it costs next to nothing, so the rest is measured. */
export const hashModel: Model = {
  metadata: {
    name: "scale/hash",
    revision: "1",
    modalities: ["image", "text"],
    similarity: "cosine",
    embedDimension: dimension,
  },
  load: async () => ({
    fingerprint: "scale-hash-1",
    concurrency: 2,
    async encode(batch) {
      const values = new Float32Array(batch.length * dimension);
      batch.forEach(({ identity }, row) => {
        values.set(spreadHash(Buffer.from(identity.contentHash, "hex")), row * dimension);
      });
      return { values, rowCount: batch.length, dimension };
    },
  }),
};

/** The vectors in a file, as `-m vectors:FILE` finds them. */
export async function vectorsModel(file: string): Promise<Model> {
  const [family] = precomputed.modelFamilies ?? [];
  if (!family) throw new Error("@mieb/model-precomputed has no model family.");
  return family.open({ reference: `vectors:${file}`, scheme: "vectors" });
}
