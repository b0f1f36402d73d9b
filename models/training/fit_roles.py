"""Trains only a detector's comparison of persons (model.Roles); the rest of the net stays as it is.

Its input, a few tokens of each picture, is computed once by the float and once by the INT8 weights, so that it learns
what quantising does to it; after that a step of 64 pictures takes milliseconds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from onnx import helper
from torch import Tensor
from torch.utils.data import DataLoader, Subset

from augment import Crops
from dataset import Frame
from evaluate import session
from export import coded_graph
from loss import heat_loss
from model import SPECS, Detector, Roles, normalise, picked
from onnx_graph import float_graph
from train import HALF_PRECISION, LAYOUT, optimiser, rate_factor, seed_everything, source, sources, starting_point, yield_cores

BATCH = 64
RATE = 2e-3
WEIGHT_DECAY = 0.05
ROLE_WEIGHT = torch.tensor([1.5, 1.0, 1.5])
LOG_EVERY = 300
HEAT_AND_P8_READERS = ("/roles/Slice", "/roles/Reshape_1")

# Images, uint8 [1,3,H,W], to what Roles is given: the heatmap's logits and the features at stride 8.
Sight = Callable[[Tensor], tuple[Tensor, Tensor]]


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


def of_weights(model: Detector) -> Sight:
    """What the comparison of the model itself sees."""

    def see(images: Tensor) -> tuple[Tensor, Tensor]:
        seen: list[Tensor] = []
        hook = model.roles.register_forward_pre_hook(lambda _, inputs: seen.extend(x.float() for x in inputs))
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF_PRECISION):
            model(normalise(images).contiguous(memory_format=LAYOUT))
        hook.remove()
        heat, p8 = seen
        return heat, p8

    return see


def of_codes(model: Detector, frames: list[Frame]) -> Sight:
    """What it sees in the model's INT8 graph, calibrated on frames as the export does."""
    graph = coded_graph(float_graph(model), frames, model.spec, 100.0)
    by_name = {node.name: node for node in graph.graph.node}
    names = [by_name[reader].input[0] for reader in HEAT_AND_P8_READERS]
    graph.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    runner = session(graph.SerializeToString())

    def see(images: Tensor) -> tuple[Tensor, Tensor]:
        heat, p8 = runner.run(names, {"images": images.permute(0, 2, 3, 1).contiguous().numpy()})
        return torch.from_numpy(heat), torch.from_numpy(p8)

    return see


@torch.inference_mode()
def tokens_of(roles: Roles, sights: list[Sight], samples: Crops, count: int) -> Tokens:
    """The tokens of the first `count` samples: all as seen by the first sight, then by the next."""
    parts: list[list[Tokens]] = [[] for _ in sights]
    ahead = DataLoader(Subset(samples, range(count)), num_workers=2, prefetch_factor=8, worker_init_fn=yield_cores)
    for done, sample in enumerate(ahead, 1):
        target = sample["heat"][:, 1:]
        for mine, see in zip(parts, sights, strict=True):
            heat, p8 = see(sample["image"])
            where, likely, tokens = roles.tokens(heat[:, 1:], p8)
            weight = cells(sample["heat_weight"][:, None], where)[:, 0]
            mine.append(Tokens(tokens, likely, cells(heat[:, 1:], where), cells(target, where), weight))
        if done % LOG_EVERY == 0:
            print(f"{done} pictures", flush=True)
    return Tokens.joined([one for mine in parts for one in mine])


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
    given = sources(args)
    samples = Crops(given, spec.width, spec.height, args.pictures, args.seed, args.scale)
    model = starting_point(spec, args.init, samples).eval()
    codes = of_codes(model, given[0].frames)
    sights = [of_weights(model.to(memory_format=LAYOUT)), codes]
    tokens = tokens_of(model.roles, sights, samples, args.pictures)
    seed_everything(args.seed)
    model.roles = Roles(spec.widths[1])
    fit(model.roles, tokens, args.steps)
    torch.save({"model": model.state_dict(), "iterations": args.steps, "seed": args.seed}, args.out)


if __name__ == "__main__":
    main()
