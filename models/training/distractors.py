"""Small bright things around the pitch that look like a ball: lamps, reflecting vests, marks on boards."""

from __future__ import annotations

import cv2
import numpy as np

SCALE = 4
GRASS_LOW = (30, 45, 30)
GRASS_HIGH = (90, 255, 255)
SMALLEST_PITCH = 0.12
MARGIN = 3
CLEARANCE = 14.0
MOST = 7


def off_pitch(image: np.ndarray) -> np.ndarray:
    """Where an RGB picture [h,w,3] shows no pitch, bool on a grid of SCALE pixels; nowhere if it has no pitch.

    The pitch is the convex hull of the largest green region, with a margin for the ground next to it.
    """
    h, w = image.shape[0] // SCALE, image.shape[1] // SCALE
    small = cv2.cvtColor(cv2.resize(image, (w, h), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2HSV)
    grass = cv2.inRange(small, np.array(GRASS_LOW), np.array(GRASS_HIGH))
    grass = cv2.morphologyEx(grass, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    grass = cv2.morphologyEx(grass, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    regions, _ = cv2.findContours(grass, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(regions, key=cv2.contourArea, default=None)
    if largest is None or cv2.contourArea(largest) < SMALLEST_PITCH * h * w:
        return np.zeros((h, w), bool)
    pitch = cv2.fillConvexPoly(np.zeros((h, w), np.uint8), cv2.convexHull(largest), 1)
    return cv2.dilate(pitch, np.ones((2 * MARGIN + 1, 2 * MARGIN + 1), np.uint8)) == 0


def scatter(image: np.ndarray, outside: np.ndarray, balls: np.ndarray, zoom: float, rng: np.random.Generator) -> None:
    """Draws some of them in place where `outside` allows, clear of the balls' boxes [M,4]; zoom 1 is 960 wide."""
    ys, xs = np.nonzero(outside)
    if len(ys) == 0:
        return
    centres = (balls[:, :2] + balls[:, 2:]) / 2
    kind = rng.integers(4)
    for _ in range(rng.integers(1, MOST)):
        i = rng.integers(len(ys))
        x, y = (xs[i] + rng.random()) * SCALE, (ys[i] + rng.random()) * SCALE
        if len(centres) and np.hypot(*(centres - (x, y)).T).min() < CLEARANCE:
            continue
        size = zoom * np.exp(rng.uniform(np.log(2.0), np.log(9.0)))
        shape = rng.integers(4) if rng.random() < 0.3 else kind
        if shape == 0:
            lamp(image, x, y, size, rng)
        elif shape == 1:
            lamp(image, x, y, size, rng)
            lamp(image, x + size * rng.uniform(0.8, 2.0), y, size, rng)
        elif shape == 2:
            blob(image, x, y, size * 1.2, size * rng.uniform(0.9, 2.0), luminous(rng), rng)
        else:
            level = rng.uniform(150, 255)
            blob(image, x, y, size, size * rng.uniform(0.7, 1.3), np.full(3, level) + rng.uniform(-12, 12, 3), rng)


def lamp(image: np.ndarray, x: float, y: float, size: float, rng: np.random.Generator) -> None:
    """A light with a glow around it, white or warm."""
    warm = rng.uniform(0, 1)
    colour = np.array([255, 250 - 60 * warm, 245 - 170 * warm])
    height = size * rng.uniform(0.4, 1.0)
    blob(image, x, y, size * 1.8, height * 1.8, colour * rng.uniform(0.3, 0.7), rng, 0.35)
    blob(image, x, y, size, height, colour, rng)


def luminous(rng: np.random.Generator) -> np.ndarray:
    """The colour of a steward's vest: yellow-green, now and then orange."""
    hue = rng.uniform(28, 48) if rng.random() < 0.8 else rng.uniform(6, 16)
    pixel = np.array([[[hue, rng.uniform(110, 240), rng.uniform(170, 255)]]]).astype(np.uint8)
    return cv2.cvtColor(pixel, cv2.COLOR_HSV2RGB)[0, 0].astype(float)


def blob(
    image: np.ndarray,
    x: float,
    y: float,
    w: float,
    h: float,
    colour: np.ndarray,
    rng: np.random.Generator,
    opacity: float = 0.95,
) -> None:
    """A soft ellipse of w x h pixels around x, y."""
    x0, x1 = max(0, int(x - w)), min(image.shape[1], int(x + w) + 2)
    y0, y1 = max(0, int(y - h)), min(image.shape[0], int(y + h) + 2)
    if x0 >= x1 or y0 >= y1:
        return
    ys, xs = np.mgrid[y0:y1, x0:x1].astype(np.float32) + 0.5
    radius = np.hypot((xs - x) / (w / 2), (ys - y) / (h / 2))
    edge = max(0.25, 1.6 / min(w, h))
    alpha = opacity * np.clip((1 - radius) / edge + 0.5, 0, 1)[..., None] * rng.uniform(0.8, 1)
    view = image[y0:y1, x0:x1]
    view[:] = np.clip(alpha * colour + (1 - alpha) * view, 0, 255).astype(np.uint8)
