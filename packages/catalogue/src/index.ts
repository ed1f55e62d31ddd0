export { architectureOf, exportCommands, type Architecture } from "./architectures.ts";
export { publishedModels } from "./data/published-models.ts";
export type { PublishedModel } from "./published-model.ts";
