import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isAggregateTask } from "@mieb/core";
import { sharedFolder, sharedFolderMissing } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import plugin from "../src/index.ts";

interface CatalogueEntry {
  readonly name: string;
  readonly mtebType: string;
  readonly dataset: { readonly path: string; readonly revision: string };
  readonly bibtex: string;
  readonly evaluator: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

const shared = sharedFolder();
const catalogue = shared
  ? (JSON.parse(readFileSync(join(shared, "mieb/tasks.json"), "utf8")) as readonly CatalogueEntry[])
  : [];
const sameFields =
  "name description category modalities evalSplits subsets mainScore license reference domains taskSubtypes date annotationsCreators dialect sampleCreation prompt";

describe.skipIf(!shared)(
  `tasks agree with the reference's catalogue${shared ? "" : ` (skipped: ${sharedFolderMissing})`}`,
  () => {
    for (const task of plugin.tasks ?? []) {
      const entry = catalogue.find(({ name }) => name === task.metadata.name);

      it(`${task.metadata.name}: metadata`, () => {
        const { chanceLevel: _, ...metadata } = task.metadata;
        expect(metadata).toEqual({
          ...Object.fromEntries(sameFields.split(" ").map((field) => [field, entry?.[field]])),
          type: entry?.mtebType,
          dataset: { path: entry?.dataset.path, revision: entry?.dataset.revision },
          citation: entry?.bibtex,
        });
      });

      it(`${task.metadata.name}: columns and candidates`, () => {
        if (isAggregateTask(task)) return;
        const { imageColumn, labelColumn, template, candidateLabels, labelsFrom } = entry?.evaluator ?? {};
        const { image = "image", label = "label" } = task.columns ?? {};
        expect({ image, label }).toEqual({ image: imageColumn, label: labelColumn });
        const options = task.options ?? {};
        const source = options["candidateLabels"]
          ? "literal"
          : `features.${String(options["labelsFrom"] ?? label)}.names`;
        expect([source, options["template"] ?? null, options["candidateLabels"] ?? null]).toEqual([
          labelsFrom,
          template,
          candidateLabels,
        ]);
      });
    }
  },
);
