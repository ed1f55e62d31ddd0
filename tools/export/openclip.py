"""Exports a CLIP in OpenCLIP's layout (LAION, DataComp, DFN, SigLIP and EVA-CLIP of timm …).

Usage: python openclip.py MODEL FOLDER, where MODEL is a repository of the hub or a folder with open_clip_config.json

Writes FOLDER/onnx/vision_model.onnx and text_model.onnx (unnormalised vectors), open_clip_config.json and the tokenizer, OpenCLIP's
own one in the form of transformers. Needs pip install open_clip_torch timm.
"""

import json
from pathlib import Path

import open_clip
import torch
from arguments import model_and_folder
from huggingface_hub import hf_hub_download
from onnx_files import export_graph
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

CONFIG = "open_clip_config.json"


class ImageTower(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.model.encode_image(pixel_values)


class TextTower(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        return self.model.encode_text(input_ids)


def export_towers(model: torch.nn.Module, ids: torch.Tensor, folder: Path) -> None:
    # The fused layers of torch's attention have no ONNX form.
    torch.backends.mha.set_fastpath_enabled(False)
    size = model.visual.image_size
    pixels = torch.zeros(2, 3, *([size, size] if isinstance(size, int) else size))
    export_graph(ImageTower(model), {"pixel_values": pixels}, folder / "onnx" / "vision_model.onnx", "image_embeds")
    # OpenCLIP adds the positions of the full length.
    export_graph(TextTower(model), {"input_ids": ids}, folder / "onnx" / "text_model.onnx", "text_embeds", any_length=False)


def save_tokenizer(tokenizer: object, folder: Path) -> None:
    """One of transformers as it is; OpenCLIP's own one rewritten. Both clean texts first, which is the reader's business."""
    if hasattr(tokenizer, "tokenizer"):
        tokenizer.tokenizer.save_pretrained(folder)
        return
    start, end = tokenizer.sot_token_id, tokenizer.eot_token_id
    first, last = tokenizer.decoder[start], tokenizer.decoder[end]
    merges = sorted(tokenizer.bpe_ranks, key=tokenizer.bpe_ranks.get)
    fast = Tokenizer(models.BPE(tokenizer.encoder, merges, unk_token=last, end_of_word_suffix="</w>"))
    fast.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    words = Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+")
    to_bytes = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    fast.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(words, "removed", invert=True), to_bytes])
    fast.add_special_tokens([first, last])
    fast.post_processor = processors.RobertaProcessing((last, end), (first, start), trim_offsets=False, add_prefix_space=False)
    fast.save(str(folder / "tokenizer.json"))
    special = {"bos_token": first, "eos_token": last, "pad_token": last, "unk_token": last}
    config = {**special, "model_max_length": tokenizer.context_length, "tokenizer_class": "CLIPTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")


def main(name: str, folder: Path) -> None:
    is_folder = Path(name).is_dir()
    schema = f"local-dir:{name}" if is_folder else f"hf-hub:{name}"
    model = open_clip.create_model_and_transforms(schema)[0].eval()
    tokenizer = open_clip.get_tokenizer(schema)
    export_towers(model, tokenizer(["a photo of a cat", "two"]), folder)
    config = Path(name) / CONFIG if is_folder else Path(hf_hub_download(name, CONFIG))
    (folder / CONFIG).write_text(json.dumps(json.loads(config.read_text()), indent=2) + "\n")
    save_tokenizer(tokenizer, folder)


if __name__ == "__main__":
    main(*model_and_folder(__doc__))
