"""Balls cut out of one picture and put into another, now and then with the blur of a fast one."""

from __future__ import annotations

import cv2
import numpy as np

BORDER = 3
FAST_SHARE = 0.3
LONGEST_STREAK = 1.8


def loose(
    image: np.ndarray, box: np.ndarray, zoom: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The ball in a box [4] of the picture, enlarged: colours [h,w,3] and opacity [h,w,1] as floats, and its size [2].

    The ball is in the middle of the patch; the size is that of its box, streak included.
    """
    x0, y0, x1, y1 = np.round(box + np.array([-BORDER, -BORDER, BORDER, BORDER])).astype(int)
    patch = image[max(0, y0) : y1, max(0, x0) : x1]
    size = (max(3, round(patch.shape[1] * zoom)), max(3, round(patch.shape[0] * zoom)))
    patch = cv2.resize(patch, size, interpolation=cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR).astype(np.float32)
    w, h = (box[2:] - box[:2]) * zoom
    cx, cy = ((box[0] + box[2]) / 2 - max(0, x0)) * zoom, ((box[1] + box[3]) / 2 - max(0, y0)) * zoom
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32) + 0.5
    radius = np.hypot((xs - cx) / (w / 2), (ys - cy) / (h / 2))
    alpha = np.clip((1.25 - radius) * min(w, h) / 4, 0, 1)
    patch, alpha = centred(patch, cx, cy), centred(alpha, cx, cy)
    if rng.random() < FAST_SHARE:
        return streaked(patch, alpha, np.array([w, h]), rng)
    return patch, alpha[..., None], np.array([w, h])


def centred(patch: np.ndarray, cx: float, cy: float) -> np.ndarray:
    """The patch with zeros around it so that the point lies in its middle, to half a pixel."""
    h, w = patch.shape[:2]
    left, right = max(0, round(w - 2 * cx)), max(0, round(2 * cx - w))
    top, bottom = max(0, round(h - 2 * cy)), max(0, round(2 * cy - h))
    return np.pad(patch, ((top, bottom), (left, right), *((0, 0),) * (patch.ndim - 2)))


def streaked(
    patch: np.ndarray, alpha: np.ndarray, size: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same ball moving while the shutter is open."""
    angle = rng.uniform(0, np.pi)
    way = rng.uniform(0.4, LONGEST_STREAK) * float(size.mean()) * np.array([np.cos(angle), np.sin(angle)])
    margin = int(np.ceil(np.abs(way).max() / 2)) + 1
    pads = ((margin, margin), (margin, margin))
    weight = np.pad(alpha, pads)
    colour = np.pad(patch, (*pads, (0, 0))) * weight[..., None]
    side = 2 * margin + 1
    kernel = np.zeros((side, side), np.float32)
    for step in np.linspace(-0.5, 0.5, 2 * side):
        dx, dy = step * way
        kernel[margin + round(dy), margin + round(dx)] += 1
    kernel /= kernel.sum()
    colour, weight = cv2.filter2D(colour, -1, kernel), cv2.filter2D(weight, -1, kernel)
    return colour / np.maximum(weight, 1e-6)[..., None], weight[..., None], size + 0.8 * np.abs(way)


def place(image: np.ndarray, patch: np.ndarray, alpha: np.ndarray, x: float, y: float) -> None:
    """Draws a patch in place with its middle at x, y; what lies outside is cut off."""
    h, w = patch.shape[:2]
    left, top = round(x - w / 2), round(y - h / 2)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(image.shape[1], left + w), min(image.shape[0], top + h)
    if x0 >= x1 or y0 >= y1:
        return
    view, part = image[y0:y1, x0:x1], (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    view[:] = np.clip(alpha[part] * patch[part] + (1 - alpha[part]) * view, 0, 255).astype(np.uint8)
