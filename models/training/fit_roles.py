"""Trains only a detector's comparison of persons (model.Roles); the rest of the net stays as it is.

Its input, a few tokens of each picture, is computed once; after that a step of 64 pictures takes milliseconds.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, fields
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.utils.data import DataLoader, Subset

from augment import Crops
from loss import heat_loss
from model import SPECS, Detector, Roles, normalise, picked
from train import HALF_PRECISION, LAYOUT, optimiser, rate_factor, seed_everything, source, sources, starting_point, yield_cores

BATCH = 64
RATE = 2e-3
WEIGHT_DECAY = 0.05
ROLE_WEIGHT = torch.tensor([1.5, 1.0, 1.5])
LOG_EVERY = 300


@dataclass(frozen=True)
class Tokens:
    """Of P pictures and T persons in each: what Roles reads and should answer in the four stride-4 cells of a position.

    tokens [P,C,T], likely [P,T], logits before the comparison and target [P,3,4,T], weight [P,4,T].
    """

    tokens: Tensor
    likely: Tensor
    logits: Tensor
    target: Tensor
    weight: Tensor

    def at(self, pictures: Tensor) -> Tokens:
        """Those of some pictures."""
        return Tokens(*(getattr(self, f.name)[pictures] for f in fields(self)))

    @staticmethod
    def joined(parts: list[Tokens]) -> Tokens:
        """Those of all pictures of the parts."""
        return Tokens(*(torch.cat([getattr(p, f.name) for p in parts]) for f in fields(Tokens)))


def cells(grid: Tensor, where: Tensor) -> Tensor:
    """Of stride-4 grids [N,C,H,W] the four cells of each stride-8 position [N,T]: [N,C,4,T]."""
    n, c = grid.shape[:2]
    fours = F.pixel_unshuffle(grid, 2).reshape(n, 4 * c, -1)
    return picked(fours, where).reshape(n, c, 4, -1)


@torch.inference_mode()
def tokens_of(model: Detector, samples: Crops, count: int) -> Tokens:
    """The tokens of the first `count` samples."""
    seen: dict[str, Tensor] = {}

    def keep(_module: Roles, inputs: tuple[Tensor, Tensor]) -> None:
        seen["heat"], seen["p8"] = (x.float() for x in inputs)

    hook = model.roles.register_forward_pre_hook(keep)
    parts = []
    ahead = DataLoader(Subset(samples, range(count)), num_workers=2, prefetch_factor=8, worker_init_fn=yield_cores)
    for sample in ahead:
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF_PRECISION):
            model(normalise(sample["image"]).contiguous(memory_format=LAYOUT))
        persons, target = seen["heat"][:, 1:], sample["heat"][:, 1:]
        where, likely, tokens = model.roles.tokens(persons, seen["p8"])
        weight = cells(sample["heat_weight"][:, None], where)[:, 0]
        parts.append(Tokens(tokens, likely, cells(persons, where), cells(target, where), weight))
        if len(parts) % LOG_EVERY == 0:
            print(f"{len(parts)} pictures", flush=True)
    hook.remove()
    return Tokens.joined(parts)


def role_loss(roles: Roles, batch: Tokens) -> Tensor:
    """The heatmap's loss in these cells, and at the centres of persons the cross entropy of their roles."""
    logits = batch.logits + roles.compare(batch.tokens, batch.likely)[:, :, None]
    ball = logits.new_full((*logits.shape[:1], 1, *logits.shape[2:]), Roles.NOBODY)
    dense = heat_loss(torch.cat([ball, logits], 1), F.pad(batch.target, (0, 0, 0, 0, 1, 0)), batch.weight)
    centre = batch.target.eq(1).any(dim=1) & (batch.weight > 0)
    found = logits.permute(0, 2, 3, 1)[centre]
    label = batch.target.permute(0, 2, 3, 1)[centre].argmax(dim=1)
    return dense + F.cross_entropy(found, label, weight=ROLE_WEIGHT)


def fit(roles: Roles, tokens: Tokens, steps: int) -> None:
    """Trains the comparison with a falling rate."""
    roles.train()
    optimizer = optimiser(roles, RATE, WEIGHT_DECAY)
    losses = []
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * rate_factor(step, steps, steps)
        loss = role_loss(roles, tokens.at(torch.randint(0, len(tokens.likely), (BATCH,))))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if (step + 1) % LOG_EVERY == 0:
            print(f"{step + 1} loss {np.mean(losses[-LOG_EVERY:]):.4f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with images/ and labels/")
    parser.add_argument("--init", type=Path, required=True, help="model.onnx or weights of the rest of the net")
    parser.add_argument("--out", type=Path, required=True, help="weights file to write")
    parser.add_argument("--version", choices=SPECS, default="1", help="which detector")
    parser.add_argument("--also", type=source, action="append", default=[], metavar="KIND:SHARE:DIR")
    parser.add_argument("--scale", type=float, default=1.0, help="typical zoom; 1 is a picture 960 wide")
    parser.add_argument("--pictures", type=int, default=6000)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    seed_everything(args.seed)
    cv2.setNumThreads(1)
    spec = SPECS[args.version]
    samples = Crops(sources(args), spec.width, spec.height, args.pictures, args.seed, args.scale)
    model = starting_point(spec, args.init, samples).eval()
    tokens = tokens_of(model.to(memory_format=LAYOUT), samples, args.pictures)
    seed_everything(args.seed)
    model.roles = Roles(spec.widths[1])
    fit(model.roles, tokens, args.steps)
    torch.save({"model": model.state_dict(), "iterations": args.steps, "seed": args.seed}, args.out)


if __name__ == "__main__":
    main()
