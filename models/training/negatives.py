"""Synthetic pictures without football, so that the detector stays silent on other material."""

from __future__ import annotations

import cv2
import numpy as np


def picture(rng: np.random.Generator, frame: np.ndarray, width: int, height: int) -> np.ndarray:
    """RGB uint8 [height,width,3] of a random kind; one kind enlarges a small patch of the given frame."""
    kind = rng.integers(5)
    if kind == 0:
        return noise(rng, width, height)
    if kind == 1:
        return shapes(rng, background(rng, width, height))
    if kind == 2:
        y, x = rng.integers(0, frame.shape[0] - 24), rng.integers(0, frame.shape[1] - 40)
        return cv2.resize(frame[y : y + 20, x : x + 36], (width, height), interpolation=cv2.INTER_CUBIC)
    return plants(rng, background(rng, width, height))


def background(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A smooth colour field, often green."""
    corners = rng.integers(0, 256, (*rng.integers(2, 6, 2), 3)).astype(np.float32)
    grey = corners.mean(axis=2, keepdims=True)
    corners = grey + (corners - grey) * rng.uniform(0, 1)
    if rng.random() < 0.6:
        corners = corners * 0.4 + rng.uniform(20, 180) * np.array([0.6, 1.0, 0.3], np.float32)
    return np.clip(cv2.resize(corners, (width, height), interpolation=cv2.INTER_CUBIC), 0, 255).astype(np.uint8)


def noise(rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """Noise of several octaves, as of foliage, water, stone or carpet."""
    total = np.zeros((height, width, 3), np.float32)
    fall = rng.uniform(0.4, 0.95)
    for octave in range(rng.integers(2, 8)):
        rows, columns = min(height, 3 << octave), min(width, 5 << octave)
        layer = rng.normal(0, 60 * fall**octave, (rows, columns, 1)) + rng.normal(0, 20 * fall**octave, (rows, columns, 3))
        total += cv2.resize(layer.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.clip(total + rng.uniform(40, 200, 3), 0, 255).astype(np.uint8)


def colour(rng: np.random.Generator) -> tuple[int, int, int]:
    """A random RGB colour, most of them pale."""
    values = rng.integers(0, 256, 3)
    red, green, blue = (int(v) for v in values.mean() + (values - values.mean()) * rng.uniform(0, 1))
    return red, green, blue


def plants(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """Layers of curved stalks with beads along them, each layer blurred as by another distance."""
    height, width = image.shape[:2]
    for _ in range(rng.integers(1, 4)):
        for _ in range(rng.integers(2, 9)):
            ends = rng.uniform(-0.2, 1.2, (3, 2)) * (width, height)
            steps = np.linspace(0, 1, int(rng.integers(15, 60)))[:, None]
            curve = (1 - steps) ** 2 * ends[0] + 2 * steps * (1 - steps) * ends[1] + steps**2 * ends[2]
            stalk, bead, size = colour(rng), colour(rng), np.exp(rng.uniform(np.log(1.5), np.log(14)))
            cv2.polylines(image, [curve.astype(np.int32)], False, stalk, int(rng.integers(1, 9)), cv2.LINE_AA)
            if rng.random() < 0.7:
                share = rng.uniform(0.2, 1)
                for x, y in curve[rng.random(len(curve)) < share] + rng.normal(0, size / 2, 2):
                    axes = (max(1, int(size * rng.uniform(0.4, 1))), max(1, int(size * rng.uniform(0.7, 2))))
                    shade = tuple(int(v) for v in np.clip(bead + rng.normal(0, 15, 3), 0, 255))
                    cv2.ellipse(image, (int(x), int(y)), axes, rng.uniform(-60, 60), 0, 360, shade, -1, cv2.LINE_AA)
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.5, 5))
    return image


def shapes(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """Random words, lines, boxes and large ellipses, as of graphics, signs and screens."""
    height, width = image.shape[:2]
    for _ in range(rng.integers(3, 15)):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        kind = rng.integers(4)
        if kind == 0:
            word = "".join(chr(c) for c in rng.integers(33, 127, rng.integers(1, 12)))
            font, size = int(rng.integers(0, 8)), rng.uniform(0.3, 3)
            cv2.putText(image, word, (x, y), font, size, colour(rng), int(rng.integers(1, 5)))
        elif kind == 1:
            end = (int(rng.integers(0, width)), int(rng.integers(0, height)))
            cv2.line(image, (x, y), end, colour(rng), int(rng.integers(1, 6)))
        elif kind == 2:
            corner = (x + int(rng.integers(4, 150)), y + int(rng.integers(4, 150)))
            cv2.rectangle(image, (x, y), corner, colour(rng), -1)
        else:
            axes = (int(rng.integers(8, 60)), int(rng.integers(8, 90)))
            cv2.ellipse(image, (x, y), axes, 0, 0, 360, colour(rng), int(rng.choice([-1, 2])))
    return image
