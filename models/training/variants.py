"""The three variants of a detector under one interface: float32 and INT8 ONNX, float32 TorchScript."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch

from dataset import Frame
from decode import Detections, decode, iou
from evaluate import LOWEST_SCORE, Infer, session
from letterbox import prepare
from metrics import Truth
from model import Spec


@dataclass(frozen=True)
class Variant:
    """Weights of one precision: its name in the manifest, its file's name and content."""

    precision: str
    file: str
    content: bytes

    def infer(self, threads: int) -> Infer:
        """A function from uint8 [N,H,W,3] to heatmap and boxes, both [N,4,H/4,W/4]."""
        if self.file.endswith(".onnx"):
            runner = session(self.content, threads)
            return lambda images: tuple(runner.run(["heatmap", "boxes"], {"images": images}))
        torch.set_num_threads(threads)
        module = torch.jit.load(io.BytesIO(self.content))
        return lambda images: tuple(out.numpy() for out in call(module, images))


@torch.inference_mode()
def call(module: torch.jit.ScriptModule, images: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    return module(torch.from_numpy(images))


def detections(infer: Infer, frames: Iterable[Frame], spec: Spec) -> tuple[list[Detections], list[Truth]]:
    """What is found in each frame, and its labels."""
    found, truth = [], []
    for frame in frames:
        image, labels = prepare(frame, spec)
        heat, boxes = infer(image[None])
        found.append(decode(heat[0], boxes[0], LOWEST_SCORE, spec.suppression_iou))
        truth.append(labels)
    return found, truth


def agreement(found: list[Detections], reference: list[Detections], minimum: float) -> tuple[float, float]:
    """Mean IoU of the reference's detections with the best one of their class, and the share that has one at all."""
    overlaps = []
    for mine, theirs in zip(found, reference, strict=True):
        theirs = theirs.at_least(minimum)
        table = iou(theirs.boxes, mine.boxes) * (theirs.classes[:, None] == mine.classes[None, :])
        overlaps.extend(table.max(axis=1) if table.shape[1] else np.zeros(len(table)))
    values = np.array(overlaps)
    return float(values.mean()), float((values > 0).mean())
