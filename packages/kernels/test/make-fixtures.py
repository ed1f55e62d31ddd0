"""Writes fixtures/preprocess.{json,bin}: images, Pillow's resizes of them and transformers' Pillow-backend tensors.

    python packages/kernels/test/make-fixtures.py

Needs Pillow, numpy and transformers. The images are drawn from a fixed seed, so the output only changes with the libraries.
"""

import json
from pathlib import Path

import numpy
import PIL
import transformers
from PIL import Image
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

CLIP = ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])
HALF = ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
FOLDER = Path(__file__).parent / "fixtures"

# (filter, image width × height, resize width × height, crop width × height, rescale, (mean, std))
CASES = [
    ("bicubic", (61, 43), (32, 22), (22, 22), 1 / 255, CLIP),
    ("bicubic", (43, 61), (22, 31), (22, 22), 1 / 255, CLIP),
    ("bicubic", (17, 13), (40, 31), (29, 29), 1 / 255, CLIP),
    ("bicubic", (128, 96), (7, 5), None, 1 / 255, HALF),
    ("bicubic", (31, 31), (31, 31), (24, 25), 1 / 255, CLIP),
    ("bicubic", (30, 20), (30, 11), None, 1 / 255, CLIP),
    ("bicubic", (30, 20), (11, 20), None, 1 / 255, CLIP),
    ("bicubic", (20, 15), (12, 9), (17, 16), 1 / 255, CLIP),
    ("bicubic", (20, 15), (24, 9), (17, 16), 1 / 255, CLIP),
    ("bicubic", (41, 64), (30, 40), None, 1 / 255, CLIP),
    ("bicubic", (41, 64), (30, 42), None, 1 / 255, CLIP),
    ("bicubic", (1, 1), (5, 3), None, 1 / 255, HALF),
    ("bilinear", (53, 37), (24, 24), None, 1 / 255, HALF),
    ("bilinear", (9, 11), (33, 29), None, 1 / 127.5, None),
    ("lanczos", (53, 37), (21, 26), None, 1 / 255, CLIP),
    ("lanczos", (11, 9), (27, 33), (20, 20), 1 / 255, CLIP),
    ("nearest", (47, 29), (20, 33), None, 1 / 255, HALF),
    ("nearest", (10, 30), (27, 7), (15, 15), None, CLIP),
    ("box", (53, 37), (21, 26), None, 1 / 255, CLIP),
    ("box", (10, 7), (23, 19), None, None, None),
    ("hamming", (53, 37), (21, 26), None, 1 / 255, CLIP),
    ("hamming", (7, 10), (19, 23), None, 1 / 255, CLIP),
]


def draw(random, width, height):
    """Noise over a gradient with a hard black and white edge, which makes cubic and Lanczos filters overshoot."""
    y, x = numpy.mgrid[0:height, 0:width]
    gradient = numpy.stack([x * 255 / width, y * 255 / height, (x + y) * 255 / (width + height)], axis=-1)
    pixels = numpy.clip(gradient + random.normal(0, 40, (height, width, 3)), 0, 255)
    pixels[height // 3 : height // 2] = 255
    pixels[:, width // 2 : width // 2 + width // 4] = 0
    return pixels.astype(numpy.uint8)


def size_of(pair):
    return None if pair is None else {"width": pair[0], "height": pair[1]}


def processor_of(resample, resize, crop, rescale, statistics):
    mean, std = statistics or (None, None)
    return CLIPImageProcessorPil(
        size=size_of(resize),
        resample=Image.Resampling[resample.upper()],
        do_center_crop=crop is not None,
        crop_size=size_of(crop or resize),
        do_rescale=rescale is not None,
        rescale_factor=rescale,
        do_normalize=mean is not None,
        image_mean=mean,
        image_std=std,
    )


def main():
    random = numpy.random.default_rng(20)
    blob, cases = bytearray(), []

    def store(array):
        # Four bytes, so that a tensor can be viewed in place.
        blob.extend(b"\0" * (-len(blob) % 4))
        start = len(blob)
        blob.extend(array.tobytes())
        return [start, array.size]

    for resample, (width, height), resize, crop, rescale, statistics in CASES:
        pixels = draw(random, width, height)
        resized = Image.fromarray(pixels).resize(resize, Image.Resampling[resample.upper()])
        processor = processor_of(resample, resize, crop, rescale, statistics)
        tensor = numpy.asarray(processor(Image.fromarray(pixels))["pixel_values"][0]).astype(numpy.float32)
        mean, std = statistics or (None, None)
        plan = {"resize": size_of(resize), "resample": resample, "crop": size_of(crop)}
        plan |= {"rescaleFactor": rescale, "mean": mean, "std": std}
        image = {"width": width, "height": height, "data": store(pixels)}
        cases.append({"image": image, "plan": plan, "resized": store(numpy.asarray(resized)), "tensor": store(tensor)})

    versions = {"pillow": PIL.__version__, "transformers": transformers.__version__}
    lines = ",\n".join(json.dumps(case) for case in cases)
    header = json.dumps(versions)
    (FOLDER / "preprocess.json").write_text(f'{{"versions": {header}, "cases": [\n{lines}\n]}}\n')
    (FOLDER / "preprocess.bin").write_bytes(blob)


if __name__ == "__main__":
    main()
