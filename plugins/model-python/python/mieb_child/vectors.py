"""What models return, as Arrow: `vector`, a fixed-size list of float32, or a list of those for several vectors a row."""

import numpy as np
import pyarrow as pa


class InvalidVectors(Exception):
    kind = "invalid-vectors"


def vectors_table(vectors, row_count: int) -> pa.Table:
    """`vectors` is a tensor or array [rows × dimension] or [rows × vectors × dimension], or a list of a row's tensors."""
    if getattr(vectors, "is_sparse", False):
        raise InvalidVectors("The model returned a sparse tensor; expected dense vectors.")
    if isinstance(vectors, (list, tuple)):
        rows = [as_float32(row) for row in vectors]
        is_ragged = any(row.ndim == 2 for row in rows)
        values = None if is_ragged else np.stack(rows)
    else:
        values = as_float32(vectors)
        is_ragged = values.ndim == 3
        rows = [without_padding(row) for row in values] if is_ragged else []
    count = len(rows) if is_ragged else len(values)
    if count != row_count or (not is_ragged and values.ndim != 2):
        shape = [row.shape for row in rows] if is_ragged else values.shape
        raise InvalidVectors(f"The model returned vectors of shape {shape} for {row_count} inputs.")
    if not is_ragged:
        return pa.table({"vector": fixed_size_lists(values)})
    offsets = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int32)
    return pa.table({"vector": pa.ListArray.from_arrays(offsets, fixed_size_lists(np.concatenate(rows)))})


def as_float32(vectors) -> np.ndarray:
    """Tensors of any float type (numpy has no bfloat16) on any device."""
    if hasattr(vectors, "detach"):
        vectors = vectors.detach().cpu().float().numpy()
    return np.ascontiguousarray(vectors, dtype=np.float32)


def without_padding(row: np.ndarray) -> np.ndarray:
    """Late-interaction models pad a batch's rows to one length with zero vectors."""
    filled = np.flatnonzero(row.any(axis=1))
    return row[: filled[-1] + 1] if len(filled) else row[:1]


def fixed_size_lists(values: np.ndarray) -> pa.FixedSizeListArray:
    return pa.FixedSizeListArray.from_arrays(pa.array(values.reshape(-1)), values.shape[1])
