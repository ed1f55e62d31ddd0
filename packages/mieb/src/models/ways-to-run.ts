import type { Registry } from "@mieb/core";
import type { PublishedModel } from "@mieb/catalogue";
import { publishedLayouts } from "./published-layouts.ts";

/** What a way to run a model needs. */
export const wayKinds = ["plugin", "onnx", "http", "export", "python", "vectors"] as const;

/** A way to run a model: the reference for `-m`, and what it takes. */
export interface WayToRun {
  /**
   * `plugin`: a plugin brings it; `onnx`: its ONNX files are on the hub; `http`: a hosted API serves it; `export`: a
   * plugin takes it once it is converted; `python`: the reference's Python package loads it; `vectors`: only from files of
   * vectors made elsewhere.
   */
  readonly kind: (typeof wayKinds)[number];
  /** For `mieb run -m`. */
  readonly reference: string;
  /** Plugin to install before; null when it is there. */
  readonly missingPlugin: string | null;
  /** For `export`: the repository to convert, of which `mieb doctor` says how. */
  readonly converted?: string;
}

type Facts = Pick<PublishedModel, "name" | "family" | "inReference" | "embeds" | "servedAs">;

/** How a model can be run here, the simplest way first. */
export function waysToRun({ name, family, inReference, embeds, servedAs }: Facts, registry: Registry): WayToRun[] {
  const { models, modelLocations, modelFamilies } = registry;
  const hasFamily = family !== null && modelFamilies.find(family) !== undefined;
  const needing = (scheme: string, plugin: string): string | null =>
    modelFamilies.entries.some(({ schemes }) => schemes?.includes(scheme)) ? null : plugin;
  const here = { reference: name, missingPlugin: null };
  const location = modelLocations.find(name);
  const layout = publishedLayouts[name];
  const convertible = layout === undefined ? name : layout.twin;
  const isBrought = models.find(name) !== undefined || location?.repository.startsWith("file:") === true;
  const ways: WayToRun[] = [
    ...(isBrought ? [{ kind: "plugin" as const, ...here }] : []),
    ...(location && !isBrought ? [{ kind: "onnx" as const, ...here }] : []),
    ...(layout?.graphs && !location && !isBrought
      ? [
          {
            kind: "onnx" as const,
            ...here,
            missingPlugin: modelFamilies.find(layout.graphs.family) ? null : layout.graphs.plugin,
          },
        ]
      : []),
    ...(servedAs
      ? [{ kind: "http" as const, reference: servedAs, missingPlugin: needing(schemeOf(servedAs), "@mieb/model-http") }]
      : []),
    ...(hasFamily && !location && convertible !== undefined
      ? [{ kind: "export" as const, reference: "./FOLDER", missingPlugin: null, converted: convertible }]
      : []),
    ...(inReference && embeds
      ? [
          {
            kind: "python" as const,
            reference: `python:${name}`,
            missingPlugin: needing("python", "@mieb/model-python"),
          },
        ]
      : []),
  ];
  if (ways.length > 0 || !embeds) return ways;
  return [{ kind: "vectors", reference: "vectors:PATH", missingPlugin: needing("vectors", "@mieb/model-precomputed") }];
}

function schemeOf(reference: string): string {
  return reference.split(":", 1)[0] ?? "";
}
