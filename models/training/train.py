"""Trains the detector on one folder of labelled frames and writes the averaged weights."""

from __future__ import annotations

import argparse
import copy
import math
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from torch import nn
from torch.utils.data import DataLoader

from augment import Crops, Source
from dataset import load
from decode import decode
from letterbox import prepare
from loss import box_loss, heat_loss
from metrics import report
from grow import grown, unfolded
from model import CLASSES, SPECS, Detector, Spec, macs, normalise

BOX_LOSS_WEIGHT = 2.0
WARMUP = 200
CLIP_NORM = 10.0
LOG_EVERY = 100
DEFAULT_THRESHOLD = 0.3
CALIBRATION_CROPS = 24
# Emulated bfloat16 is ten times slower than float32, which in turn is faster in PyTorch's usual layout.
HALF_PRECISION = torch.cpu._is_avx512_bf16_supported()
LAYOUT = torch.channels_last if HALF_PRECISION else torch.contiguous_format


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with images/ and labels/")
    parser.add_argument("--out", type=Path, required=True, help="weights file to write")
    parser.add_argument("--version", choices=SPECS, default="1", help="which detector")
    parser.add_argument("--also", type=source, action="append", default=[], metavar="KIND:SHARE:DIR")
    parser.add_argument("--init", type=Path, help="model.onnx or weights to start from")
    parser.add_argument("--only", metavar="PART", help="the part that learns, e.g. fine; the rest stays as it is")
    parser.add_argument("--scale", type=float, default=1.0, help="typical zoom; 1 is a picture 960 wide")
    parser.add_argument("--iterations", type=int, default=2400)
    parser.add_argument("--cooldown", type=int, default=0, help="iterations at the end with a falling rate")
    parser.add_argument("--decay", type=float, default=0.999, help="of the moving average of the weights")
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--crop", type=int, nargs=2, default=(512, 288), metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--check-every", type=int, default=500, help="iterations between checkpoints")
    parser.add_argument("--compile", action="store_true", help="fuse the small operations; needs a C++ compiler")
    parser.add_argument("--resume", type=Path, help="checkpoint to continue from")
    return parser.parse_args()


def source(text: str) -> tuple[bool, float, Path]:
    """More training frames, e.g. synthetic:0.3:DIR: their kind, their share of the samples, their folder."""
    kind, share, folder = text.split(":", 2)
    if kind not in ("real", "synthetic"):
        raise argparse.ArgumentTypeError(f"kind must be real or synthetic, not {kind}")
    return kind == "real", float(share), Path(folder)


def sources(args: argparse.Namespace) -> list[Source]:
    """The main folder's training frames and the additional ones."""
    more = [Source(load(folder, "train"), share, real) for real, share, folder in args.also]
    return [Source(load(args.data, "train"), 1 - sum(s.share for s in more), True), *more]


def seed_everything(seed: int) -> None:
    """Fixes all random sources; the samples have their own, by index."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def yield_cores(_worker: int) -> None:
    """Gives the training step precedence over the preparation of samples, which is a little ahead anyway."""
    os.nice(5)


def optimiser(model: nn.Module, rate: float, weight_decay: float = 0.02) -> torch.optim.Optimizer:
    """AdamW; only the weights of convolutions and linear layers decay."""
    decay = [p for p in model.parameters() if p.ndim > 1]
    plain = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{"params": decay, "weight_decay": weight_decay}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate)


def rate_factor(iteration: int, iterations: int, cooldown: int) -> float:
    """Linear warm-up, a constant, and over the last `cooldown` iterations a cosine down to 1 %."""
    progress = max(0.0, (iteration - (iterations - cooldown)) / max(1, cooldown))
    cosine = 0.5 * (1 + math.cos(math.pi * progress))
    return min(1.0, (iteration + 1) / WARMUP) * (0.99 * cosine + 0.01)


@torch.no_grad()
def average(ema: nn.Module, model: nn.Module, iteration: int, limit: float) -> None:
    """Moves the exponential moving average of all weights and statistics towards the model."""
    decay = min(limit, (iteration + 1) / (iteration + 50))
    for mean, value in zip(ema.state_dict().values(), model.state_dict().values(), strict=True):
        if mean.dtype.is_floating_point:
            mean.lerp_(value, 1 - decay)
        else:
            mean.copy_(value)


def step_loss(model: nn.Module, heat_loss: Callable, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Heatmap and box loss of one batch; the convolutions run in bfloat16 where the processor has it."""
    images = normalise(batch["image"]).contiguous(memory_format=LAYOUT)
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF_PRECISION):
        heat, boxes = model(images)
    return (
        heat_loss(heat.float(), batch["heat"], batch["heat_weight"]),
        box_loss(boxes.float(), batch["boxes"], batch["box_weight"]),
    )


@torch.no_grad()
def validate(model: Detector, data: Path) -> dict[str, float]:
    """The figures of the float model on the validation clip."""
    model.eval()
    found, truth = [], []
    for frame in load(data, "validation"):
        image, labels = prepare(frame, model.spec)
        heat, boxes = model(normalise(torch.from_numpy(image).permute(2, 0, 1)[None]))
        found.append(decode(heat[0].numpy(), boxes[0].numpy(), 0.02, model.spec.suppression_iou))
        truth.append(labels)
    return report(found, truth, dict.fromkeys(CLASSES, DEFAULT_THRESHOLD))


@dataclass
class Run:
    """All that changes during training."""

    model: Detector
    ema: Detector
    optimizer: torch.optim.Optimizer
    heat_loss: Callable = heat_loss
    done: int = 0

    def compile(self) -> None:
        """Lets the small operations between the convolutions run as one; a third faster."""
        self.model.compile(dynamic=False)
        self.heat_loss = torch.compile(heat_loss, dynamic=False)

    def save(self, path: Path, seed: int) -> None:
        """Writes a checkpoint; its `model` is the averaged one, which is the result."""
        content = {
            "model": self.ema.state_dict(),
            "live": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "iterations": self.done,
            "seed": seed,
        }
        torch.save(content, path)

    def resume(self, path: Path) -> None:
        """Continues from a checkpoint."""
        content = torch.load(path, weights_only=True)
        self.ema.load_state_dict(content["model"])
        self.model.load_state_dict(content["live"])
        self.optimizer.load_state_dict(content["optimizer"])
        self.done = content["iterations"]


def starting_point(spec: Spec, origin: Path | None, crops: Crops) -> Detector:
    """The detector with random weights, or with those of an exported graph or a checkpoint as far as they go."""
    model = Detector(spec)
    if origin is None:
        return model
    if origin.suffix == ".onnx":
        images = torch.stack([crops[i]["image"] for i in range(CALIBRATION_CROPS)])
        return unfolded(onnx.load(origin).graph, model, images)
    return grown(torch.load(origin, weights_only=True)["model"], model)


def learning(model: Detector, part: str | None) -> Detector:
    """The model ready to learn, or only one part of it; the others keep weights and statistics."""
    if part is None:
        return model.train()
    model.eval().requires_grad_(False)
    model.get_submodule(part).train().requires_grad_(True)
    return model


def new_run(model: Detector, rate: float, part: str | None) -> Run:
    """A run that begins with these weights."""
    print(f"{macs(model.eval()) / 1e9:.2f} GMAC, {sum(p.numel() for p in model.parameters())} parameters", flush=True)
    ema = copy.deepcopy(model)
    model = learning(model, part).to(memory_format=LAYOUT)
    return Run(model, ema, optimiser(model, rate))


def step(run: Run, batch: dict[str, torch.Tensor], rate: float, decay: float) -> tuple[float, float]:
    """One update; returns the heatmap and box loss."""
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    heat, box = step_loss(run.model, run.heat_loss, batch)
    run.optimizer.zero_grad(set_to_none=True)
    (heat + BOX_LOSS_WEIGHT * box).backward()
    nn.utils.clip_grad_norm_(run.model.parameters(), CLIP_NORM)
    run.optimizer.step()
    average(run.ema, run.model, run.done, decay)
    run.done += 1
    return heat.item(), box.item()


def train(run: Run, crops: Crops, args: argparse.Namespace) -> None:
    """Runs to args.iterations with checkpoints and validations."""
    remaining = range(run.done * args.batch, args.iterations * args.batch)
    batches = DataLoader(
        crops, args.batch, sampler=remaining, num_workers=2, prefetch_factor=8, worker_init_fn=yield_cores
    )
    first, sums, start = run.done, np.zeros(2), time.monotonic()
    for batch in batches:
        sums += step(run, batch, args.rate * rate_factor(run.done, args.iterations, args.cooldown), args.decay)
        if run.done % LOG_EVERY == 0:
            speed = (run.done - first) * args.batch / (time.monotonic() - start)
            heat, box = sums / LOG_EVERY
            print(f"{run.done} heat {heat:.3f} box {box:.4f} {speed:.1f} crops/s", flush=True)
            sums[:] = 0
        if run.done % args.check_every == 0 or run.done == args.iterations:
            run.save(args.out, args.seed)
            figures = " ".join(f"{k} {v:.3f}" for k, v in validate(run.ema, args.data).items())
            print(f"{run.done} validation: {figures}", flush=True)


def main() -> None:
    args = arguments()
    seed_everything(args.seed)
    torch.set_num_threads(args.threads)
    cv2.setNumThreads(1)
    crops = Crops(sources(args), *args.crop, args.iterations * args.batch, args.seed, args.scale)
    run = new_run(starting_point(SPECS[args.version], args.init, crops), args.rate, args.only)
    if args.resume:
        run.resume(args.resume)
    if args.compile:
        run.compile()
    train(run, crops, args)


if __name__ == "__main__":
    main()
