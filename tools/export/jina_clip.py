"""Exports both towers of a jina-clip (v1, v2, or one trained from them) as graphs of their own.

Usage: python jina_clip.py MODEL FOLDER

Writes FOLDER/onnx/vision_model.onnx and text_model.onnx (unnormalised vectors), config.json, preprocessor_config.json and the tokenizer.
jinaai's own repositories hold ONNX files already; that of v2 has both towers in one graph, so that texts pay for blank images.
The model's code comes from its repository (trust_remote_code) and needs pip install einops timm and the transformers it was written for.
"""

import json
from pathlib import Path

import torch
from arguments import model_and_folder
from huggingface_hub import hf_hub_download
from onnx_files import export_graph, save_tokenizer
from transformers import AutoModel

FILES = ["config.json", "preprocessor_config.json"]


class ImageTower(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.model.get_image_features(pixel_values)


class TextTower(torch.nn.Module):
    """Takes no mask: the model knows padding by its id."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        return self.model.get_text_features(input_ids)


def export_towers(model: torch.nn.Module, size: int, folder: Path) -> None:
    pixels = torch.zeros(2, 3, size, size)
    export_graph(ImageTower(model), {"pixel_values": pixels}, folder / "onnx" / "vision_model.onnx", "image_embeds")
    ids = torch.full((2, 8), 5, dtype=torch.int64)
    export_graph(TextTower(model), {"input_ids": ids}, folder / "onnx" / "text_model.onnx", "text_embeds")


def main(name: str, folder: Path) -> None:
    model = AutoModel.from_pretrained(name, trust_remote_code=True, use_text_flash_attn=False, use_vision_xformers=False)
    export_towers(model.float().eval(), model.config.vision_config.image_size, folder)
    for file in FILES:
        path = Path(name) / file if Path(name).is_dir() else Path(hf_hub_download(name, file))
        (folder / file).write_text(json.dumps(json.loads(path.read_text()), indent=2) + "\n")
    save_tokenizer(name, folder)


if __name__ == "__main__":
    main(*model_and_folder(__doc__))
