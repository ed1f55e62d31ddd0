"""The exported model as a user meets it: ONNX files and tokenizer, without PyTorch."""

from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image
from tokenizers import Tokenizer

from pixels import pixel_values
from vocabulary import encode

BATCH = 32


class Encoder:
    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.vision = onnxruntime.InferenceSession(str(folder / "onnx/vision_model.onnx"))
        self.text = onnxruntime.InferenceSession(str(folder / "onnx/text_model.onnx"))

    def images(self, images: list[Image.Image]) -> np.ndarray:
        """[n x dimension] float32, not normalised."""
        batches = [pixel_values(images[i : i + BATCH]) for i in range(0, len(images), BATCH)]
        return np.concatenate([self.vision.run(None, {"pixel_values": batch})[0] for batch in batches])

    def texts(self, texts: list[str]) -> np.ndarray:
        """[n x dimension] float32, not normalised."""
        batches = [encode(self.tokenizer, texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]
        return np.concatenate([self.text.run(None, {"input_ids": np.array(batch)})[0] for batch in batches])
