export { publishedModels } from "./data/published-models.ts";
export { pluginFor, pluginForOpenClip } from "./plugin-for.ts";
export type { PublishedModel } from "./published-model.ts";
