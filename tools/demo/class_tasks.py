"""Data of the tasks with class labels: linear probe, clustering, zero-shot."""

from dataclasses import replace
from pathlib import Path

import numpy as np

import scenes
from draw import draw_scene
from hub_repository import ClassLabel, HubRepository
from languages import SHAPES
from scenes import HELD_OUT, Thing

HELD_OUT_NAMES = tuple(f"{colour} {shape}" for colour, shape in HELD_OUT)


def write_linear_probe(folder: Path) -> None:
    """Nine shapes, large, in any colour and position; 20 training and 20 test images each."""
    random = np.random.default_rng(1001)
    repository = HubRepository(folder, "Demo shapes, linear probe", "Shapes to be told apart from few examples.")
    for split in ("train", "test"):
        labels = random.permutation(np.repeat(np.arange(len(SHAPES)), 20)).tolist()
        images = [draw_scene(scenes.single(random, _large_thing(random, SHAPES[label]))) for label in labels]
        features = {"image": "image", "label": ClassLabel(SHAPES)}
        repository.write(["default"], split, features, {"image": images, "label": labels})
    repository.finish()


def write_clustering(folder: Path) -> None:
    """Ten of the combinations of colour and shape that training leaves out; 20 images each."""
    _write_held_out(folder, 1002, 10, "Demo shapes, clustering", "Images of ten kinds of things that training never showed.")


def write_zero_shot(folder: Path) -> None:
    """All combinations of colour and shape that training leaves out; 14 images each."""
    text = "Images of combinations of colour and shape that training never showed, to be named."
    _write_held_out(folder, 1003, len(HELD_OUT), "Demo shapes, zero-shot", text)


def _write_held_out(folder: Path, seed: int, classes: int, title: str, text: str) -> None:
    random = np.random.default_rng(seed)
    per_class = 200 // classes
    labels = random.permutation(np.repeat(np.arange(classes), per_class)).tolist()
    images = []
    for label in labels:
        colour, shape = HELD_OUT[label]
        thing = replace(scenes.random_thing(random), colour=colour, shape=shape)
        images.append(draw_scene(scenes.single(random, thing)))
    repository = HubRepository(folder, title, text)
    features = {"image": "image", "label": ClassLabel(HELD_OUT_NAMES[:classes])}
    repository.write(["default"], "test", features, {"image": images, "label": labels})
    repository.finish()


def _large_thing(random: np.random.Generator, shape: str) -> Thing:
    while True:
        thing = scenes.random_thing(random)
        if thing.shape == shape:
            return replace(thing, size="large")
