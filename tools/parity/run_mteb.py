"""Runs the Python mteb on tasks, with Pillow for the preprocessing as the published results were made.

HF_ENDPOINT=… python run_mteb.py OUT clip|siglip MODEL TASK...
"""
import sys

import mteb
import torch
from mteb.cache import ResultCache
from transformers import AutoProcessor

KINDS = {"clip": "openai/clip-vit-base-patch32", "siglip": "google/siglip-base-patch16-224"}


def load(kind, name):
    meta = mteb.get_model_meta(KINDS[kind]).model_copy(update={"name": name, "revision": "0" * 39 + "1"})
    model = meta.loader(name, revision="main", device="cpu")
    model.mteb_model_meta = meta
    model.processor = AutoProcessor.from_pretrained(name, backend="pil")
    return model


def main():
    out, kind, name, *tasks = sys.argv[1:]
    torch.set_num_threads(2)
    model, cache = load(kind, name), ResultCache(cache_path=out)
    for task in tasks:
        try:
            result = mteb.evaluate(
                model, mteb.get_task(task), cache=cache, overwrite_strategy="only-missing",
                encode_kwargs={"batch_size": 16}, show_progress_bar=False, co2_tracker=False,
            )
            print(f"{task:40s} {result.task_results[0].get_score():.5f}", flush=True)
        except Exception as error:  # the reference's own failures are part of the comparison
            print(f"{task:40s} FAILED {type(error).__name__}: {str(error)[:300]}", flush=True)


if __name__ == "__main__":
    main()
