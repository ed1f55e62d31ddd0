import { mkdtemp, open as openFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Bool,
  Field,
  Float32,
  Int64,
  List,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray,
  type DataType,
} from "apache-arrow";
import { parquetWriteFile } from "hyparquet-writer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { vectorsFamily } from "../src/vectors-family.ts";
import { loadVectors, optionsOf, textInput } from "./open-vectors.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mieb-vectors-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const keyOf = (text: string): string => textInput(text, 0).identity.contentHash;

/** A .npy file of float32 with its keys, as Python would write it. */
async function writeMatrix(
  name: string,
  texts: readonly string[],
  rows: readonly (readonly number[])[],
): Promise<string> {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows.length}, ${rows[0]?.length}), }`.padEnd(
    117,
  );
  const head = Buffer.from(`\x93NUMPY\x01\x00v\x00${header}\n`, "latin1");
  const file = join(folder, `${name}.npy`);
  await writeFile(file, Buffer.concat([head, Buffer.from(new Float32Array(rows.flat()).buffer)]));
  await writeFile(join(folder, `${name}.keys.txt`), texts.map(keyOf).join("\n"));
  return file;
}

/** A Parquet file of lists, which may differ in length. */
function writeLists(
  name: string,
  keys: readonly string[],
  vectors: readonly (readonly (number | null)[] | null)[],
): string {
  const filename = join(folder, `${name}.parquet`);
  const schema = [
    { name: "root", num_children: 2 },
    { name: "key", type: "BYTE_ARRAY" as const, converted_type: "UTF8" as const, repetition_type: "REQUIRED" as const },
    { name: "vector", converted_type: "LIST" as const, repetition_type: "OPTIONAL" as const, num_children: 1 },
    { name: "list", repetition_type: "REPEATED" as const, num_children: 1 },
    { name: "element", type: "FLOAT" as const, repetition_type: "OPTIONAL" as const },
  ];
  const columnData = [
    { name: "key", data: [...keys] },
    { name: "vector", data: vectors.map((vector) => vector && [...vector]) },
  ];
  parquetWriteFile({ filename, schema, columnData });
  return filename;
}

/** An Arrow file of vectors of two items of some type. */
async function writeArrow(name: string, item: DataType, vectors: readonly (readonly unknown[])[]): Promise<string> {
  const columns = {
    key: vectorFromArray(abc.map(keyOf), new Utf8()),
    vector: vectorFromArray(vectors, new List(new Field("item", item, true))),
  };
  const file = join(folder, `${name}.arrow`);
  await writeFile(file, tableToIPC(new Table(columns), "file"));
  return file;
}

const abc = ["a", "b", "c"];
const encodeAll = async (path: string): Promise<unknown> => {
  await using encoder = await loadVectors(path);
  return await encoder.encode(
    abc.map((text, row) => textInput(text, row)),
    optionsOf(),
  );
};

describe("faults of vectors", () => {
  it.each([
    [
      "a number that is none",
      [
        [1, 2],
        [3, Number.NaN],
        [5, 6],
      ],
      "v.parquet, row 1: number 1 of the vector is NaN",
    ],
    [
      "another dimension",
      [
        [1, 2],
        [3, 4],
        [5, 6, 7],
      ],
      "v.parquet: row 2 has 3 numbers; v.parquet begins with 2",
    ],
    [
      "a null in a vector",
      [
        [1, 2],
        [3, 4],
        [null, 6],
      ],
      "v.parquet, row 2: number 0 of the vector is null",
    ],
    ["no vector", [[1, 2], null, [5, 6]], "v.parquet: row 1: expected a list of numbers, found nothing"],
  ])("%s names file and row", async (_, vectors, message) => {
    await expect(encodeAll(writeLists("v", abc.map(keyOf), vectors))).rejects.toThrow(message);
  });

  it.each<[string, DataType, readonly (readonly unknown[])[], string]>([
    [
      "null",
      new Float32(),
      [
        [1, 2],
        [3, null],
        [5, 6],
      ],
      "row 1: number 1 of the vector is null",
    ],
    [
      "a text",
      new Utf8(),
      [
        ["1", "2"],
        ["3", "4"],
        ["5", "6"],
      ],
      'row 0: number 0 of the vector is "1"',
    ],
    [
      "a truth value",
      new Bool(),
      [
        [true, true],
        [true, false],
        [false, true],
      ],
      "row 0: number 0 of the vector is true",
    ],
    [
      "a long integer",
      new Int64(),
      [
        [1n, 2n],
        [3n, 4n],
        [5n, 6n],
      ],
      "row 0: number 0 of the vector is 1",
    ],
  ])("%s in an Arrow file is no number", async (_, item, vectors, message) => {
    await expect(encodeAll(await writeArrow("v", item, vectors))).rejects.toThrow(`v.arrow, ${message}`);
  });

  it("one vector where several are to be is said to be one", async () => {
    const file = writeLists("late", abc.map(keyOf), [
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    await writeFile(join(folder, "late.json"), JSON.stringify({ similarity: "max-sim" }));
    await expect(encodeAll(file)).rejects.toThrow("late.parquet, row 0: expected a list of vectors, found one vector");
  });

  it("two files of a folder must have one dimension", async () => {
    await writeMatrix("one", ["a"], [[1, 2]]);
    await writeMatrix("two", ["b"], [[1, 2, 3]]);
    await expect(loadVectors(folder)).rejects.toThrow("two.npy: row 0 has 3 numbers; one.npy begins with 2");
  });
});

describe("faults of keys", () => {
  it("a key with two vectors names both rows, in whatever files; with one vector it is none", async () => {
    await writeMatrix(
      "one",
      ["a", "b"],
      [
        [1, 2],
        [3, 4],
      ],
    );
    await writeMatrix(
      "two",
      ["c", "b"],
      [
        [5, 6],
        [3, 4],
      ],
    );
    expect(await encodeAll(folder)).toMatchObject({ values: Float32Array.of(1, 2, 3, 4, 5, 6) });
    await writeMatrix(
      "two",
      ["c", "b"],
      [
        [5, 6],
        [3, 4.5],
      ],
    );
    await expect(loadVectors(folder)).rejects.toThrow("one.npy, row 1 and two.npy, row 1 have the same key");
  });

  it("a key that is no hash names the row", async () => {
    const file = writeLists(
      "v",
      [keyOf("a"), "b"],
      [
        [1, 2],
        [3, 4],
      ],
    );
    await expect(loadVectors(file)).rejects.toThrow('row 1: expected 64 hexadecimal digits as key, found "b"');
  });

  it("inputs without a vector are counted and named, with the command that lists them", async () => {
    const file = await writeMatrix("v", ["b"], [[1, 2]]);
    const failure = await encodeAll(file).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "MODEL_INVALID_OUTPUT",
      message: expect.stringMatching(
        new RegExp(
          `lacks 2 of the 3 inputs of Some .*\n.*\\(default/test\\): column "caption", row 0: ${keyOf("a")}\n.*row 2: `,
        ),
      ),
      hint: expect.stringContaining(`mieb export-inputs -m vectors:${file} -t Some`),
    });
    await using encoder = await loadVectors(file);
    expect(await encoder.lacking?.(abc.map(textInput), optionsOf())).toEqual([0, 2]);
  });
});

describe("faults of files", () => {
  it("rows without keys, too few keys, a file cut short", async () => {
    const file = await writeMatrix("v", abc, [
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    await writeFile(join(folder, "v.keys.txt"), keyOf("a"));
    await expect(loadVectors(file)).rejects.toThrow("v.npy: it has 3 rows, v.keys.txt has 1");
    await rm(join(folder, "v.keys.txt"));
    await expect(loadVectors(file)).rejects.toThrow("the keys of its rows are missing: v.keys.txt");
    await writeMatrix("v", abc, [
      [1, 2],
      [3, 4],
    ]);
    await expect(loadVectors(file)).rejects.toThrow("v.npy: it has 2 rows, v.keys.txt has 3");
  });

  it("nothing there, no vectors there, another kind of file", async () => {
    await expect(loadVectors(join(folder, "absent.npy"))).rejects.toMatchObject({ code: "MODEL_NOT_FOUND" });
    await expect(loadVectors(folder)).rejects.toMatchObject({ code: "MODEL_FILES_MISSING" });
    await writeFile(join(folder, "v.csv"), "1,2");
    await expect(loadVectors(join(folder, "v.csv"))).rejects.toThrow("no extension of a file of vectors");
  });
});

describe("what is said of vectors", () => {
  const open = (path: string) => vectorsFamily.open({ reference: `vectors:${path}`, scheme: "vectors" });

  it("by default comes from the file, and changes with its content and its keys", async () => {
    const file = await writeMatrix("v", ["a"], [[1, 2]]);
    const { metadata } = await open(file);
    expect(metadata).toEqual({
      name: "vectors/v",
      revision: expect.stringMatching(/^local-[0-9a-f]{12}$/),
      modalities: ["image", "text"],
      similarity: "cosine",
    });
    await writeMatrix("v", ["b"], [[1, 2]]);
    expect((await open(file)).metadata.revision).not.toBe(metadata.revision);
  });

  it("else comes from the JSON beside, whose slips are refused", async () => {
    const file = await writeMatrix("v", ["a"], [[1, 2]]);
    const said = { name: "me/mine", revision: "7", similarity: "dot", modalities: ["text"], license: "mit" };
    await writeFile(join(folder, "v.json"), JSON.stringify({ ...said, fusion: "joint" }));
    const model = await open(file);
    expect(model.metadata).toEqual(said);
    expect(await model.describe?.({ dtype: "fp32", device: "cpu" })).toEqual({
      modalities: ["text"],
      fusion: "joint",
      heldBytes: 24,
    });
    await writeFile(join(folder, "v.json"), '{"similarty":"dot"}');
    await expect(open(file)).rejects.toThrow(/v\.json.*"similarty"/);
  });

  it("has a fingerprint, so that the store is used, only for files too large to keep in memory", async () => {
    const context = { dtype: "fp32", device: "cpu" };
    const file = await writeMatrix("v", ["a"], [[1, 2]]);
    expect((await (await open(file)).describe?.(context))?.fingerprint).toBeUndefined();
    await using handle = await openFile(file, "r+");
    await handle.truncate(2 ** 23 + 1);
    expect((await (await open(file)).describe?.(context))?.fingerprint).toContain("vectors-1");
  });
});
