import type { Model, ModelRepository } from "@mieb/core";
import { towerModalities, towersMissing } from "./towers.ts";
import { twoTowerModel, type TwoTowerFamily } from "./two-tower-model.ts";

/** What a family has read in a repository. */
export interface TwoTowerDescription {
  readonly repository: ModelRepository;
  readonly family: TwoTowerFamily;
  /** Length of the vectors; null where the configuration does not say. */
  readonly embedDimension: number | null;
}

/**
 * The model of a repository with one tower or both, with what its files say of it. Vectors are compared by their cosine.
 * @throws MiebError `MODEL_FILES_MISSING` when the repository has no graph of the family in any dtype
 */
export function openTwoTower({ repository, family, embedDimension }: TwoTowerDescription): Model {
  const modalities = towerModalities(repository, family.towers);
  if (modalities.length === 0) throw towersMissing(repository, family.towers, "fp32");
  const metadata = {
    name: repository.name,
    revision: repository.revision,
    modalities,
    similarity: "cosine",
    embedDimension,
    maxTokens: modalities.includes("text") ? family.maxPositions : null,
    framework: ["ONNX"],
  } as const;
  return twoTowerModel({ repository, metadata, family });
}
