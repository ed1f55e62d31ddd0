"""Draws scenes, pages and sentences with Pillow: square RGB images, antialiased by drawing four times as large."""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from scenes import Page, Scene, Thing

SIDE = 80
PAGE_SIDE = 96
SUPERSAMPLING = 4

RGB = {
    "red": (214, 40, 40), "green": (46, 160, 67), "blue": (38, 84, 210), "yellow": (247, 205, 40),
    "purple": (140, 60, 190), "brown": (125, 80, 45), "black": (20, 20, 20), "white": (248, 248, 248),
}


def draw_scene(scene: Scene) -> Image.Image:
    side = SIDE * SUPERSAMPLING
    image = Image.new("RGB", (side, side), scene.background)
    canvas = ImageDraw.Draw(image)
    for thing in scene.things:
        _draw_thing(canvas, thing, side, scene.background)
    return image.reduce(SUPERSAMPLING)


def _draw_thing(canvas: ImageDraw.ImageDraw, thing: Thing, side: int, background: tuple[int, int, int]) -> None:
    colour = RGB[thing.colour]
    x, y, radius = thing.x * side, thing.y * side, thing.radius * side
    if thing.shape in ("circle", "ring"):
        canvas.circle((x, y), radius * 0.95, fill=colour)
        if thing.shape == "ring":
            canvas.circle((x, y), radius * 0.5, fill=background)
        return
    angle = math.radians(thing.angle)
    cos, sin = math.cos(angle), math.sin(angle)
    points = [(x + radius * (px * cos - py * sin), y + radius * (px * sin + py * cos)) for px, py in OUTLINES[thing.shape]]
    canvas.polygon(points, fill=colour)


def _star() -> list[tuple[float, float]]:
    radii = (1.1, 0.45) * 5
    return [(r * math.sin(i * math.pi / 5), -r * math.cos(i * math.pi / 5)) for i, r in enumerate(radii)]


def _heart() -> list[tuple[float, float]]:
    turns = [2 * math.pi * i / 40 for i in range(40)]
    return [
        (math.sin(t) ** 3, -(13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)) / 16)
        for t in turns
    ]


OUTLINES = {
    "square": [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
    "triangle": [(0, -1.05), (1, 0.8), (-1, 0.8)],
    "star": _star(),
    "heart": _heart(),
    "diamond": [(0, -1.1), (0.7, 0), (0, 1.1), (-0.7, 0)],
    "arrow": [(-1, -0.3), (0.1, -0.3), (0.1, -0.8), (1, 0), (0.1, 0.8), (0.1, 0.3), (-1, 0.3)],
    "cross": [
        (-0.3, -1), (0.3, -1), (0.3, -0.3), (1, -0.3), (1, 0.3), (0.3, 0.3),
        (0.3, 1), (-0.3, 1), (-0.3, 0.3), (-1, 0.3), (-1, -0.3), (-0.3, -0.3),
    ],
}


def draw_page(page: Page) -> Image.Image:
    """A page of 96 x 96: a heading in the accent colour, a figure, and grey bars for lines of text."""
    random = np.random.default_rng(page.seed)
    image = Image.new("RGB", (PAGE_SIDE, PAGE_SIDE), "white")
    canvas = ImageDraw.Draw(image)
    accent = RGB[page.accent]
    canvas.text((5, 2 + int(random.integers(3))), page.heading, fill=accent, font=ImageFont.load_default(22))
    if page.figure == "no figure":
        _lines(canvas, random, (6, 36, 90, 90), page.two_columns)
        return image
    top = bool(random.integers(2))
    figure = (8, 34, 88, 68) if top else (8, 56, 88, 90)
    _lines(canvas, random, (6, 74, 90, 90) if top else (6, 36, 90, 52), page.two_columns)
    FIGURE_DRAWERS[page.figure](canvas, random, figure, accent)
    return image


def _lines(canvas: ImageDraw.ImageDraw, random: np.random.Generator, box: tuple[int, ...], two_columns: bool) -> None:
    left, top, right, bottom = box
    columns = [(left, 46), (52, right)] if two_columns else [(left, right)]
    for start, end in columns:
        for y in range(top, bottom, 5):
            canvas.line((start, y, end - int(random.integers(12)), y), fill=(150, 150, 150), width=2)


def _bars(canvas, random, box, accent):
    left, top, right, bottom = box
    canvas.line((left, bottom, right, bottom), fill=(60, 60, 60), width=2)
    for x in range(left + 4, right - 8, 14):
        canvas.rectangle((x, top + int(random.integers(0, 24)), x + 8, bottom), fill=accent)


def _curve(canvas, random, box, accent):
    left, top, right, bottom = box
    canvas.line((left, top, left, bottom, right, bottom), fill=(60, 60, 60), width=2)
    canvas.line([(x, int(random.integers(top, bottom - 4))) for x in range(left + 4, right, 12)], fill=accent, width=2)


def _pie(canvas, random, box, accent):
    left, top, _, bottom = box
    left += int(random.integers(0, 44))
    circle = (left, top, left + bottom - top, bottom)
    start = int(random.integers(360))
    canvas.ellipse(circle, fill=(190, 190, 190))
    canvas.pieslice(circle, start, start + int(random.integers(70, 200)), fill=accent)


def _table(canvas, random, box, accent):
    left, top, right, bottom = box
    columns = int(random.integers(3, 5))
    canvas.rectangle((left, top, right, top + 8), fill=accent)
    for row in range(top, bottom + 1, 8):
        canvas.line((left, row, right, row), fill=(60, 60, 60))
    for column in range(columns + 1):
        x = left + (right - left) * column // columns
        canvas.line((x, top, x, bottom - 2), fill=(60, 60, 60))


def _photo(canvas, random, box, accent):
    left, top, right, bottom = box
    canvas.rectangle(box, fill=(170, 205, 235))
    peak = int(random.integers(left + 20, right - 20))
    canvas.polygon([(left, bottom), (peak, top + 8), (right, bottom)], fill=accent)
    canvas.circle((right - 12 if peak < 48 else left + 12, top + 9), 5, fill=(250, 220, 80))


FIGURE_DRAWERS = {
    "a bar chart": _bars, "a line chart": _curve, "a pie chart": _pie, "a table": _table, "a photo": _photo,
}


def draw_sentence(text: str, random: np.random.Generator, *, paper: int = 255, ink: int = 0) -> Image.Image:
    """A phrase as a greyscale image of 96 x 96, one word a line, in the font that Pillow brings."""
    image = Image.new("L", (PAGE_SIDE, PAGE_SIDE), paper)
    canvas = ImageDraw.Draw(image)
    x, y = (int(v) for v in random.integers(2, 7, 2))
    canvas.multiline_text((x, y), text.replace(" ", "\n"), fill=ink, font=ImageFont.load_default(20), spacing=0)
    return image
