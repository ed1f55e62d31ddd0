"""Writes test/fixtures: the same six vectors in every form. Needs numpy and pyarrow.

Values are multiples of 1/8, which float16 holds exactly. Row i is [i, i + 1/8, -i, 1]; its input is the text "text i".
"""
import hashlib
import pathlib

import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

folder = pathlib.Path(__file__).parent / "fixtures"
folder.mkdir(exist_ok=True)
rows = range(6)
vectors = np.array([[i, i + 0.125, -i, 1] for i in rows], dtype=np.float32)
keys = [hashlib.sha256(f"text {i}".encode()).hexdigest() for i in rows]
place = {
    "task": ["Some"] * 6,
    "split": ["test"] * 6,
    "subset": ["default"] * 6,
    "table": ["owner/data (default/test)"] * 6,
    "column": ["caption"] * 6,
    "row": pa.array(rows, pa.int64()),
}


def fixed(values):
    return pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), 4)


# Late interaction: row i has the vectors of the rows i, i - 1 … 0, at most three.
several = [[vectors[at].tolist() for at in range(i, max(i - 3, -1), -1)] for i in rows]
late = pa.table({"key": keys, "vector": pa.array(several, pa.list_(pa.list_(pa.float32())))})
pq.write_table(late, folder / "late.parquet", row_group_size=4)
with ipc.new_file(folder / "late.arrow", late.schema) as file:
    file.write_table(late, max_chunksize=4)
(folder / "late.json").write_text('{ "similarity": "max-sim" }\n')

for bits in (16, 32, 64):
    values = vectors.astype(f"float{bits}")
    lists = pa.array(list(values), pa.list_(pa.from_numpy_dtype(values.dtype)))
    pq.write_table(pa.table({"key": keys, "vector": lists}), folder / f"list{bits}.parquet", row_group_size=4)
    np.save(folder / f"matrix{bits}.npy", values)
    (folder / f"matrix{bits}.keys.txt").write_text("\n".join(keys) + "\n")
    table = pa.table({"key": keys, "vector": fixed(values)})
    with ipc.new_file(folder / f"fixed{bits}.arrow", table.schema) as file:
        file.write_table(table, max_chunksize=4)

binary = pa.array([bytes.fromhex(key) for key in keys], pa.binary(32))
pq.write_table(pa.table({"key": binary, "embedding": fixed(vectors)}), folder / "binary-keys.parquet", compression="zstd")
pq.write_table(pa.table({**place, "vector": fixed(vectors)}), folder / "place.parquet")
np.save(folder / "place-matrix.npy", vectors)
pq.write_table(pa.table({**place, "role": pa.array(["query"] * 6)}), folder / "place-matrix.keys.parquet")
lists = pa.array(list(vectors), pa.list_(pa.float32()))
with ipc.new_stream(folder / "stream.arrow", pa.schema({"key": pa.string(), "vector": lists.type})) as file:
    file.write_table(pa.table({"key": keys, "vector": lists}))
table = pa.table({"key": keys, "vector": lists})
with ipc.new_file(folder / "lz4.arrow", table.schema, options=ipc.IpcWriteOptions(compression="lz4")) as file:
    file.write_table(table)
