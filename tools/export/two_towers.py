"""Exports both towers of a CLIP-like model of transformers (CLIP, SigLIP, ALIGN …) as graphs of their own.

Usage: python two_towers.py MODEL FOLDER

Writes FOLDER/onnx/vision_model.onnx and text_model.onnx with the projected, unnormalised vectors under the names that the families
of this project look for, config.json, preprocessor_config.json and the tokenizer. With one graph for both towers, as optimum
makes it, every batch of texts pays for blank images too.
"""

from pathlib import Path

import torch
from arguments import model_and_folder
from onnx_files import export_graph, image_size, save_configuration, save_tokenizer
from transformers import AutoImageProcessor, AutoModel

# SigLIP's projections are its poolers.
SIGLIP_TYPES = {"siglip"}


def vector(output: object) -> torch.Tensor:
    """What get_image_features gives: a tensor, or since transformers 5 an output whose pooler is the projection."""
    return output if isinstance(output, torch.Tensor) else output.pooler_output


class ImageTower(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return vector(self.model.get_image_features(pixel_values=pixel_values))


class TextTower(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor | None = None) -> torch.Tensor:
        return vector(self.model.get_text_features(input_ids=input_ids, attention_mask=attention_mask))


def export_towers(model: torch.nn.Module, size: tuple[int, int], folder: Path) -> None:
    is_siglip = model.config.model_type in SIGLIP_TYPES
    image_output, text_output = ("pooler_output", "pooler_output") if is_siglip else ("image_embeds", "text_embeds")
    export_graph(
        ImageTower(model), {"pixel_values": torch.zeros(2, 3, *size)}, folder / "onnx" / "vision_model.onnx", image_output
    )
    length = model.config.text_config.max_position_embeddings
    ids = torch.ones(2, length if is_siglip else 8, dtype=torch.int64)
    # SigLIP was trained on padding, which it sees: no mask.
    feeds = {"input_ids": ids} if is_siglip else {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    export_graph(TextTower(model), feeds, folder / "onnx" / "text_model.onnx", text_output)


def main(name: str, folder: Path) -> None:
    model = AutoModel.from_pretrained(name, attn_implementation="eager").eval()
    processor = AutoImageProcessor.from_pretrained(name)
    export_towers(model, image_size(processor), folder)
    save_configuration(folder, model.config, processor)
    save_tokenizer(name, folder)


if __name__ == "__main__":
    main(*model_and_folder(__doc__))
