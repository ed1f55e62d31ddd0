"""
Scores the exported model on the eight tasks with numpy, scikit-learn and scipy, beside what guessing reaches.

    python score.py ../../plugins/demo/model ../../plugins/demo/data
"""

import io
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from PIL import Image
from scipy.stats import spearmanr
from sklearn.cluster import MiniBatchKMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import normalized_mutual_info_score

from encoder import Encoder
from languages import LANGUAGES
from class_tasks import HELD_OUT_NAMES

Columns = dict[str, list]
SAMPLES_PER_LABEL, EXPERIMENTS = 16, 5


def read(folder: Path, config: str, split: str = "test") -> Columns:
    """Columns of a split, images decoded."""
    columns = pq.read_table(folder / config / f"{split}-00000-of-00001.parquet").to_pydict()
    return {name: [_decoded(value) for value in values] for name, values in columns.items()}


def _decoded(value: object) -> object:
    return Image.open(io.BytesIO(value["bytes"])) if isinstance(value, dict) else value


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def linear_probe(encoder: Encoder, folder: Path) -> float:
    train, test = read(folder, "data", "train"), read(folder, "data")
    train_rows, test_rows = encoder.images(train["image"]), encoder.images(test["image"])
    labels = np.array(train["label"])
    order, accuracies = np.arange(len(labels)), []
    for _ in range(EXPERIMENTS):
        np.random.RandomState(42).shuffle(order)
        kept = [i for n, i in enumerate(order) if (labels[order[:n]] == labels[i]).sum() < SAMPLES_PER_LABEL]
        probe = LogisticRegression(max_iter=100).fit(train_rows[kept], labels[kept])
        accuracies.append(probe.score(test_rows, test["label"]))
    return float(np.mean(accuracies))


def clustering(encoder: Encoder, folder: Path) -> float:
    data = read(folder, "data")
    kmeans = MiniBatchKMeans(len(set(data["label"])), batch_size=500, n_init="auto", random_state=42)
    return float(normalized_mutual_info_score(data["label"], kmeans.fit_predict(encoder.images(data["image"]))))


def zero_shot(encoder: Encoder, folder: Path) -> float:
    data = read(folder, "data")
    labels = unit(encoder.texts([f"a {name}" for name in HELD_OUT_NAMES]))
    return float(np.mean((unit(encoder.images(data["image"])) @ labels.T).argmax(1) == data["label"]))


def attribute_pairs(encoder: Encoder, folder: Path) -> float:
    data = read(folder, "data")
    images, true, false = (
        unit(rows) for rows in (encoder.images(data["image"]), encoder.texts(data["true_caption"]), encoder.texts(data["false_caption"]))
    )
    return float(np.mean((images * true).sum(1) >= (images * false).sum(1)))


def counting_choice(encoder: Encoder, folder: Path) -> float:
    queries, corpus, qrels = (read(folder, config) for config in ("queries", "corpus", "qrels"))
    ranked = read(folder, "top_ranked")
    fused = unit(encoder.images(queries["image"]) + encoder.texts(queries["text"]))
    similarity = fused @ unit(encoder.texts(corpus["text"])).T
    right = {q: d for q, d, score in zip(qrels["query-id"], qrels["corpus-id"], qrels["score"], strict=True) if score}
    rows = zip(similarity, queries["id"], ranked["corpus-ids"], strict=True)
    best = [(max(choices, key=lambda d: row[corpus["id"].index(d)]), right[query]) for row, query, choices in rows]
    return float(np.mean([found == wanted for found, wanted in best]))


def ndcg(folder: Path, encoder: Encoder, prefix: str, k: int, qrels_config: str, corpus_config: str) -> float:
    queries, corpus, qrels = (read(folder, name) for name in (f"{prefix}queries", corpus_config, qrels_config))
    relevant: dict[str, set[str]] = {}
    for query, document in zip(qrels["query-id"], qrels["corpus-id"], strict=True):
        relevant.setdefault(query, set()).add(document)
    similarity = unit(encoder.texts(queries["text"])) @ unit(encoder.images(corpus["image"])).T
    discounts = 1 / np.log2(np.arange(k) + 2)
    scores = []
    for query, row in zip(queries["id"], similarity, strict=True):
        gains = np.array([corpus["id"][i] in relevant[query] for i in row.argsort()[::-1][:k]])
        scores.append((gains * discounts).sum() / discounts[: len(relevant[query])].sum())
    return float(np.mean(scores))


def caption_retrieval(encoder: Encoder, folder: Path) -> float:
    scores = {name: ndcg(folder, encoder, f"{name}-", 10, "english-qrels", "english-corpus") for name in LANGUAGES}
    print("  " + "  ".join(f"{name} {score:.3f}" for name, score in scores.items()))
    return float(np.mean(list(scores.values())))


def rendered_sentences(encoder: Encoder, folder: Path) -> float:
    data = read(folder, "data")
    cosine = (unit(encoder.images(data["sentence1"])) * unit(encoder.images(data["sentence2"]))).sum(1)
    return float(spearmanr(data["score"], cosine).statistic)


def expected_ndcg(relevant: int, documents: int, k: int) -> float:
    """Mean nDCG at k of a random order."""
    discounts = 1 / np.log2(np.arange(k) + 2)
    return float(discounts.sum() * relevant / documents / discounts[:relevant].sum())


def expected_nmi(classes: int, per_class: int) -> float:
    """Mean NMI of random labels, which is not 0."""
    random, labels = np.random.default_rng(0), np.repeat(np.arange(classes), per_class)
    return float(np.mean([normalized_mutual_info_score(labels, random.integers(classes, size=len(labels))) for _ in range(200)]))


TASKS = {
    "shapes-linear-probe": (linear_probe, 1 / 9),
    "shapes-clustering": (clustering, expected_nmi(10, 20)),
    "shapes-zero-shot": (zero_shot, 1 / len(HELD_OUT_NAMES)),
    "attribute-pairs": (attribute_pairs, 0.5),
    "counting-choice": (counting_choice, 0.25),
    "page-search": (lambda encoder, folder: ndcg(folder, encoder, "", 5, "qrels", "corpus"), expected_ndcg(4, 144, 5)),
    "caption-retrieval": (caption_retrieval, expected_ndcg(1, 150, 10)),
    "rendered-sentences": (rendered_sentences, 0.0),
}


def main(model: Path, data: Path) -> None:
    encoder = Encoder(model)
    for name, (score, chance) in TASKS.items():
        print(f"{name:22s} {score(encoder, data / name):.4f}   chance {chance:.4f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
