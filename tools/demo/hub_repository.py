"""Writes dataset repositories in the hub's layout: Parquet files and a README whose YAML says what they hold."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

ARROW_TYPES = {
    "string": pa.string(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "image": pa.struct([("bytes", pa.binary()), ("path", pa.string())]),
    "list": pa.list_(pa.string()),
}


@dataclass(frozen=True)
class ClassLabel:
    names: tuple[str, ...]


# A column's type: a key of ARROW_TYPES or a ClassLabel.
Features = Mapping[str, str | ClassLabel]


@dataclass
class HubRepository:
    """A repository being written; `finish` adds the README."""

    folder: Path
    title: str
    text: str
    languages: Sequence[str] = ("en",)
    entries: dict[str, dict[str, tuple[str, Features, int, int]]] = field(default_factory=dict)

    def write(self, configs: Sequence[str], split: str, features: Features, columns: Mapping[str, Sequence]) -> None:
        """Writes one file, named after the first config, and declares it as `split` of every config named."""
        arrays = [
            pa.array([_cell(value) for value in columns[name]], ARROW_TYPES["int64" if isinstance(kind, ClassLabel) else kind])
            for name, kind in features.items()
        ]
        folder = "data" if configs[0] == "default" else configs[0]
        path = f"{folder}/{split}-00000-of-00001.parquet"
        (self.folder / folder).mkdir(parents=True, exist_ok=True)
        table = pa.Table.from_arrays(arrays, names=list(features)).replace_schema_metadata(_metadata(features))
        # PNG does not shrink any further, and small row groups let a reader fetch few rows.
        pq.write_table(table, self.folder / path, compression="snappy", row_group_size=100, use_dictionary=False)
        for config in configs:
            self.entries.setdefault(config, {})[split] = (f"{folder}/{split}-*", features, table.num_rows, table.nbytes)

    def finish(self) -> None:
        lines = ["---", "license: apache-2.0", f"pretty_name: {self.title}", "language:"]
        lines += [f"- {language}" for language in self.languages]
        lines.append("configs:")
        for config, splits in self.entries.items():
            lines += [f"- config_name: {config}", "  data_files:"]
            for split, (path, *_) in splits.items():
                lines += [f"  - split: {split}", f"    path: {path}"]
        lines.append("dataset_info:")
        for config, splits in self.entries.items():
            lines += [f"- config_name: {config}", *self._info_lines(splits)]
        lines += ["---", "", f"# {self.title}", "", self.text, "", "Made by `tools/demo/make_tasks.py`.", ""]
        (self.folder / "README.md").write_text("\n".join(lines), encoding="utf-8")

    def _info_lines(self, splits: Mapping[str, tuple[str, Features, int, int]]) -> list[str]:
        lines = ["  features:"]
        lines += [line for name, kind in next(iter(splits.values()))[1].items() for line in _feature_lines(name, kind)]
        lines.append("  splits:")
        for split, (_, _, rows, size) in splits.items():
            lines += [f"  - name: {split}", f"    num_bytes: {size}", f"    num_examples: {rows}"]
        return lines


def _cell(value: object) -> object:
    if not isinstance(value, Image.Image):
        return value
    buffer = io.BytesIO()
    value.save(buffer, "PNG", optimize=True)
    return {"bytes": buffer.getvalue(), "path": None}


def _feature_lines(name: str, kind: str | ClassLabel) -> list[str]:
    if isinstance(kind, ClassLabel):
        names = [f"          '{index}': {label}" for index, label in enumerate(kind.names)]
        return [f"  - name: {name}", "    dtype:", "      class_label:", "        names:", *names]
    return [f"  - name: {name}", "    list: string" if kind == "list" else f"    dtype: {kind}"]


def _metadata(features: Features) -> dict[str, str]:
    """The `huggingface` entry by which the `datasets` library knows images and class names."""

    def described(kind: str | ClassLabel) -> dict:
        if isinstance(kind, ClassLabel):
            return {"names": list(kind.names), "_type": "ClassLabel"}
        if kind == "list":
            return {"feature": {"dtype": "string", "_type": "Value"}, "_type": "List"}
        return {"_type": "Image"} if kind == "image" else {"dtype": kind, "_type": "Value"}

    return {"huggingface": json.dumps({"info": {"features": {name: described(kind) for name, kind in features.items()}}})}
