"""
Training examples in groups of four that differ in one respect only: the number, the place, which thing has which colour,
which word is the heading. In a contrastive batch the others of a group are the hard negatives.
"""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

import scenes
from captions import describe, describe_page, sentence
from draw import draw_page, draw_scene, draw_sentence
from languages import COLOURS, LANGUAGES, PLACES, RELATIONS, SHAPES, SIZES, SYNONYMS
from questions import question
from scenes import FIGURES, HEADINGS, Scene, Thing, is_held_out

GROUP_SIZE = 4
CAPTIONS_PER_EXAMPLE = 10


@dataclass(frozen=True)
class Example:
    """`captions` are (text, meaning): texts of one meaning are never negatives of each other. `question` is (text, answer)."""

    image: Image.Image
    captions: tuple[tuple[str, str], ...]
    question: tuple[str, str] | None = None


def random_group(random: np.random.Generator) -> list[Example]:
    kinds = (_singles, _places, _counts, _relations, _pages, _sentences)
    return kinds[random.choice(len(kinds), p=(0.12, 0.12, 0.2, 0.26, 0.15, 0.15))](random)


def _scene_example(random: np.random.Generator, scene: Scene, **details: bool) -> Example:
    """Every language once, English more often: three captions of three levels of detail."""
    meaning = describe(scene, "english", **details)
    captions = [(describe(scene, language, **details), meaning) for language in LANGUAGES]
    short = describe(scene, "english")
    captions += [(short, short)] * 3
    if scene.kind == "relation":
        captions = [(describe(scene, language, reverse=bool(random.integers(2))), meaning) for language in LANGUAGES]
        captions += [(meaning, meaning), (describe(scene, "english", reverse=True), meaning), (meaning, meaning)]
    return Example(draw_scene(scene), tuple(captions), question(random, scene))


def _canonical(scene: Scene) -> Scene:
    """The same picture told from its left or upper thing, so that equal meanings have equal words."""
    if scene.relation in ("left of", "above"):
        return scene
    return replace(scene, things=scene.things[::-1], relation=scenes.OPPOSITE[scene.relation])


def _singles(random: np.random.Generator) -> list[Example]:
    thing = scenes.random_thing(random)
    recoloured = [c for c in COLOURS if c != thing.colour and not is_held_out(c, thing.shape)]
    reshaped = [s for s in SHAPES if s != thing.shape and not is_held_out(thing.colour, s)]
    variants = (
        thing,
        replace(thing, size=SIZES[1 - SIZES.index(thing.size)]),
        replace(thing, colour=str(random.choice(recoloured))),
        replace(thing, shape=str(random.choice(reshaped))),
    )
    details = {"size": bool(random.integers(2)), "background": bool(random.integers(2))}
    return [_scene_example(random, scenes.single(random, variant), **details) for variant in variants]


def _places(random: np.random.Generator) -> list[Example]:
    thing = scenes.random_thing(random)
    where = random.permutation(PLACES)[:GROUP_SIZE]
    return [_scene_example(random, scenes.place(random, thing, str(place))) for place in where]


def _counts(random: np.random.Generator) -> list[Example]:
    thing = scenes.random_thing(random)
    first = int(random.integers(1, 4))
    return [_scene_example(random, scenes.count(random, thing, first + step)) for step in range(GROUP_SIZE)]


def _relations(random: np.random.Generator) -> list[Example]:
    """a-b, b-a, the colours exchanged, and a-b along the other axis."""
    while True:
        a, b = scenes.random_thing(random), scenes.random_thing(random)
        exchanged = replace(a, colour=b.colour), replace(b, colour=a.colour)
        if a.colour != b.colour and a.shape != b.shape and not any(is_held_out(t.colour, t.shape) for t in exchanged):
            break
    how = str(random.choice(RELATIONS))
    across = str(random.choice(("above", "below") if how.endswith(" of") else ("left of", "right of")))
    group = ((a, b, how), (b, a, how), (*exchanged, how), (a, b, across))
    return [_scene_example(random, _canonical(scenes.relation(random, *parts))) for parts in group]


def _pages(random: np.random.Generator) -> list[Example]:
    """Two headings, and under each two figures."""
    headings = [str(h) for h in random.permutation(HEADINGS)[:2]]
    examples = []
    for heading in headings:
        figures = [f for f in random.permutation(FIGURES) if not scenes.is_held_out_page(heading, f)]
        for figure in figures[:2]:
            page = scenes.page(random, heading, str(figure))
            meaning = describe_page(page)
            exact = f"{page.accent}: {meaning}"
            texts = [(describe_page(page, style), exact if style == 1 else meaning) for style in range(4)]
            examples.append(Example(draw_page(page), tuple((texts * 3)[:CAPTIONS_PER_EXAMPLE])))
    return examples


def _sentences(random: np.random.Generator) -> list[Example]:
    """A phrase, rendered, and three that differ in one word; captions say the same with the same or other words."""
    thing, count = scenes.random_thing(random), int(random.integers(1, 7))
    recoloured = [c for c in COLOURS if c != thing.colour and not is_held_out(c, thing.shape)]
    reshaped = [s for s in SHAPES if s != thing.shape and not is_held_out(thing.colour, s)]
    variants = (
        (thing, count),
        (thing, int(scenes.other(random, tuple(range(1, 7)), count))),
        (replace(thing, colour=str(random.choice(recoloured))), count),
        (replace(thing, shape=str(random.choice(reshaped))), count),
    )
    return [_sentence_example(random, variant, number) for variant, number in variants]


def _sentence_example(random: np.random.Generator, thing: Thing, count: int) -> Example:
    meaning = sentence(thing, count)
    said = [(sentence(thing, count, random_synonyms(random)), meaning) for _ in range(CAPTIONS_PER_EXAMPLE - 4)]
    return Example(
        draw_sentence(sentence(thing, count, random_synonyms(random)), random),
        tuple([(meaning, meaning)] * 4 + said),
    )


def random_synonyms(random: np.random.Generator) -> frozenset[str]:
    return frozenset(word for word in SYNONYMS if random.random() < 0.4)
