"""One batch: Arrow in, what mteb gives its models, Arrow out."""

import pyarrow as pa

from .task_context import prompt_type, task_metadata
from .vectors import vectors_table


def encode(model, header: dict, body: bytes):
    """The vectors of a batch as an Arrow IPC stream, one row per input."""
    table = pa.ipc.open_stream(body).read_all()
    vectors = model.encode(
        data_loader(table, header),
        task_metadata=task_metadata(header["task"]),
        hf_split=header["split"],
        hf_subset=header["subset"],
        prompt_type=prompt_type(header.get("role")),
        batch_size=table.num_rows,
        show_progress_bar=False,
    )
    result = vectors_table(vectors, table.num_rows)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, result.schema) as writer:
        writer.write_table(result)
    return sink.getvalue()


def data_loader(table: pa.Table, header: dict):
    """A DataLoader over a Hugging Face dataset, as mteb makes it: image files are decoded by `datasets`, with Pillow.

    `rgb` has `datasets` convert them, plainly, as mteb's compositionality evaluator does; otherwise they keep their mode.
    """
    from datasets import Dataset, DatasetInfo, Features, Image, Value
    from torch.utils.data import DataLoader

    columns, features = {}, {}
    if "image" in table.column_names:
        files = table["image"].combine_chunks()
        paths = pa.nulls(len(files), pa.string())
        columns["image"] = pa.StructArray.from_arrays([files, paths], ["bytes", "path"])
        features["image"] = Image(mode="RGB" if header["imageConversion"] == "rgb" else None)
    if "text" in table.column_names:
        columns["text"] = table["text"]
        features["text"] = Value("string")
        if header.get("role") == "query":
            columns["query"] = table["text"]
            features["query"] = Value("string")
    info = DatasetInfo(features=Features(features))
    dataset = Dataset(pa.table(columns), info=info, fingerprint=f"mieb-{header['id']}")
    return DataLoader(dataset, batch_size=table.num_rows, collate_fn=collate)


def collate(items: list) -> dict:
    """Lists by column: what mteb's own collate function makes of images and texts."""
    return {column: [item[column] for item in items] for column in items[0]}
