"""Averages the weights of checkpoints of one run's branches, which generalises better than either."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch


def averaged(saved: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean of the `model` weights; counters come from the first, the iteration count is the largest."""
    model = {}
    for name, value in saved[0]["model"].items():
        values = [s["model"][name] for s in saved]
        model[name] = torch.stack(values).mean(dim=0) if value.dtype.is_floating_point else value
    return {"model": model, "iterations": max(s["iterations"] for s in saved), "seed": saved[0]["seed"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.save(averaged([torch.load(p, weights_only=True) for p in args.checkpoints]), args.out)


if __name__ == "__main__":
    main()
