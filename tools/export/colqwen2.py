"""Exports a ColQwen2 of colpali_engine (vidore/colqwen2-v1.0, which mteb runs) as two graphs: of pages and of texts.

Usage: python colqwen2.py MODEL FOLDER        (pip install colpali-engine)

Writes FOLDER/onnx/vision_model.onnx and text_model.onnx with one vector per token (`embeddings`), config.json, the processor's files
and the tokenizer. The graph of pages takes one page at a time, of any size: `pixel_values` are its patches, `image_grid_thw` their
grid. What the model reckons in Python from the grid (rotary positions of patches and tokens, which patches see each other) stands
in the graph, so that it holds for every size.
"""

from pathlib import Path
from types import MethodType

import torch
from arguments import model_and_folder
from colpali_engine.models import ColQwen2, ColQwen2Processor
from onnx_files import check_graph, save_tokenizer
from PIL import Image
from transformers.models.qwen2_vl.modeling_qwen2_vl import apply_rotary_pos_emb_vision

INPUTS = ["input_ids", "attention_mask", "pixel_values", "image_grid_thw"]


def attend_within_page(self, hidden_states: torch.Tensor, position_embeddings=None, **_) -> torch.Tensor:
    """Attention of VisionAttention where all patches are of one page, so that none is split off."""
    length = hidden_states.shape[0]
    query, key, value = self.qkv(hidden_states).reshape(length, 3, self.num_heads, -1).permute(1, 0, 2, 3).unbind(0)
    query, key = apply_rotary_pos_emb_vision(query, key, *position_embeddings)
    query, key, value = (states.transpose(0, 1) for states in (query, key, value))
    weights = torch.softmax(query @ key.transpose(1, 2) * self.scaling, dim=-1, dtype=torch.float32)
    return self.proj((weights.to(value.dtype) @ value).transpose(0, 1).reshape(length, -1))


def patch_positions(height: torch.Tensor, width: torch.Tensor, merge: int) -> torch.Tensor:
    """Row and column of each patch, blocks of merge x merge patches one after another."""
    rows = torch.arange(height).unsqueeze(1).expand(height, width)
    columns = torch.arange(width).unsqueeze(0).expand(height, width)
    blocks = (height // merge, merge, width // merge, merge)
    flat = [positions.reshape(blocks).transpose(1, 2).flatten() for positions in (rows, columns)]
    return torch.stack(flat, dim=-1)


def token_positions(is_image: torch.Tensor, height: torch.Tensor, width: torch.Tensor) -> torch.Tensor:
    """Positions of a page's tokens in time, height and width; those behind the image go on after its longer side."""
    index = torch.arange(is_image.shape[1])
    start = is_image[0].int().argmax()
    place = index - start
    behind = index - is_image[0].sum() + torch.maximum(height, width)
    text = torch.where(index < start, index, behind)
    inside = [start.expand_as(index), start + place // width, start + place % width]
    return torch.stack([torch.where(is_image[0], positions, text) for positions in inside]).unsqueeze(1)


class Embeddings(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model
        for block in model.visual.blocks:
            block.attn.forward = MethodType(attend_within_page, block.attn)

    def forward(self, input_ids, attention_mask, pixel_values=None, image_grid_thw=None) -> torch.Tensor:
        inputs = self.model.get_input_embeddings()(input_ids)
        positions = None
        if pixel_values is not None:
            merge = self.model.visual.spatial_merge_size
            _, height, width = image_grid_thw[0].unbind()
            patches = {"position_ids": patch_positions(height, width, merge), "cu_seqlens": image_grid_thw[0]}
            image = self.model.visual(pixel_values, grid_thw=image_grid_thw, **patches).pooler_output
            is_image = input_ids == self.model.config.image_token_id
            inputs = inputs.masked_scatter(is_image.unsqueeze(-1), image)
            positions = token_positions(is_image, height // merge, width // merge)
        feeds = {"inputs_embeds": inputs, "attention_mask": attention_mask, "position_ids": positions}
        hidden = self.model.language_model(**feeds, use_cache=False).last_hidden_state
        vectors = self.model.custom_text_proj(hidden)
        return vectors / vectors.norm(dim=-1, keepdim=True) * attention_mask.unsqueeze(-1)


class Original(torch.nn.Module):
    """The model as colpali_engine calls it, with the inputs of the graph."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, pixel_values=None, image_grid_thw=None) -> torch.Tensor:
        tokens = {"input_ids": input_ids, "attention_mask": attention_mask}
        if pixel_values is None:
            return self.model(**tokens)
        types = (input_ids == self.model.config.image_token_id).int()
        page = {"pixel_values": pixel_values.unsqueeze(0), "image_grid_thw": image_grid_thw}
        return self.model(**tokens, **page, mm_token_type_ids=types)


def export(model: torch.nn.Module, feeds: dict[str, torch.Tensor], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = {} if "pixel_values" in feeds else {0: "batch_size"}
    tokens = {**rows, 1: "sequence_length"}
    axes = {"input_ids": tokens, "attention_mask": tokens, "embeddings": tokens, "pixel_values": {0: "patches"}}
    torch.onnx.export(
        Embeddings(model),
        tuple(feeds.values()),
        str(path),
        input_names=list(feeds),
        output_names=["embeddings"],
        dynamic_axes={name: axes[name] for name in [*feeds, "embeddings"] if name in axes},
        opset_version=17,
        dynamo=False,
    )
    print(path, f"{path.stat().st_size / 2**20:.1f} MiB")


def page_feeds(processor: ColQwen2Processor, size: tuple[int, int]) -> dict[str, torch.Tensor]:
    page = processor.process_images([Image.new("RGB", size)])
    return {**{name: page[name] for name in INPUTS}, "pixel_values": page["pixel_values"][0]}


def query_feeds(processor: ColQwen2Processor, queries: list[str]) -> dict[str, torch.Tensor]:
    tokens = processor.process_queries(queries)
    return {name: tokens[name] for name in INPUTS[:2]}


def export_both(model: torch.nn.Module, processor: ColQwen2Processor, folder: Path) -> None:
    """Writes both graphs, and runs them beside the model with inputs of other sizes than they were traced with."""
    vision, text = folder / "onnx" / "vision_model.onnx", folder / "onnx" / "text_model.onnx"
    export(model, page_feeds(processor, (320, 200)), vision)
    export(model, query_feeds(processor, ["a query", "another query"]), text)
    check_graph(Original(model), page_feeds(processor, (200, 480)), vision)
    check_graph(Original(model), query_feeds(processor, ["one", "two", "six"]), text)


def main(name: str, folder: Path) -> None:
    model = ColQwen2.from_pretrained(name, attn_implementation="eager", dtype=torch.float32).eval()
    processor = ColQwen2Processor.from_pretrained(name)
    model.config.architectures, model.config.embedding_dim = ["ColQwen2"], model.dim
    model.config.save_pretrained(folder)
    processor.save_pretrained(folder)
    processor.image_processor.save_pretrained(folder)
    save_tokenizer(name, folder)
    export_both(model, processor, folder)


if __name__ == "__main__":
    main(*model_and_folder(__doc__))
