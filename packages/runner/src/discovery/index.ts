export { buildRegistry, type BuiltRegistry } from "./build-registry.ts";
export { defineConfig, type MiebConfig, type RunDefaults } from "./config.ts";
export {
  discoverPlugins,
  type Discovery,
  type DiscoveryOptions,
  type PluginFault,
  type TakenName,
} from "./discover-plugins.ts";
export { callerDirectory } from "./package-folder.ts";
export {
  claimingFamily,
  knownModelNames,
  locateModel,
  openLocated,
  resolveModel,
  type LocatedModel,
  type ModelHub,
  type ResolveModelOptions,
} from "./resolve-model.ts";
