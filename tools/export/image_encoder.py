"""Exports an image encoder of transformers (DINOv2 with registers, DINOv3, plain ViT …) for the dino family.

Usage: python image_encoder.py MODEL FOLDER

Writes FOLDER/onnx/model.onnx (pixel_values -> last_hidden_state), config.json and preprocessor_config.json. The batch is dynamic;
the image's size is the one the processor makes.
"""

from pathlib import Path

import torch
from arguments import model_and_folder
from onnx_files import export_graph, image_size, save_configuration
from transformers import AutoImageProcessor, AutoModel


class Tokens(torch.nn.Module):
    """The encoder with its one output as a plain tensor."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.model(pixel_values=pixel_values).last_hidden_state


def fix_positions(model: torch.nn.Module, size: tuple[int, int]) -> None:
    """Makes DINOv3's rotary positions constants, for they depend on the image's size alone; torch's exporter gets them wrong from some
    example inputs."""
    rope = getattr(model, "rope_embeddings", None)
    if rope is not None:
        positions = rope(torch.zeros(1, 3, *size))
        rope.forward = lambda pixel_values: positions


def main(name: str, folder: Path) -> None:
    model = AutoModel.from_pretrained(name, attn_implementation="eager").eval()
    processor = AutoImageProcessor.from_pretrained(name)
    height, width = image_size(processor)
    fix_positions(model, (height, width))
    export_graph(
        Tokens(model),
        {"pixel_values": torch.zeros(2, 3, height, width)},
        folder / "onnx" / "model.onnx",
        output="last_hidden_state",
    )
    save_configuration(folder, model.config, processor)


if __name__ == "__main__":
    main(*model_and_folder(__doc__))
