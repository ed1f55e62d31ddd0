"""From a Pillow image to the image tower's input, as CLIPImageProcessor with the Pillow backend does it."""

import numpy as np
from PIL import Image

from model import IMAGE_SIDE

MEAN = STD = 0.5


def resize(image: Image.Image) -> np.ndarray:
    """[64 x 64 x 3] 8-bit; our images are square, so there is nothing to crop."""
    return np.asarray(image.convert("RGB").resize((IMAGE_SIDE, IMAGE_SIDE), Image.Resampling.BICUBIC))


def pixel_values(images: list[Image.Image]) -> np.ndarray:
    """[batch x 3 x 64 x 64] float32."""
    pixels = np.stack([resize(image) for image in images]).astype(np.float64) / 255
    return ((pixels.astype(np.float32) - MEAN) / STD).transpose(0, 3, 1, 2).astype(np.float32)
