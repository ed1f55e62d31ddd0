"""What can be drawn, and how it is drawn at random. Everything is decided by the generator that is passed in."""

from dataclasses import dataclass, replace

import numpy as np

from languages import COLOURS, PLACES, RELATIONS, SHAPES, SIZES

HEADINGS = (
    "Harbor", "Garden", "Travel", "Energy", "Budget", "Health", "School", "Market", "Forest", "Winter", "Summer", "Music",
    "Sports", "Water", "Trade", "Farms", "Bridge", "Planet", "Coffee", "Museum", "Island", "Camera", "Bread", "Clouds",
)
FIGURES = ("a bar chart", "a line chart", "a pie chart", "a table", "a photo", "no figure")
ACCENTS = ("red", "green", "blue", "purple")
OPPOSITE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}

# Never drawn for training; zero-shot classification and clustering use nothing else.
HELD_OUT = tuple(
    (colour, shape) for i, shape in enumerate(SHAPES) for j, colour in enumerate(COLOURS) if (2 * i + j) % 5 == 0
)


@dataclass(frozen=True)
class Thing:
    shape: str
    colour: str
    size: str
    x: float = 0.5
    y: float = 0.5
    radius: float = 0.2
    angle: float = 0.0


@dataclass(frozen=True)
class Scene:
    """`kind` is single, place, count or relation. Positions are fractions of the image's side."""

    kind: str
    things: tuple[Thing, ...]
    dark: bool
    background: tuple[int, int, int]
    place: str = "centre"
    relation: str = "left of"


@dataclass(frozen=True)
class Page:
    heading: str
    figure: str
    accent: str
    two_columns: bool
    seed: int


def is_held_out(colour: str, shape: str) -> bool:
    return (colour, shape) in HELD_OUT


def is_held_out_page(heading: str, figure: str) -> bool:
    """A quarter of the pairs of heading and figure; page search uses nothing else."""
    return (HEADINGS.index(heading) + 2 * FIGURES.index(figure)) % 4 == 0


def random_thing(random: np.random.Generator) -> Thing:
    while True:
        colour, shape = str(random.choice(COLOURS)), str(random.choice(SHAPES))
        if not is_held_out(colour, shape):
            return Thing(shape, colour, str(random.choice(SIZES)), angle=float(random.uniform(-15, 15)))


def single(random: np.random.Generator, thing: Thing) -> Scene:
    radius = random.uniform(0.11, 0.15) if thing.size == "small" else random.uniform(0.24, 0.3)
    x, y = random.uniform(radius + 0.04, 0.96 - radius, 2)
    return _scene(random, "single", (replace(thing, x=x, y=y, radius=radius),))


def place(random: np.random.Generator, thing: Thing, where: str) -> Scene:
    x = 0.25 if "left" in where else 0.75 if "right" in where else 0.5
    y = 0.25 if "top" in where else 0.75 if "bottom" in where else 0.5
    dx, dy = random.uniform(-0.07, 0.07, 2)
    thing = replace(thing, x=x + dx, y=y + dy, radius=random.uniform(0.12, 0.17))
    return replace(_scene(random, "place", (thing,)), place=where)


def count(random: np.random.Generator, thing: Thing, number: int) -> Scene:
    """`number` equal things in different cells of a jittered 3 x 3 grid."""
    radius = random.uniform(0.09, 0.125)
    things = []
    for cell in random.permutation(9)[:number]:
        dx, dy = random.uniform(-0.03, 0.03, 2)
        angle = thing.angle + random.uniform(-8, 8)
        things.append(replace(thing, x=cell % 3 * 0.31 + 0.19 + dx, y=cell // 3 * 0.31 + 0.19 + dy, radius=radius, angle=angle))
    return _scene(random, "count", tuple(things))


def relation(random: np.random.Generator, first: Thing, second: Thing, how: str) -> Scene:
    """The first thing stands `how` the second."""
    gap = random.uniform(0.22, 0.26) * (-1 if how in ("left of", "above") else 1)
    x, y = 0.5 + random.uniform(-0.05, 0.05, 2)
    dx, dy = (gap, 0.0) if how in ("left of", "right of") else (0.0, gap)
    shift = random.uniform(-0.08, 0.08)
    sx, sy = (0.0, shift) if dx else (shift, 0.0)
    radii = random.uniform(0.13, 0.18, 2)
    pair = (
        replace(first, x=x + dx + sx, y=y + dy + sy, radius=radii[0]),
        replace(second, x=x - dx - sx, y=y - dy - sy, radius=radii[1]),
    )
    return replace(_scene(random, "relation", pair), relation=how)


def page(random: np.random.Generator, heading: str, figure: str) -> Page:
    return Page(heading, figure, str(random.choice(ACCENTS)), bool(random.integers(2)), int(random.integers(2**31)))


def random_relation(random: np.random.Generator) -> Scene:
    first, second = random_thing(random), random_thing(random)
    while (first.colour, first.shape) == (second.colour, second.shape):
        second = random_thing(random)
    return relation(random, first, second, str(random.choice(RELATIONS)))


def other(random: np.random.Generator, values: tuple, value: object) -> object:
    """One of `values` that is not `value`."""
    rest = [v for v in values if v != value]
    return rest[int(random.integers(len(rest)))]


def random_place(random: np.random.Generator) -> str:
    return str(random.choice(PLACES))


def _scene(random: np.random.Generator, kind: str, things: tuple[Thing, ...]) -> Scene:
    """Chooses a background on which every thing can be seen."""
    colours = {thing.colour for thing in things}
    if colours & {"black", "brown", "purple", "blue"}:
        dark = False
    elif colours & {"white", "yellow"}:
        dark = True
    else:
        dark = bool(random.integers(2))
    low, high = (0, 70) if dark else (205, 256)
    if "white" in colours and not dark:
        low, high = 150, 190
    red, green, blue = (int(v) for v in random.integers(low, high, 3))
    return Scene(kind, things, dark, (red, green, blue))
