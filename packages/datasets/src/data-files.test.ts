import { describe, expect, it } from "vitest";
import { parseCard } from "./card.ts";
import { dataFilesOf } from "./data-files.ts";

/** Config → split → files, for a README's YAML and a list of paths. */
function layout(yaml: string, paths: readonly string[]): Record<string, Record<string, readonly string[]>> {
  const card = parseCard(yaml === "" ? "# Title\n" : `---\n${yaml}\n---\n# Title\n`, "owner/data");
  return Object.fromEntries(
    dataFilesOf(card, paths).map(({ config, splits }) => [
      config,
      Object.fromEntries(splits.map(({ split, files }) => [split, files])),
    ]),
  );
}

describe("files that the card declares", () => {
  it("takes a pattern or a list of patterns as the train split", () => {
    const paths = ["a/1.parquet", "a/b/2.parquet", "c.parquet"];
    expect(layout("configs:\n- config_name: x\n  data_files: 'a/*.parquet'", paths)).toEqual({
      x: { train: ["a/1.parquet"] },
    });
    expect(layout("configs:\n- data_files: ['**/2.parquet', c.parquet]", paths)).toEqual({
      default: { train: ["a/b/2.parquet", "c.parquet"] },
    });
  });

  it("takes splits as a list or as a map, in declared order, shards sorted", () => {
    const paths = [
      "data/test-00001-of-00002.parquet",
      "data/test-00000-of-00002.parquet",
      "data/dev-00000-of-00001.parquet",
    ];
    const expected = {
      default: {
        test: ["data/test-00000-of-00002.parquet", "data/test-00001-of-00002.parquet"],
        dev: ["data/dev-00000-of-00001.parquet"],
      },
    };
    expect(
      layout(
        "configs:\n- data_files:\n  - {split: test, path: data/test-*}\n  - {split: dev, path: [data/dev-*]}",
        paths,
      ),
    ).toEqual(expected);
    expect(layout("configs:\n- data_files: {test: data/test-*, dev: ./data/dev-*}", paths)).toEqual(expected);
  });

  it("lets * stop at a folder, ** cross folders, and a folder stand for all in it", () => {
    const paths = ["en/train.parquet", "en/x/y/train.parquet", "en/.hidden/train.parquet", "en/README.md"];
    expect(layout("configs:\n- data_files: en/*", paths)).toEqual({
      default: { train: ["en/train.parquet"] },
    });
    expect(layout("configs:\n- data_files: en/**/train.parquet", paths)).toEqual({
      default: { train: ["en/train.parquet", "en/x/y/train.parquet"] },
    });
    expect(layout("configs:\n- data_files: en", paths)).toEqual({
      default: { train: ["en/train.parquet", "en/x/y/train.parquet"] },
    });
  });

  it("reads patterns and conventions below data_dir", () => {
    const paths = ["v1/train.parquet", "v1/test.parquet", "v2/train.parquet"];
    expect(
      layout(
        "configs:\n- {config_name: a, data_dir: v1}\n- {config_name: b, data_dir: ./v2/, data_files: '*.parquet'}",
        paths,
      ),
    ).toEqual({
      a: { train: ["v1/train.parquet"], test: ["v1/test.parquet"] },
      b: { train: ["v2/train.parquet"] },
    });
  });

  it("keeps a split whose pattern matches nothing, and names that YAML 1.1 would take for truth values", () => {
    expect(layout("configs:\n- config_name: no\n  data_files:\n  - {split: on, path: none-*}", ["a.parquet"])).toEqual({
      no: { on: [] },
    });
  });
});

describe("files without a declaration", () => {
  it("reads splits from shard names, whatever they are called", () => {
    const paths = [
      "data/train-00000-of-00002.parquet",
      "data/train-00001-of-00002.parquet",
      "data/en_us-00000-of-00001.parquet",
      "data/notes.txt",
    ];
    expect(layout("", paths)).toEqual({ default: { train: paths.slice(0, 2), en_us: paths.slice(2, 3) } });
  });

  it("makes a config of each folder that holds splits", () => {
    const paths = ["README.md", "corpus/test-00000-of-00001.parquet", "queries/test-00000-of-00001.parquet"];
    expect(layout("license: mit", paths)).toEqual({ corpus: { test: [paths[1]] }, queries: { test: [paths[2]] } });
  });

  it("reads splits from words in file and folder names, train first", () => {
    const paths = ["my-test-file.parquet", "train/a.parquet", "validation.parquet"];
    expect(layout("", paths)).toEqual({ default: { train: [paths[1]], validation: [paths[2]], test: [paths[0]] } });
    expect(Object.keys(layout("", paths)["default"] ?? {})).toEqual(["train", "validation", "test"]);
  });

  it("takes files that say nothing as the train split", () => {
    expect(layout("", ["a.parquet", "b.parquet", ".gitattributes", "README.md"])).toEqual({
      default: { train: ["a.parquet", "b.parquet"] },
    });
    expect(layout("", ["testament.parquet"])).toEqual({ default: { train: ["testament.parquet"] } });
  });
});
