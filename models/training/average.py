"""Averages the weights of checkpoints, which generalises better than either, and measures what they normalise by anew."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import cv2
import torch
from torch import nn
from torch.utils.data import DataLoader

from augment import Crops
from model import SPECS, Detector, normalise
from train import seed_everything, source, sources

BATCH = 8


def averaged(saved: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean of the `model` weights; counters come from the first, the iteration count is the largest."""
    model = {}
    for name, value in saved[0]["model"].items():
        values = [s["model"][name] for s in saved]
        model[name] = torch.stack(values).mean(dim=0) if value.dtype.is_floating_point else value
    return {"model": model, "iterations": max(s["iterations"] for s in saved), "seed": saved[0]["seed"]}


@torch.inference_mode()
def renormalise(model: nn.Module, batches: DataLoader) -> None:
    """Gives the normalisations of feature maps the mean statistics of some batches.

    Those of averaged weights are not the averages: after Izmailov et al., "Averaging Weights Leads to Wider Optima and
    Better Generalization" (2018).
    """
    model.eval()
    norms = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
        norm.train()
    for batch in batches:
        model(normalise(batch["image"]))
    model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with images/ and labels/")
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True, help="weights file to write")
    parser.add_argument("--version", choices=SPECS, default="1", help="which detector")
    parser.add_argument("--also", type=source, action="append", default=[], metavar="KIND:SHARE:DIR")
    parser.add_argument("--scale", type=float, default=1.0, help="typical zoom; 1 is a picture 960 wide")
    parser.add_argument("--pictures", type=int, default=192, help="whose statistics are taken; 0 keeps the averages")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    seed_everything(args.seed)
    cv2.setNumThreads(1)
    result = averaged([torch.load(p, weights_only=True) for p in args.checkpoints])
    if args.pictures:
        spec = SPECS[args.version]
        model = Detector(spec)
        model.load_state_dict(result["model"])
        samples = Crops(sources(args), spec.width, spec.height, args.pictures, args.seed, args.scale)
        renormalise(model, DataLoader(samples, BATCH, num_workers=2))
        result["model"] = model.state_dict()
    torch.save(result, args.out)


if __name__ == "__main__":
    main()
