"""Exports a model of sentence-transformers with its layers: the network as ONNX, everything else as the library saves it.

Usage: python sentence_pipeline.py MODEL FOLDER

Writes modules.json and the folders of its modules (weights of Dense layers as safetensors), the tokenizer, and in FOLDER/onnx
model.onnx for texts (`last_hidden_state`), or vision_model.onnx and text_model.onnx for CLIP.
Needs `pip install sentence-transformers onnx onnxscript`.
"""

from pathlib import Path

import torch
from arguments import model_and_folder
from onnx_files import export_graph, image_size, save_tokenizer
from sentence_transformers import SentenceTransformer
from two_towers import export_towers


class Tokens(torch.nn.Module):
    """The network alone: token ids to a vector for each token."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def export_texts(network: torch.nn.Module, folder: Path) -> None:
    ids = torch.ones(2, 8, dtype=torch.int64)
    feeds = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    export_graph(Tokens(network), feeds, folder / "onnx" / "model.onnx", "last_hidden_state")


def main(name: str, folder: Path) -> None:
    model = SentenceTransformer(name, device="cpu", model_kwargs={"attn_implementation": "eager"})
    model.save_pretrained(str(folder))
    transformer = model[0]
    network = transformer.auto_model.eval()
    if network.config.model_type == "clip":
        export_towers(network, image_size(transformer.processor.image_processor), folder)
        transformer.processor.image_processor.save_pretrained(folder)
    else:
        export_texts(network, folder)
    # The library leaves weights beside the graphs, which nothing here reads.
    for weights in folder.glob("model*.safetensors*"):
        weights.unlink()
    if not (folder / "tokenizer.json").exists():
        save_tokenizer(name, folder)


if __name__ == "__main__":
    main(*model_and_folder(__doc__))
