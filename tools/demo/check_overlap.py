"""
Draws the training set again and checks that no image of the demo tasks is in it, pixel for pixel at the model's input size.

    python check_overlap.py ../../plugins/demo/data
"""

import io
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from PIL import Image

from groups import random_group
from pixels import resize
from train import DEFAULT_GROUPS, TRAINING_SEED


def task_images(folder: Path) -> dict[bytes, str]:
    """Pixels of every image of the tasks, and where it lies."""
    found = {}
    for file in sorted(folder.rglob("*.parquet")):
        for column in pq.read_table(file).to_pydict().values():
            for cell in column:
                if isinstance(cell, dict):
                    found[resize(Image.open(io.BytesIO(cell["bytes"]))).tobytes()] = str(file)
    return found


def main(folder: Path) -> None:
    tasks = task_images(folder)
    random = np.random.default_rng(TRAINING_SEED)
    shared = {
        tasks[pixels]
        for _ in range(DEFAULT_GROUPS)
        for example in random_group(random)
        if (pixels := resize(example.image).tobytes()) in tasks
    }
    if shared:
        raise SystemExit(f"Training shows images of {sorted(shared)}.")
    print(f"None of the {len(tasks)} images of the tasks is among the {4 * DEFAULT_GROUPS} of training.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
