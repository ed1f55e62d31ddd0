"""Questions about a scene whose answer is one word or place."""

import numpy as np

from languages import COLOURS, NOUNS, PLACES
from scenes import Scene

NUMBER_ANSWERS = ("one", "two", "three", "four", "five", "six")
ANSWERS = NUMBER_ANSWERS + PLACES + COLOURS


def question(random: np.random.Generator, scene: Scene) -> tuple[str, str] | None:
    """A question and its answer; None for pairs of things, of which neither is meant."""
    thing = scene.things[0]
    if scene.kind == "count":
        return how_many(scene)
    if scene.kind == "place" and random.random() < 0.7:
        return where(scene)
    if scene.kind == "relation":
        return None
    return f"what colour is the {thing.shape}?", thing.colour


def how_many(scene: Scene) -> tuple[str, str]:
    plural = NOUNS["english"][scene.things[0].shape][2]
    return f"how many {plural} are there?", NUMBER_ANSWERS[len(scene.things) - 1]


def where(scene: Scene) -> tuple[str, str]:
    return f"where is the {scene.things[0].shape}?", scene.place
