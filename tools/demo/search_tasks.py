"""Data of the retrieval tasks, as configs corpus, queries and qrels: captions, pages, multiple choice."""

from itertools import product
from pathlib import Path

import numpy as np

import scenes
from captions import describe, describe_page
from draw import draw_page, draw_scene
from hub_repository import HubRepository
from languages import LANGUAGES, PLACES
from questions import NUMBER_ANSWERS, how_many, where
from scenes import FIGURES, HEADINGS, Scene, is_held_out_page

QRELS = {"query-id": "string", "corpus-id": "string", "score": "int64"}
CORPUS_SIZE = 150
CHOICES = 4


def write_caption_retrieval(folder: Path) -> None:
    """150 scenes, all with different captions; one query per scene and language over the same corpus."""
    random = np.random.default_rng(1006)
    found: dict[str, Scene] = {}
    while len(found) < CORPUS_SIZE:
        scene = _random_scene(random)
        found.setdefault(describe(scene, "english", size=True), scene)
    codes = ("en", "de", "fr", "es", "it", "pt", "nl")
    repository = HubRepository(folder, "Demo caption retrieval", "Find the image that a caption describes.", codes)
    documents = [f"image-{index}" for index in range(CORPUS_SIZE)]
    queries = [f"caption-{index}" for index in range(CORPUS_SIZE)]
    corpus = {"id": documents, "image": [draw_scene(scene) for scene in found.values()]}
    qrels = {"query-id": queries, "corpus-id": documents, "score": [1] * CORPUS_SIZE}
    repository.write([f"{name}-corpus" for name in LANGUAGES], "test", {"id": "string", "image": "image"}, corpus)
    repository.write([f"{name}-qrels" for name in LANGUAGES], "test", QRELS, qrels)
    for name in LANGUAGES:
        texts = [describe(scene, name, size=True) for scene in found.values()]
        repository.write([f"{name}-queries"], "test", {"id": "string", "text": "string"}, {"id": queries, "text": texts})
    repository.finish()


def _random_scene(random: np.random.Generator) -> Scene:
    thing = scenes.random_thing(random)
    kind = int(random.integers(4))
    if kind == 0:
        return scenes.single(random, thing)
    if kind == 1:
        return scenes.place(random, thing, scenes.random_place(random))
    return scenes.count(random, thing, int(random.integers(2, 7))) if kind == 2 else scenes.random_relation(random)


def write_page_search(folder: Path) -> None:
    """Four pages for each of the pairs of heading and figure that training leaves out; a question finds all four."""
    random = np.random.default_rng(1007)
    pairs = [pair for pair in product(HEADINGS, FIGURES) if is_held_out_page(*pair)]
    copies = 4
    order = random.permutation(np.repeat(np.arange(len(pairs)), copies))
    corpus = {
        "id": [f"page-{index}" for index in range(len(order))],
        "image": [draw_page(scenes.page(random, *pairs[pair])) for pair in order],
    }
    texts = [describe_page(scenes.page(random, *pair), style=2 + index % 2) for index, pair in enumerate(pairs)]
    queries = {"id": [f"question-{index}" for index in range(len(pairs))], "text": texts}
    qrels = {
        "query-id": [f"question-{pair}" for pair in order],
        "corpus-id": corpus["id"],
        "score": [1] * len(order),
    }
    repository = HubRepository(folder, "Demo page search", "Find the pages that a question is about.")
    repository.write(["corpus"], "test", {"id": "string", "image": "image"}, corpus)
    repository.write(["queries"], "test", {"id": "string", "text": "string"}, queries)
    repository.write(["qrels"], "test", QRELS, qrels)
    repository.finish()


def write_counting_choice(folder: Path) -> None:
    """160 questions on numbers and places, each with an image and four answers of which one is right."""
    random = np.random.default_rng(1008)
    images, texts, candidates, answers = [], [], [], []
    for index in range(160):
        thing = scenes.random_thing(random)
        if index % 2:
            scene = scenes.place(random, thing, scenes.random_place(random))
            (text, answer), pool = where(scene), PLACES
        else:
            scene = scenes.count(random, thing, int(random.integers(1, 7)))
            (text, answer), pool = how_many(scene), NUMBER_ANSWERS
        wrong = [choice for choice in pool if choice != answer]
        images.append(draw_scene(scene))
        texts.append(text)
        answers.append(answer)
        candidates.append(random.permutation([answer, *random.permutation(wrong)[: CHOICES - 1]]).tolist())
    _write_choices(folder, images, texts, candidates, answers)


def _write_choices(folder: Path, images: list, texts: list[str], candidates: list[list[str]], answers: list[str]) -> None:
    documents = {answer: f"answer-{index}" for index, answer in enumerate(NUMBER_ANSWERS + PLACES)}
    questions = [f"question-{index}" for index in range(len(texts))]
    rows = [(q, choice, answer) for q, choices, answer in zip(questions, candidates, answers, strict=True) for choice in choices]
    qrels = {
        "query-id": [question for question, _, _ in rows],
        "corpus-id": [documents[choice] for _, choice, _ in rows],
        "score": [int(choice == answer) for _, choice, answer in rows],
    }
    ranked = {"query-id": questions, "corpus-ids": [[documents[choice] for choice in choices] for choices in candidates]}
    repository = HubRepository(folder, "Demo counting choice", "Questions on numbers and places with four answers each.")
    corpus = {"id": list(documents.values()), "text": list(documents)}
    repository.write(["corpus"], "test", {"id": "string", "text": "string"}, corpus)
    queries = {"id": questions, "image": images, "text": texts}
    repository.write(["queries"], "test", {"id": "string", "image": "image", "text": "string"}, queries)
    repository.write(["qrels"], "test", QRELS, qrels)
    repository.write(["top_ranked"], "test", {"query-id": "string", "corpus-ids": "list"}, ranked)
    repository.finish()
