"""Scores tasks with the Python mteb on the hub that HF_ENDPOINT names: run_mteb.py OUTPUT MODEL TASK...

Pillow preprocessing, as in the published results; batches of 32, as mieb's.
"""
import sys

import mteb
from mteb.cache import ResultCache
from transformers import AutoProcessor

output, name, tasks = sys.argv[1], sys.argv[2], sys.argv[3:]
meta = mteb.get_model_meta("openai/clip-vit-base-patch32").model_copy(update={"name": name, "revision": "main"})
model = meta.loader(name, revision="main", device="cpu")
model.mteb_model_meta = meta
model.processor = AutoProcessor.from_pretrained(name, backend="pil")
for task in tasks:
    mteb.evaluate(
        model,
        mteb.get_task(task),
        cache=ResultCache(cache_path=output),
        encode_kwargs={"batch_size": 32},
        show_progress_bar=False,
        co2_tracker=False,
    )
