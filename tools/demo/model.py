"""
Two towers in the manner of CLIP, small enough to lie in a package: 0.9 million parameters together.

The image tower is a convolutional stem (64 x 64 pixels to 8 x 8 tokens) under one transformer block, merged to 4 x 4
tokens under two more; the text tower a causal transformer read at the first end-of-text token, so that padding never changes a vector.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

IMAGE_SIDE = 64
MAX_TOKENS = 48
DIMENSION = 96
VISION_WIDTH = 112
TEXT_WIDTH = 96


class Block(nn.Module):
    """Pre-norm self-attention and a two-layer perceptron."""

    def __init__(self, width: int, heads: int, causal: bool) -> None:
        super().__init__()
        self.heads, self.causal = heads, causal
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.register_buffer("future", torch.full((MAX_TOKENS, MAX_TOKENS), -1e4).triu(1), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        q, k, v = self.qkv(self.norm1(x)).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: for so few tokens it trains three times as fast as scaled_dot_product_attention on a CPU.
        scores = q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5
        if self.causal:
            scores = scores + self.future[: x.shape[1], : x.shape[1]]
        x = x + self.out((scores.softmax(-1) @ v).transpose(1, 2).flatten(2))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


def _convolution(inputs: int, outputs: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class VisionTower(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(_convolution(3, 24, 2), _convolution(24, 64, 2), _convolution(64, VISION_WIDTH, 2))
        self.positions = nn.Parameter(torch.randn((IMAGE_SIDE // 8) ** 2, VISION_WIDTH) * 0.02)
        self.fine = Block(VISION_WIDTH, 4, causal=False)
        self.merge = nn.Conv2d(VISION_WIDTH, VISION_WIDTH, 2, 2)
        self.coarse = nn.Sequential(*(Block(VISION_WIDTH, 4, causal=False) for _ in range(2)))
        self.norm = nn.LayerNorm(VISION_WIDTH)
        self.projection = nn.Linear(VISION_WIDTH, DIMENSION, bias=False)

    def forward(self, pixel_values: Tensor) -> Tensor:
        """[batch x 3 x 64 x 64] to [batch x DIMENSION]."""
        tokens = self.fine(self.stem(pixel_values).flatten(2).transpose(1, 2) + self.positions)
        merged = self.merge(tokens.transpose(1, 2).unflatten(2, (IMAGE_SIDE // 8, IMAGE_SIDE // 8)))
        return self.projection(self.norm(self.coarse(merged.flatten(2).transpose(1, 2)).mean(1)))


class TextTower(nn.Module):
    def __init__(self, vocabulary: int, end_of_text: int) -> None:
        super().__init__()
        self.end_of_text = end_of_text
        self.tokens = nn.Embedding(vocabulary, TEXT_WIDTH)
        self.positions = nn.Parameter(torch.randn(MAX_TOKENS, TEXT_WIDTH) * 0.02)
        self.blocks = nn.Sequential(*(Block(TEXT_WIDTH, 4, causal=True) for _ in range(2)))
        self.norm = nn.LayerNorm(TEXT_WIDTH)
        self.projection = nn.Linear(TEXT_WIDTH, DIMENSION, bias=False)
        nn.init.normal_(self.tokens.weight, std=0.05)

    def forward(self, input_ids: Tensor) -> Tensor:
        """[batch x sequence] to [batch x DIMENSION]."""
        x = self.blocks(self.tokens(input_ids) + self.positions[: input_ids.shape[1]])
        end = (input_ids == self.end_of_text).int().argmax(1)
        last = x.gather(1, end.view(-1, 1, 1).expand(-1, 1, TEXT_WIDTH)).squeeze(1)
        return self.projection(self.norm(last))
