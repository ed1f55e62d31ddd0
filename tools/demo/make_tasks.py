"""
Draws the data of the eight demo tasks.

    python make_tasks.py ../../plugins/demo/data
"""

import sys
from pathlib import Path

from class_tasks import write_clustering, write_linear_probe, write_zero_shot
from pair_tasks import write_attribute_pairs, write_rendered_sentences
from search_tasks import write_caption_retrieval, write_counting_choice, write_page_search

# Every task has a seed of its own, and training another: check_overlap.py compares the images.
WRITERS = {
    "shapes-linear-probe": write_linear_probe,
    "shapes-clustering": write_clustering,
    "shapes-zero-shot": write_zero_shot,
    "attribute-pairs": write_attribute_pairs,
    "counting-choice": write_counting_choice,
    "page-search": write_page_search,
    "caption-retrieval": write_caption_retrieval,
    "rendered-sentences": write_rendered_sentences,
}


def main(folder: Path) -> None:
    for name, write in WRITERS.items():
        write(folder / name)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{len(WRITERS)} repositories, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
