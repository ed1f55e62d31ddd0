"""The Python peers of one operation, run once per line of standard input: `peers.py OPERATION FOLDER THREADS`.

Makes the inputs from a fixed seed and leaves them in FOLDER as .npy. The first line it prints is
{"params": {...}, "names": [...]}; then, for every name it reads, {"seconds": ..., "cpu": ...} of one run: time on the
clock, and of the processor, all threads together. What a run finds, predicts or labels is left in FOLDER as peer.i32. Needs requirements like faiss-cpu, torch, scikit-learn, Pillow,
transformers, mteb and pytrec_eval for the operations asked for.
"""

import glob
import io
import json
import os
import sys
import time
import warnings

operation, folder, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(threads)
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402  (after the number of threads is set)

rng = np.random.default_rng(1)


def normal(*shape):
    return rng.standard_normal(shape, dtype=np.float32)


def save(**arrays):
    for name, array in arrays.items():
        np.save(os.path.join(folder, name + ".npy"), array)


def with_faiss():
    import faiss

    faiss.omp_set_num_threads(threads)
    return faiss


def with_torch():
    import torch

    torch.set_num_threads(threads)
    return torch


def top_k(n, d, q, k):
    faiss, torch = with_faiss(), with_torch()
    corpus, queries = normal(n, d), normal(q, d)
    save(corpus=corpus, queries=queries)
    tensors = torch.from_numpy(queries), torch.from_numpy(corpus)
    x, y = queries.copy(), corpus.copy()
    faiss.normalize_L2(x)
    faiss.normalize_L2(y)
    index = faiss.IndexFlatIP(d)
    index.add(y)

    def faiss_top_k():
        x, y = queries.copy(), corpus.copy()
        faiss.normalize_L2(x)
        faiss.normalize_L2(y)
        own = faiss.IndexFlatIP(d)
        own.add(y)
        return own.search(x, k)[1]

    def torch_top_k():
        unit = torch.nn.functional.normalize
        return torch.topk(unit(tensors[0], dim=-1) @ unit(tensors[1], dim=-1).T, k, dim=1)

    return dict(n=n, d=d, q=q, k=k), {
        "torch normalise + product + topk": lambda: torch_top_k()[1],
        "faiss normalise + add + search": faiss_top_k,
        "faiss IndexFlatIP search": lambda: index.search(x, k)[1],
        "BLAS product alone": lambda: (x @ y.T, None)[1],
    }


def top_k_few(q):
    faiss = with_faiss()
    n, d, k = 1_000_000, 512, 10
    corpus, queries = normal(n, d), normal(q, d)
    save(corpus=corpus, queries=queries)
    index = faiss.IndexFlatIP(d)
    index.add(corpus)
    return dict(n=n, d=d, q=q, k=k), {"faiss IndexFlatIP search": lambda: index.search(queries, k)[1]}


def k_means(n, d, clusters):
    from sklearn.cluster import MiniBatchKMeans

    centers = normal(clusters, d)
    points = centers[rng.integers(0, clusters, n)] * np.float32(1.5) + normal(n, d)
    save(points=points)
    options = dict(n_clusters=clusters, batch_size=500, n_init="auto", random_state=42)
    return dict(n=n, d=d, clusters=clusters, batch=500), {
        "scikit-learn MiniBatchKMeans": lambda: MiniBatchKMeans(**options).fit(points).labels_
    }


def logistic_regression(classes, d):
    from sklearn.linear_model import LogisticRegression

    centers, offset = normal(classes, d) * np.float32(0.12), normal(d) * np.float32(3)
    labels = np.arange(16 * classes) % classes
    train = centers[labels] + normal(len(labels), d) + offset
    test = centers[rng.integers(0, classes, 10_000)] + normal(10_000, d) + offset
    save(train=train, labels=labels.astype(np.int32), test=test)

    def fit():
        model = LogisticRegression(max_iter=100, random_state=42).fit(train, labels)
        return np.append(model.predict(test), model.n_iter_[0])

    return dict(n=len(labels), d=d, classes=classes), {"scikit-learn LogisticRegression": fit}


def cosine(n, d):
    torch = with_torch()
    a, b = normal(n, d), normal(n, d)
    save(a=a, b=b)
    tensors = torch.from_numpy(a), torch.from_numpy(b)
    norm = np.linalg.norm
    return dict(n=n, d=d), {
        "numpy": lambda: (np.einsum("ij,ij->i", a, b) / (norm(a, axis=1) * norm(b, axis=1)), None)[1],
        "torch": lambda: (torch.nn.functional.cosine_similarity(*tensors), None)[1],
    }


def preprocess(count):
    from PIL import Image
    import transformers

    with_torch()
    draw = np.random.RandomState(1)
    for i in range(count):
        w, h = [(640, 480), (500, 375), (480, 640), (1024, 768)][i % 4]
        colours = Image.fromarray(draw.randint(0, 255, (12, 16, 3), dtype=np.uint8))
        smooth = np.asarray(colours.resize((w, h), Image.Resampling.BICUBIC)).astype(float)
        noisy = np.clip(smooth + draw.normal(0, 12, (h, w, 3)), 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(os.path.join(folder, f"{i:03d}.jpg"), quality=90)
    blobs = [open(file, "rb").read() for file in sorted(glob.glob(os.path.join(folder, "*.jpg")))]
    size = dict(size={"shortest_edge": 224}, crop_size={"height": 224, "width": 224})
    decode = lambda blob: Image.open(io.BytesIO(blob)).convert("RGB")  # noqa: E731

    def through(processor, tensors):
        def run():
            for i in range(0, len(blobs), 32):
                processor(images=[decode(blob) for blob in blobs[i : i + 32]], return_tensors=tensors)

        return run

    pil = transformers.CLIPImageProcessorPil(**size)
    tensors = np.concatenate([pil(images=[decode(b)], return_tensors="np")["pixel_values"] for b in blobs[:8]])
    np.ascontiguousarray(tensors).view(np.int32).tofile(os.path.join(folder, "peer.i32"))
    return dict(images=count), {
        "Pillow + transformers' Pillow processor": through(pil, "np"),
        "Pillow + transformers' torchvision processor": through(transformers.CLIPImageProcessor(**size), "pt"),
    }


def metrics(q, k):
    from mteb._evaluators.retrieval_metrics import calculate_retrieval_scores
    import pytrec_eval

    ids = np.argsort(rng.random((q, 2 * k)), axis=1)[:, :k].astype(np.int32)
    scores = -np.sort(-rng.random((q, k), dtype=np.float32), axis=1)
    judged = rng.integers(0, 2 * k, (q, 3)).astype(np.int32)
    grades = rng.integers(1, 3, (q, 3)).astype(np.int32)
    save(ids=ids, scores=scores, judged=judged, grades=grades)
    run = {f"q{i}": {f"d{d}": float(s) for d, s in zip(ids[i], scores[i])} for i in range(q)}
    qrels = {f"q{i}": {f"d{d}": int(g) for d, g in zip(judged[i], grades[i])} for i in range(q)}
    cuts = (1, 3, 5, 10, 20, 100, 1000)
    names = {f"{m}.{','.join(map(str, cuts))}" for m in ("ndcg_cut", "map_cut", "recall", "P", "success")}
    return dict(q=q, k=k), {
        "mteb calculate_retrieval_scores": lambda: (calculate_retrieval_scores(run, qrels, cuts), None)[1],
        "pytrec_eval": lambda: (pytrec_eval.RelevanceEvaluator(qrels, names).evaluate(run), None)[1],
    }


operations = {
    "top-k": lambda: top_k(100_000, 512, 1000, 1000),
    "top-k, 1 query": lambda: top_k_few(1),
    "top-k, 20 queries": lambda: top_k_few(20),
    "k-means": lambda: k_means(50_000, 512, 100),
    "logistic regression, 100 classes": lambda: logistic_regression(100, 512),
    "logistic regression, 397 classes": lambda: logistic_regression(397, 768),
    "paired cosine": lambda: cosine(200_000, 512),
    "preprocess": lambda: preprocess(200),
    "retrieval metrics": lambda: metrics(10_000, 1000),
}

params, peers = operations[operation]()
print(json.dumps({"params": params, "names": list(peers)}), flush=True)
for line in sys.stdin:
    name = line.rstrip("\n")
    start, cpu = time.perf_counter(), time.process_time()
    result = peers[name]()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    if result is not None:
        answer = np.asarray(result).astype(np.int32)
        (np.sort(answer, axis=1) if answer.ndim == 2 else answer).tofile(os.path.join(folder, "peer.i32"))
    print(json.dumps({"seconds": seconds, "cpu": cpu}), flush=True)
