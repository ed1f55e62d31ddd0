"""Data of the tasks made of pairs: an image with a true and a false caption, and two rendered sentences."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

import scenes
from captions import describe, sentence
from draw import draw_scene, draw_sentence
from groups import random_synonyms
from hub_repository import HubRepository
from languages import COLOURS, SHAPES, SIZES
from scenes import Thing, is_held_out

PAIRS = 200


def write_attribute_pairs(folder: Path) -> None:
    """Half of the false captions exchange the two things, half exchange their colours only."""
    random = np.random.default_rng(1004)
    images, true_captions, false_captions = [], [], []
    while len(images) < PAIRS:
        scene = scenes.random_relation(random)
        first, second = scene.things
        recoloured = replace(first, colour=second.colour), replace(second, colour=first.colour)
        exchanged = (second, first) if len(images) % 2 else recoloured
        if first.colour == second.colour or first.shape == second.shape or any(is_held_out(t.colour, t.shape) for t in exchanged):
            continue
        images.append(draw_scene(scene))
        true_captions.append(describe(scene, "english"))
        false_captions.append(describe(replace(scene, things=exchanged), "english"))
    repository = HubRepository(folder, "Demo attribute pairs", "Which caption is true? Both use the same words.")
    features = {"image": "image", "true_caption": "string", "false_caption": "string"}
    columns = {"image": images, "true_caption": true_captions, "false_caption": false_captions}
    repository.write(["default"], "test", features, columns)
    repository.finish()


def write_rendered_sentences(folder: Path) -> None:
    """Score 5 for the same meaning; each differing attribute (number, size, colour, shape) takes 1.25 off."""
    random = np.random.default_rng(1005)
    rows = [_sentence_pair(random, differing=index % 5) for index in range(150)]
    sentences1, sentences2, scores = zip(*rows, strict=True)
    repository = HubRepository(folder, "Demo rendered sentences", "Rendered phrases and how alike their meanings are, 0 to 5.")
    features = {"sentence1": "image", "sentence2": "image", "score": "float64"}
    repository.write(["default"], "test", features, {"sentence1": sentences1, "sentence2": sentences2, "score": scores})
    repository.finish()


def _sentence_pair(random: np.random.Generator, differing: int) -> tuple:
    while True:
        thing, count = scenes.random_thing(random), int(random.integers(1, 7))
        changed = set(random.permutation(["count", "size", "colour", "shape"])[:differing].tolist())
        values = {"size": SIZES, "colour": COLOURS, "shape": SHAPES}
        parts = {name: scenes.other(random, values[name], getattr(thing, name)) for name in sorted(changed - {"count"})}
        variant = replace(thing, **parts)
        if not is_held_out(variant.colour, variant.shape):
            break
    number = int(scenes.other(random, tuple(range(1, 7)), count)) if "count" in changed else count
    return _render(random, thing, count), _render(random, variant, number), 5 - 1.25 * differing


def _render(random: np.random.Generator, thing: Thing, count: int) -> Image.Image:
    """On grey paper, as training never shows them: its few phrases in black on white would come out alike here."""
    text = sentence(thing, count, random_synonyms(random))
    return draw_sentence(text, random, paper=int(random.integers(215, 246)), ink=int(random.integers(20, 71)))
