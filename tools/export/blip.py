"""Exports both towers of a BLIP for retrieval (Salesforce/blip-itm-…) with its projections.

Usage: python blip.py MODEL FOLDER

Writes FOLDER/onnx/vision_model.onnx and text_model.onnx, config.json, preprocessor_config.json and the tokenizer. The vectors are the
projections of the first token divided by their norm, as mteb takes them. Checkpoints for captions and questions have no projections
and are refused: transformers would draw them at random.
"""

import sys
from pathlib import Path

import torch
from arguments import model_and_folder
from onnx_files import export_graph, image_size, save_configuration, save_tokenizer
from torch.nn.functional import normalize
from transformers import AutoImageProcessor, BlipForImageTextRetrieval


class ImageTower(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        tokens = self.model.vision_model(pixel_values=pixel_values)[0]
        return normalize(self.model.vision_proj(tokens[:, 0]), dim=-1)


class TextTower(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        tokens = self.model.text_encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
        return normalize(self.model.text_proj(tokens[:, 0]), dim=-1)


def main(name: str, folder: Path) -> None:
    model, loading = BlipForImageTextRetrieval.from_pretrained(name, attn_implementation="eager", output_loading_info=True)
    missing = [key for key in loading["missing_keys"] if "_proj." in key and not key.startswith("vision_model")]
    if missing:
        sys.exit(f"{name} has no projections to a common space ({', '.join(sorted(missing))}): take a blip-itm checkpoint.")
    processor = AutoImageProcessor.from_pretrained(name)
    pixels = torch.zeros(2, 3, *image_size(processor))
    export_graph(ImageTower(model), {"pixel_values": pixels}, folder / "onnx" / "vision_model.onnx", "image_embeds")
    ids = torch.ones(2, 8, dtype=torch.int64)
    feeds = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    export_graph(TextTower(model), feeds, folder / "onnx" / "text_model.onnx", "text_embeds")
    save_configuration(folder, model.config, processor)
    save_tokenizer(name, folder)


if __name__ == "__main__":
    main(*model_and_folder(__doc__))
