"""
Exports the trained towers as a model repository in the hub's layout.

    python export.py build/checkpoint.pt ../../plugins/demo

writes the folder `model` and, for the package's tests, `test/fixtures/vectors.json`.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer

from model import DIMENSION, IMAGE_SIDE, MAX_TOKENS, TEXT_WIDTH, VISION_WIDTH, TextTower, VisionTower
from pixels import MEAN, STD
from vocabulary import END, START, encode


def export_tower(tower: torch.nn.Module, example: torch.Tensor, names: tuple[str, str], axes: dict, path: Path) -> None:
    """Writes one ONNX file; every dimension named in `axes` may vary."""
    tower.eval()
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        tower, (example,), str(path), input_names=[names[0]], output_names=[names[1]], dynamic_axes=axes,
        opset_version=17, dynamo=False, do_constant_folding=True,
    )
    onnx.checker.check_model(str(path), full_check=True)


def check_tower(tower: torch.nn.Module, inputs: torch.Tensor, path: Path) -> None:
    """Compares the file with the module on inputs of another shape than the one it was exported with."""
    with torch.no_grad():
        expected = tower(inputs).numpy()
    session = onnxruntime.InferenceSession(str(path))
    (actual,) = session.run(None, {session.get_inputs()[0].name: inputs.numpy()})
    np.testing.assert_allclose(actual, expected, rtol=1e-3, atol=1e-4)


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def model_config(vocabulary: int, start: int, end: int) -> dict:
    """What identifies the repository as CLIP-like; the stem makes it a model that only the ONNX files describe in full."""
    return {
        "architectures": ["CLIPModel"],
        "model_type": "clip",
        "projection_dim": DIMENSION,
        "text_config": {
            "model_type": "clip_text_model", "hidden_size": TEXT_WIDTH, "intermediate_size": 4 * TEXT_WIDTH,
            "num_attention_heads": 4, "num_hidden_layers": 2, "max_position_embeddings": MAX_TOKENS,
            "vocab_size": vocabulary, "bos_token_id": start, "eos_token_id": end, "pad_token_id": end,
            "projection_dim": DIMENSION, "hidden_act": "gelu",
        },
        "vision_config": {
            "model_type": "clip_vision_model", "hidden_size": VISION_WIDTH, "intermediate_size": 4 * VISION_WIDTH,
            "num_attention_heads": 4, "num_hidden_layers": 3, "image_size": IMAGE_SIDE, "patch_size": 8,
            "num_channels": 3, "projection_dim": DIMENSION, "hidden_act": "gelu",
        },
    }


def preprocessor_config() -> dict:
    return {
        "image_processor_type": "CLIPImageProcessor",
        "do_convert_rgb": True,
        "do_resize": True, "size": {"shortest_edge": IMAGE_SIDE}, "resample": 3,
        "do_center_crop": True, "crop_size": {"height": IMAGE_SIDE, "width": IMAGE_SIDE},
        "do_rescale": True, "rescale_factor": 1 / 255,
        "do_normalize": True, "image_mean": [MEAN] * 3, "image_std": [STD] * 3,
    }


def tokenizer_config() -> dict:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": MAX_TOKENS,
        "bos_token": START, "eos_token": END, "pad_token": END,
    }


def write_fixture(vision: VisionTower, text: TextTower, tokenizer: Tokenizer, path: Path) -> None:
    """Token ids and vectors for the tests in TypeScript."""
    texts = ["three red stars", "un anneau noir à droite d'une croix verte", "Which page titled Harbor shows a table?", "", "Ω 漢字 42 🙂"]
    pixels = torch.sin(torch.arange(3 * IMAGE_SIDE * IMAGE_SIDE) / 100).view(1, 3, IMAGE_SIDE, IMAGE_SIDE)
    rows = []
    with torch.no_grad():
        for words in texts:
            ids = tokenizer.encode(words).ids
            rows.append({"text": words, "ids": ids, "vector": _rounded(text(torch.tensor([ids])))})
        image = _rounded(vision(pixels))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"texts": rows, "image": image}, ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(row: torch.Tensor) -> list[float]:
    return [round(value, 5) for value in row[0].tolist()]


def main(checkpoint: Path, package: Path) -> None:
    folder = package / "model"
    saved = torch.load(checkpoint)
    tokenizer = Tokenizer.from_file(str(checkpoint.with_name("tokenizer.json")))
    start, end = tokenizer.token_to_id(START), tokenizer.token_to_id(END)
    vision, text = VisionTower(), TextTower(saved["vocabulary"], end)
    vision.load_state_dict(saved["vision"])
    text.load_state_dict(saved["text"])
    ids = torch.tensor(encode(tokenizer, ["three red stars", "a page titled Harbor"]))
    longer = torch.tensor(encode(tokenizer, ["a red star", "", "un anneau noir à droite d'une croix verte"]))
    export_tower(
        vision, torch.randn(2, 3, IMAGE_SIDE, IMAGE_SIDE), ("pixel_values", "image_embeds"),
        {"pixel_values": {0: "batch"}, "image_embeds": {0: "batch"}}, folder / "onnx/vision_model.onnx",
    )
    export_tower(
        text, ids, ("input_ids", "text_embeds"),
        {"input_ids": {0: "batch", 1: "sequence"}, "text_embeds": {0: "batch"}}, folder / "onnx/text_model.onnx",
    )
    check_tower(vision, torch.randn(5, 3, IMAGE_SIDE, IMAGE_SIDE), folder / "onnx/vision_model.onnx")
    check_tower(text, longer, folder / "onnx/text_model.onnx")
    write_json(folder / "config.json", model_config(saved["vocabulary"], start, end))
    write_json(folder / "preprocessor_config.json", preprocessor_config())
    write_json(folder / "tokenizer_config.json", tokenizer_config())
    tokenizer.save(str(folder / "tokenizer.json"))
    write_fixture(vision, text, tokenizer, package / "test/fixtures/vectors.json")
    parameters = sum(p.numel() for tower in (vision, text) for p in tower.parameters())
    size = sum(file.stat().st_size for file in (folder / "onnx").iterdir())
    print(f"{parameters} parameters, {size / 1e6:.2f} MB of ONNX")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
