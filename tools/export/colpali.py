"""Exports a ColPali in the layout of transformers (vidore/colpali-v1.3-hf) as two graphs: of pages and of texts.

Usage: python colpali.py MODEL FOLDER

Writes FOLDER/onnx/vision_model.onnx and text_model.onnx with one vector per token (`embeddings`), config.json, the processor's files and
the tokenizer. Token types of zero are passed, as the processor does: without them newer versions of transformers let a token see
only those before it.
"""

from pathlib import Path

import torch
from arguments import model_and_folder
from PIL import Image
from transformers import ColPaliForRetrieval, ColPaliProcessor

INPUTS = ["input_ids", "attention_mask", "pixel_values"]


class Embeddings(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, pixel_values: torch.Tensor | None = None
    ) -> torch.Tensor:
        types = torch.zeros_like(input_ids)
        feeds = {"input_ids": input_ids, "attention_mask": attention_mask, "token_type_ids": types}
        return self.model(**feeds, pixel_values=pixel_values).embeddings


def export(model: torch.nn.Module, feeds: list[torch.Tensor], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    names = INPUTS[: len(feeds)]
    tokens = {0: "batch_size", 1: "sequence_length"}
    axes = {name: {0: "batch_size"} if name == "pixel_values" else tokens for name in names}
    torch.onnx.export(
        Embeddings(model),
        tuple(feeds),
        str(path),
        input_names=names,
        output_names=["embeddings"],
        dynamic_axes={**axes, "embeddings": tokens},
        opset_version=17,
        dynamo=False,
    )
    print(path, f"{path.stat().st_size / 2**20:.1f} MiB")


def main(name: str, folder: Path) -> None:
    model = ColPaliForRetrieval.from_pretrained(name, attn_implementation="eager").eval()
    processor = ColPaliProcessor.from_pretrained(name)
    model.config.save_pretrained(folder)
    processor.save_pretrained(folder)
    processor.image_processor.save_pretrained(folder)
    pages = processor.process_images(images=[Image.new("RGB", (64, 64))] * 2)
    queries = processor.process_queries(text=["a query", "another, of more words"])
    export(model, [pages[name] for name in INPUTS], folder / "onnx" / "vision_model.onnx")
    export(model, [queries[name] for name in INPUTS[:2]], folder / "onnx" / "text_model.onnx")


if __name__ == "__main__":
    main(*model_and_folder(__doc__))
