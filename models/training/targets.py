"""Training targets on the stride-4 grid: centre heatmap, box distances and their weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model import CLASSES, STRIDE

SIGMA_SHARE = 0.18
MIN_SIGMA = 0.6
BOX_REGION = 0.35
MIN_DISTANCE = 0.5
CLASS_WEIGHT = np.array([4.0, 1.5, 1.0, 1.5], np.float32)


@dataclass(frozen=True)
class Targets:
    """Grids of Hc x Wc cells.

    heat [4,Hc,Wc]: 1 in the cell of an object's centre, Gaussian around; heat_weight [Hc,Wc]: 0 to ignore;
    boxes [4,Hc,Wc]: distances in pixels; box_weight [Hc,Wc]: sums to the class weight over an object's cells.
    """

    heat: np.ndarray
    heat_weight: np.ndarray
    boxes: np.ndarray
    box_weight: np.ndarray


def draw(boxes: np.ndarray, classes: np.ndarray, ignore: np.ndarray, width: int, height: int) -> Targets:
    """Targets of a width x height picture; boxes and ignore are x0,y0,x1,y1 rows in pixels."""
    columns, rows = width // STRIDE, height // STRIDE
    heat = np.zeros((len(CLASSES), rows, columns), np.float32)
    heat_weight = np.ones((rows, columns), np.float32)
    distances = np.ones((4, rows, columns), np.float32)
    box_weight = np.zeros((rows, columns), np.float32)
    best = np.zeros((rows, columns), np.float32)
    for x0, y0, x1, y1 in ignore / STRIDE:
        heat_weight[max(0, int(y0)) : int(np.ceil(y1)), max(0, int(x0)) : int(np.ceil(x1))] = 0
    for box, label in zip(boxes, classes, strict=True):
        view, gauss = _gaussian(box / STRIDE, rows, columns)
        np.maximum(heat[label][view], gauss, out=heat[label][view])
        heat_weight[view] = np.maximum(heat_weight[view], gauss > 0.1)
        distance = _distances(box, view)
        mine = (gauss > BOX_REGION) & (gauss > best[view])
        mine &= (distance.min(axis=0) > 0) | (gauss == 1)
        best[view][mine] = gauss[mine]
        distances[(slice(None), *view)][:, mine] = np.maximum(distance[:, mine], MIN_DISTANCE)
        box_weight[view][mine] = gauss[mine] * (CLASS_WEIGHT[label] / max(gauss[mine].sum(), 1e-6))
    return Targets(heat, heat_weight, distances, box_weight)


def _gaussian(box: np.ndarray, rows: int, columns: int) -> tuple[tuple[slice, slice], np.ndarray]:
    """The window (rows, columns) around a box given in cells, and the Gaussian there; its peak cell is 1."""
    x0, y0, x1, y1 = box
    cx = int(np.clip((x0 + x1) / 2, 0, columns - 1))
    cy = int(np.clip((y0 + y1) / 2, 0, rows - 1))
    sx = max((x1 - x0) * SIGMA_SHARE, MIN_SIGMA)
    sy = max((y1 - y0) * SIGMA_SHARE, MIN_SIGMA)
    rx, ry = int(3 * sx) + 1, int(3 * sy) + 1
    view = (slice(max(0, cy - ry), min(rows, cy + ry + 1)), slice(max(0, cx - rx), min(columns, cx + rx + 1)))
    ys = np.arange(view[0].start, view[0].stop, dtype=np.float32)[:, None] - cy
    xs = np.arange(view[1].start, view[1].stop, dtype=np.float32)[None, :] - cx
    return view, np.exp(-(xs**2) / (2 * sx * sx) - (ys**2) / (2 * sy * sy)).astype(np.float32)


def _distances(box: np.ndarray, view: tuple[slice, slice]) -> np.ndarray:
    """Left, top, right, bottom distances in pixels [4,h,w] from the window's cell centres to the box."""
    ys = (np.arange(view[0].start, view[0].stop, dtype=np.float32)[:, None] + 0.5) * STRIDE
    xs = (np.arange(view[1].start, view[1].stop, dtype=np.float32)[None, :] + 0.5) * STRIDE
    ys, xs = np.broadcast_arrays(ys, xs)
    return np.stack([xs - box[0], ys - box[1], box[2] - xs, box[3] - ys])
