"""What the export scripts share: writing a graph with a dynamic batch, and the files beside it."""

import shutil
import sys
from pathlib import Path

import onnxruntime
import torch
from transformers import AutoTokenizer
from transformers.utils import cached_file


def export_graph(
    module: torch.nn.Module, feeds: dict[str, torch.Tensor], path: Path, output: str, any_length: bool = True
) -> None:
    """Writes `module` as one ONNX file; the first axis of every input is the batch, the second of token ids the length, which is
    that of `feeds` unless the model takes any."""
    path.parent.mkdir(parents=True, exist_ok=True)
    axes = {
        name: {0: "batch_size", 1: "sequence_length"} if tensor.dim() == 2 and any_length else {0: "batch_size"}
        for name, tensor in feeds.items()
    }
    torch.onnx.export(
        module.eval(),
        tuple(feeds.values()),
        str(path),
        input_names=list(feeds),
        output_names=[output],
        dynamic_axes={**axes, output: {0: "batch_size"}},
        opset_version=17,
        dynamo=False,
    )
    check_graph(module, feeds, path)
    print(path, f"{path.stat().st_size / 2**20:.1f} MiB")


def check_graph(module: torch.nn.Module, feeds: dict[str, torch.Tensor], path: Path) -> None:
    """Runs the graph beside the module: exporters get some operations wrong without a word."""
    feeds = {name: torch.rand_like(tensor) if tensor.is_floating_point() else tensor for name, tensor in feeds.items()}
    with torch.no_grad():
        expected = module(*feeds.values())
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    [received] = session.run(None, {name: feeds[name].numpy() for name in (node.name for node in session.get_inputs())})
    difference = ((torch.from_numpy(received) - expected).norm() / expected.norm()).item()
    if not difference < 1e-3:
        sys.exit(f"{path} differs from the model by {difference:.2g} of its output. Try another torch, or open an issue.")


def image_size(processor: object) -> tuple[int, int]:
    """Height and width of the images that a processor makes."""
    crops = getattr(processor, "do_center_crop", False) and processor.crop_size
    size = crops or processor.size
    if size.get("height") is not None:
        return size["height"], size["width"]
    return size["shortest_edge"], size["shortest_edge"]


def save_tokenizer(name: str, folder: Path) -> None:
    """tokenizer.json and the files beside it. Where transformers has a slow tokenizer alone, as for SigLIP, it writes no
    tokenizer.json; then the repository's own is taken."""
    tokenizer = AutoTokenizer.from_pretrained(name)
    tokenizer.save_pretrained(folder)
    if (folder / "tokenizer.json").exists():
        return
    published = cached_file(name, "tokenizer.json", _raise_exceptions_for_missing_entries=False)
    if published is None:
        sys.exit(f"{name} has no tokenizer.json, and {type(tokenizer).__name__} writes none. Put one into {folder}.")
    shutil.copyfile(published, folder / "tokenizer.json")


def save_configuration(folder: Path, config: object, processor: object) -> None:
    """config.json and preprocessor_config.json, by which a family knows its repositories."""
    config.save_pretrained(folder)
    processor.save_pretrained(folder)
