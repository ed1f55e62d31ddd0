"""Writes the towers of a CLIP ViT-B/32 with random weights: make_clip.py FOLDER

The same sizes as openai/clip-vit-base-patch32 and so the same work; what it says is noise. Needs torch, transformers and onnx.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "export"))

import torch
from transformers import CLIPConfig, CLIPModel
from two_towers import export_towers

torch.manual_seed(0)
folder = Path(sys.argv[1])
model = CLIPModel._from_config(CLIPConfig(), attn_implementation="eager").eval()
export_towers(model, (224, 224), folder)
model.config.save_pretrained(folder)
