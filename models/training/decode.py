"""From the net's raw outputs to detections: peaks, boxes and suppression, as the tensor contract says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model import BOX_CLAMP, STRIDE

MAX_CANDIDATES = 300
GROUP_OF_CLASS = np.array([0, 1, 1, 1])


@dataclass(frozen=True)
class Detections:
    """Of one picture, best first: boxes float32 [M,4] x0,y0,x1,y1 in input pixels, scores [M], classes [M]."""

    boxes: np.ndarray
    scores: np.ndarray
    classes: np.ndarray

    def at_least(self, minimum: float) -> Detections:
        """Those with a score of minimum or more."""
        keep = self.scores >= minimum
        return Detections(self.boxes[keep], self.scores[keep], self.classes[keep])


def peaks(heat: np.ndarray) -> np.ndarray:
    """Where [C,h,w] is a local maximum of its 3x3 neighbourhood; of equals the first in raster order wins."""
    _, h, w = heat.shape
    padded = np.pad(heat, ((0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    result = np.ones(heat.shape, bool)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            neighbour = padded[:, 1 + dy : 1 + dy + h, 1 + dx : 1 + dx + w]
            if (dy, dx) < (0, 0):
                result &= heat > neighbour
            elif (dy, dx) > (0, 0):
                result &= heat >= neighbour
    return result


def decode(heat: np.ndarray, raw: np.ndarray, minimum: float, suppression: float) -> Detections:
    """Heatmap logits [C,h,w] and raw box outputs [4,h,w] to detections with score >= minimum."""
    threshold = np.log(minimum / (1 - minimum))
    labels, ys, xs = np.nonzero(peaks(heat) & (heat >= threshold))
    logits = heat[labels, ys, xs]
    order = np.argsort(-logits, kind="stable")[:MAX_CANDIDATES]
    labels, ys, xs, logits = labels[order], ys[order], xs[order], logits[order]
    distance = STRIDE * np.exp(np.clip(raw[:, ys, xs], *BOX_CLAMP))
    cx, cy = (xs + 0.5) * STRIDE, (ys + 0.5) * STRIDE
    boxes = np.stack([cx - distance[0], cy - distance[1], cx + distance[2], cy + distance[3]], axis=1)
    keep = suppress(boxes, GROUP_OF_CLASS[labels], suppression)
    return Detections(boxes[keep].astype(np.float32), 1 / (1 + np.exp(-logits[keep])), labels[keep])


def suppress(boxes: np.ndarray, groups: np.ndarray, threshold: float) -> np.ndarray:
    """Indices that survive greedy suppression in the given order within each group."""
    overlaps = (iou(boxes, boxes) > threshold) & (groups[:, None] == groups[None, :])
    alive = np.ones(len(boxes), bool)
    for i in range(len(boxes)):
        if alive[i]:
            alive[i + 1 :] &= ~overlaps[i, i + 1 :]
    return np.flatnonzero(alive)


def iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Intersection over union of every row of a with every row of b, [len(a),len(b)]."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = np.prod(np.clip(high - low, 0, None), axis=2)
    area_a = np.prod(a[:, 2:] - a[:, :2], axis=1)[:, None]
    area_b = np.prod(b[:, 2:] - b[:, :2], axis=1)[None, :]
    return inter / np.maximum(area_a + area_b - inter, 1e-9)
