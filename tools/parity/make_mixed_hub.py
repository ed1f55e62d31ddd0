"""Copies a hub folder with its images stored anew in every way of image_variants.py; schemas, rows and texts stay.

python make_mixed_hub.py HUB OUT [DATASET...]     such as: mteb/cifar10 mteb/wit; all of HUB/datasets without names
Which way an image is stored follows from its bytes, so an image that occurs twice stays the same image.
"""
import hashlib
import io
import json
import pathlib
import shutil
import sys
from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

from image_variants import SIZES, VARIANTS

IMAGE_TYPE = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
NAMES = list(VARIANTS)
# The crop of a narrow page of text is blank; blank pairs tie, and only rounding then ranks their similarities.
NAMES_OF_TEXT = [name for name in NAMES if name not in SIZES]


def stored_anew(cell, names, counts):
    if cell is None or cell["bytes"] is None:
        return cell
    digest = hashlib.sha256(cell["bytes"]).digest()
    seed = int.from_bytes(digest[:4], "big")
    name = names[seed % len(names)]
    counts[name] += 1
    image = Image.open(io.BytesIO(cell["bytes"])).convert("RGB")
    return {"bytes": VARIANTS[name](image, digest[5]), "path": cell["path"]}


def mix_file(source, target, counts):
    names = NAMES_OF_TEXT if "rendered-sts" in str(source) else NAMES
    file = pq.ParquetFile(source)
    table = file.read()
    for index, field in enumerate(table.schema):
        if field.type == IMAGE_TYPE:
            cells = [stored_anew(cell, names, counts) for cell in table.column(index).to_pylist()]
            table = table.set_column(index, field, pa.array(cells, field.type))
    target.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, target, row_group_size=max(1, -(-table.num_rows // file.num_row_groups)))


def main():
    hub, out, names = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
    counts = Counter()
    shutil.copytree(hub / "models", out / "models", dirs_exist_ok=True)
    names = names or sorted(str(readme.parent.relative_to(hub / "datasets")) for readme in hub.glob("datasets/*/*/README.md"))
    for name in names:
        for source in sorted((hub / "datasets" / name).rglob("*")):
            target = out / source.relative_to(hub)
            if source.suffix == ".parquet":
                mix_file(source, target, counts)
            elif source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    (out / "variants.json").write_text(json.dumps(dict(sorted(counts.items())), indent=1))
    print(f"{len(names)} data sets, {sum(counts.values())} images in {len(counts)} of {len(NAMES)} ways")


if __name__ == "__main__":
    main()
