import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { embeddingsOf, keyOf, range } from "./numbered-rows.ts";
import { fill, openStore, partitionFiles, temporaryFolder } from "./support.ts";

const python = process.env["MIEB_PYTHON"] ?? "python3";
const hasPyarrow = spawnSync(python, ["-c", "import pyarrow"]).status === 0;

const script = `
import json, sys
import pyarrow as pa
file = pa.ipc.open_file(pa.memory_map(sys.argv[1]))
table = file.read_all()
table.validate(full=True)
batch = file.get_batch(0)
buffers = [buffer for column in batch.columns for buffer in column.buffers() if buffer is not None]
print(json.dumps({
  "batches": file.num_record_batches,
  "schema": [f"{field.name}: {field.type}" for field in file.schema],
  "keys": [key.hex() for key in table["key"].to_pylist()],
  "vectors": table["vector"].to_pylist(),
  "misaligned": [buffer.address % 64 for buffer in buffers if buffer.size > 0 and buffer.address % 64 != 0],
}))
`;

it.skipIf(!hasPyarrow)("a segment is an Arrow file to pyarrow [needs MIEB_PYTHON with pyarrow]", async () => {
  const folder = await temporaryFolder();
  await fill(folder, range(0, 5), 3);
  const { values } = embeddingsOf(range(0, 5), 3);
  expect(await readInPython(folder)).toEqual({
    batches: 1,
    schema: ["key: fixed_size_binary[32]", "vector: fixed_size_list<item: float not null>[3]"],
    keys: range(0, 5).map(keyOf),
    vectors: range(0, 5).map((row) => Array.from(values.subarray(row * 3, row * 3 + 3))),
    misaligned: [],
  });
});

it.skipIf(!hasPyarrow)("so is one with several vectors a row [needs MIEB_PYTHON with pyarrow]", async () => {
  const folder = await temporaryFolder();
  const store = await openStore(folder);
  const partition = await store.partition("fingerprint", "model");
  const rows = { ...embeddingsOf([1, 2, 3], 2), rowCount: 3, rowOffsets: Uint32Array.of(0, 2, 2, 3) };
  await partition.append([0, 1, 2].map(keyOf), rows);
  await store[Symbol.asyncDispose]();
  const small = 1 / 1024;
  expect(await readInPython(folder)).toEqual({
    batches: 1,
    schema: ["key: fixed_size_binary[32]", "vector: list<item: fixed_size_list<item: float not null>[2] not null>"],
    keys: [0, 1, 2].map(keyOf),
    vectors: [
      [
        [1, 1 + small],
        [2, 2 + small],
      ],
      [],
      [[3, 3 + small]],
    ],
    misaligned: [],
  });
});

async function readInPython(folder: string): Promise<unknown> {
  const [segment = ""] = await partitionFiles(folder, ".arrow");
  const { stdout, stderr } = spawnSync(python, ["-c", script, segment], { encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}
