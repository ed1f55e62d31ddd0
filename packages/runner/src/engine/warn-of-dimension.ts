import type { EmbeddingSource } from "@mieb/core";
import type { ModelSession } from "../encode/model-session.ts";
import type { RunContext } from "./run-context.ts";

const warned = new WeakSet<ModelSession>();

/** Warns, once a run, of vectors of another length than the model says of itself: results carry what it says. */
export function warnOfDimension({ dimension }: EmbeddingSource, { session, options, emit }: RunContext): void {
  const { name, embedDimension } = options.model.metadata;
  if (!embedDimension || embedDimension === dimension || warned.has(session)) return;
  warned.add(session);
  const message = `${name} describes itself with vectors of ${embedDimension} numbers and gives ${dimension}. Scores are of what it gives, model_meta.json records what it says: correct its configuration.`;
  emit({ type: "warning", message });
}
