"""Writes one small picture stored in every way of image_variants.py, with SHA-256 of the RGB pixels Python makes of each.

python make_variants_fixture.py ../../packages/onnx/test/fixtures/variants.json
"""
import base64
import hashlib
import json
import sys
import zlib

import datasets
import numpy as np
import PIL
import transformers
from PIL import Image
from transformers.image_transforms import convert_to_rgb

from image_variants import VARIANTS


def picture(width=23, height=17):
    """Flat shapes, so that colour keys have several pixels, over noise, so that nothing is symmetric."""
    image = np.random.default_rng(11).integers(0, 256, (height, width, 3)).astype(np.uint8)
    image[2:9, 3:14] = (200, 40, 60)
    image[7:15, 9:21] = (70, 70, 70)
    image[12:, :6] = 0
    return Image.fromarray(image)


def entry(name, make):
    file = make(picture(), zlib.crc32(name.encode()) % 1000)
    image = datasets.Image().decode_example({"path": None, "bytes": file})
    sha = lambda pixels: hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()[:16]
    return {
        "mode": image.mode,
        "width": image.width,
        "height": image.height,
        "native": sha(convert_to_rgb(image, return_numpy=True)),
        "rgb": sha(convert_to_rgb(image.convert("RGB"), return_numpy=True)),
        "file": base64.b64encode(file).decode(),
    }


if __name__ == "__main__":
    versions = {"pillow": PIL.__version__, "transformers": transformers.__version__, "datasets": datasets.__version__}
    images = {name: entry(name, make) for name, make in VARIANTS.items()}
    lines = [f"{json.dumps(name)}: {json.dumps(image)}" for name, image in images.items()]
    with open(sys.argv[1], "w") as out:
        out.write('{"madeWith": ' + json.dumps(versions) + ', "images": {\n' + ",\n".join(lines) + "\n}}\n")
