"""
Trains both towers on drawn images: contrastive loss over groups of hard negatives, plus questions answered by the sum of
image and question. About 12 minutes on one core.

    python train.py --output build/checkpoint.pt
"""

import argparse
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from groups import CAPTIONS_PER_EXAMPLE, GROUP_SIZE, random_group
from model import TextTower, VisionTower
from pixels import MEAN, STD, resize
from questions import ANSWERS
from vocabulary import END, encode, train_tokenizer

TRAINING_SEED = 20260101
DEFAULT_GROUPS = 6_000


@dataclass
class TrainingSet:
    """Everything that was drawn, as tensors; rows of a group lie side by side."""

    images: Tensor  # [n x 3 x 64 x 64] 8-bit
    captions: Tensor  # [n x CAPTIONS_PER_EXAMPLE] rows of `tokens`
    meanings: Tensor  # [n x CAPTIONS_PER_EXAMPLE] equal where captions mean the same
    questions: Tensor  # [n] rows of `tokens`; -1 without a question
    answers: Tensor  # [n] rows of ANSWERS
    tokens: Tensor  # [texts x length]
    answer_tokens: Tensor
    tokenizer: Tokenizer


def draw_training_set(groups: int) -> TrainingSet:
    random = np.random.default_rng(TRAINING_SEED)
    images, captions, meanings, questions, answers = [], [], [], [], []
    texts: dict[str, int] = {}
    senses: dict[str, int] = {}
    for _ in range(groups):
        for example in random_group(random):
            images.append(resize(example.image))
            assert len(example.captions) == CAPTIONS_PER_EXAMPLE
            captions.append([texts.setdefault(text, len(texts)) for text, _ in example.captions])
            meanings.append([senses.setdefault(sense, len(senses)) for _, sense in example.captions])
            asked, answer = example.question or (None, ANSWERS[0])
            questions.append(-1 if asked is None else texts.setdefault(asked, len(texts)))
            answers.append(ANSWERS.index(answer))
    tokenizer = train_tokenizer([*texts, *ANSWERS])
    return TrainingSet(
        torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2).contiguous(),
        torch.tensor(captions), torch.tensor(meanings), torch.tensor(questions), torch.tensor(answers),
        torch.tensor(encode(tokenizer, list(texts))), torch.tensor(encode(tokenizer, list(ANSWERS))), tokenizer,
    )


def contrastive_loss(images: Tensor, texts: Tensor, meanings: Tensor, scale: Tensor) -> Tensor:
    """CLIP's loss; rows that mean the same share the probability."""
    logits = scale * F.normalize(images, dim=-1) @ F.normalize(texts, dim=-1).T
    same = (meanings[:, None] == meanings[None, :]).float()
    target = same / same.sum(1, keepdim=True)
    return (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2


def answer_loss(images: Tensor, questions: Tensor, answers: Tensor, truth: Tensor, scale: Tensor) -> Tensor:
    fused = F.normalize(images + questions, dim=-1)
    return F.cross_entropy(scale * fused @ F.normalize(answers, dim=-1).T, truth)


def shifted(images: Tensor, random: torch.Generator) -> Tensor:
    """Normalised pixels, the whole batch moved by up to two pixels."""
    dx, dy = torch.randint(-2, 3, (2,), generator=random).tolist()
    pixels = (images.float() / 255 - MEAN) / STD
    return torch.roll(pixels, (dy, dx), (2, 3)).contiguous(memory_format=torch.channels_last)


class Towers(torch.nn.Module):
    """Both towers and the temperature, as they are trained together."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.vision = VisionTower().to(memory_format=torch.channels_last)
        self.text = TextTower(tokenizer.get_vocab_size(), tokenizer.token_to_id(END))
        self.log_scale = torch.nn.Parameter(torch.tensor(math.log(14.0)))

    def losses(self, data: TrainingSet, rows: Tensor, random: torch.Generator) -> tuple[Tensor, Tensor]:
        """Contrastive loss and loss of the answers on these rows, with one caption each drawn at random."""
        pick = torch.randint(CAPTIONS_PER_EXAMPLE, (len(rows),), generator=random)
        asked = (data.questions[rows] >= 0).nonzero().squeeze(1)
        ids = torch.cat([data.tokens[data.captions[rows, pick]], data.tokens[data.questions[rows[asked]]]])
        ids = ids[:, : int((ids != self.text.end_of_text).sum(1).max()) + 1]
        with torch.autocast("cpu", torch.bfloat16):
            images = self.vision(shifted(data.images[rows], random))
            texts, answers = self.text(ids), self.text(data.answer_tokens)
        images, texts, answers = images.float(), texts.float(), answers.float()
        captions, questions = texts.split([len(rows), len(asked)])
        scale = self.log_scale.clamp(max=math.log(80)).exp()
        return (
            contrastive_loss(images, captions, data.meanings[rows, pick], scale),
            answer_loss(images[asked], questions, answers, data.answers[rows[asked]], scale),
        )

    def save(self, path: Path) -> None:
        state = {"vision": self.vision.state_dict(), "text": self.text.state_dict()}
        torch.save({**state, "vocabulary": self.text.tokens.num_embeddings}, path)


def train(data: TrainingSet, steps: int, batch_groups: int, output: Path) -> None:
    torch.manual_seed(TRAINING_SEED)
    random = torch.Generator().manual_seed(TRAINING_SEED)
    towers = Towers(data.tokenizer)
    weights = [*towers.vision.parameters(), *towers.text.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": weights, "weight_decay": 0.02}, {"params": [towers.log_scale], "weight_decay": 0.0}], 2e-3, (0.9, 0.98)
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps, pct_start=0.08)
    start = time.time()
    for step in range(steps):
        groups = torch.randint(len(data.images) // GROUP_SIZE, (batch_groups,), generator=random)
        rows = (groups[:, None] * GROUP_SIZE + torch.arange(GROUP_SIZE)).flatten()
        pairs, answers = towers.losses(data, rows, random)
        (pairs + 0.3 * answers).backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        schedule.step()
        if step % 50 == 0 or step == steps - 1:
            print(f"{step:5d} {time.time() - start:6.0f} s  pairs {pairs.item():.3f}  answers {answers.item():.3f}", flush=True)
            towers.save(output)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--groups", type=int, default=DEFAULT_GROUPS)
    arguments.add_argument("--steps", type=int, default=1_000)
    arguments.add_argument("--batch-groups", type=int, default=32)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--output", type=Path, default=Path("build/checkpoint.pt"))
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    started = time.time()
    data = draw_training_set(options.groups)
    print(f"{len(data.images)} images, {len(data.tokens)} texts of up to {data.tokens.shape[1]} tokens, "
          f"{len(data.meanings.unique())} meanings, {time.time() - started:.0f} s", flush=True)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    data.tokenizer.save(str(options.output.with_name("tokenizer.json")))
    train(data, options.steps, options.batch_groups, options.output)


if __name__ == "__main__":
    main()
