"""New kits for the persons of a picture: roles must be told by who differs from whom, not by the colours of one league."""

from __future__ import annotations

import cv2
import numpy as np

NOBODY = -1
LEFT_TEAM, RIGHT_TEAM, LEFT_KEEPER, RIGHT_KEEPER, OFFICIAL = range(5)
GROUPS = 5
SHIRT = (0.14, 0.50)
SHORTS = (0.50, 0.66)
SOCKS = (0.74, 0.94)
TYPICAL = np.array(
    [
        (240, 240, 240),
        (25, 25, 30),
        (200, 25, 35),
        (30, 60, 170),
        (120, 190, 235),
        (240, 215, 40),
        (20, 120, 60),
        (60, 220, 60),
        (235, 110, 30),
        (110, 20, 40),
        (90, 40, 130),
        (240, 110, 170),
        (130, 130, 135),
        (15, 25, 70),
        (60, 200, 190),
    ],
    np.float32,
)
OFFICIALS = np.array(
    [(20, 20, 24), (20, 20, 24), (235, 225, 50), (110, 190, 230), (225, 60, 90), (120, 225, 90)], np.float32
)
KEEPERS = np.array(
    [(120, 235, 60), (240, 230, 60), (240, 120, 30), (240, 110, 180), (35, 35, 40), (90, 190, 235), (110, 50, 150)],
    np.float32,
)
ZONES = (SHIRT, SHORTS, SOCKS)
PALETTES = (TYPICAL, TYPICAL, KEEPERS, KEEPERS, OFFICIALS)
APART = 95.0


def groups_of(image: np.ndarray, boxes: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """The group of each box, NOBODY for the ball: players by the shirts' two clusters, goalkeepers by side.

    boxes are x0,y0,x1,y1 rows in the image's pixels; classes as in model.CLASSES.
    """
    groups = np.full(len(boxes), NOBODY)
    keepers = classes == 1
    right = (boxes[:, 0] + boxes[:, 2]) / 2 > image.shape[1] / 2
    groups[keepers] = np.where(right[keepers], RIGHT_KEEPER, LEFT_KEEPER)
    groups[classes == 3] = OFFICIAL
    players = np.flatnonzero(classes == 2)
    if len(players) >= 2:
        groups[players] = two_clusters(np.array([shirt_colour(image, boxes[i]) for i in players]))
    elif len(players):
        groups[players] = LEFT_TEAM
    return groups


def two_clusters(points: np.ndarray) -> np.ndarray:
    """0 or 1 for each row: two means, started from the row farthest from the mean and the row farthest from that."""
    first = points[np.argmax(((points - points.mean(axis=0)) ** 2).sum(axis=1))]
    second = points[np.argmax(((points - first) ** 2).sum(axis=1))]
    centres = np.stack([first, second])
    labels = np.zeros(len(points), np.int64)
    for _ in range(8):
        labels = ((points[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        centres = np.stack([points[labels == k].mean(axis=0) if (labels == k).any() else centres[k] for k in (0, 1)])
    return labels


def shirt_colour(image: np.ndarray, box: np.ndarray) -> np.ndarray:
    """The mean RGB of the shirt's zone, weighted by how little each pixel looks like the ground around the person."""
    x0, y0, x1, y1 = clipped(box, image)
    view = image[y0:y1, x0:x1]
    if view.size == 0:
        return np.zeros(3, np.float32)
    rows = zone(view.shape[0], SHIRT)
    weight = foreground(view)[rows][..., None] + 1e-3
    return (view[rows] * weight).sum(axis=(0, 1)) / weight.sum()


def clipped(box: np.ndarray, image: np.ndarray) -> tuple[int, int, int, int]:
    """The box in whole pixels inside of the image."""
    height, width = image.shape[:2]
    x0, y0 = max(0, int(box[0])), max(0, int(box[1]))
    return x0, y0, min(width, int(np.ceil(box[2]))), min(height, int(np.ceil(box[3])))


def zone(height: int, share: tuple[float, float]) -> slice:
    """The rows of a share of a person's height; never empty."""
    first = min(height - 1, int(round(share[0] * height)))
    return slice(first, max(first + 1, int(round(share[1] * height))))


def foreground(view: np.ndarray) -> np.ndarray:
    """0 to 1 for each pixel of a person's box: how far it is from the box's left and right edge columns."""
    edge = np.concatenate([view[:, 0], view[:, -1]]).astype(np.float32)
    ground = np.median(edge, axis=0)
    distance = np.abs(view.astype(np.float32) - ground).max(axis=2)
    return np.clip((distance - 14) / 22, 0, 1)


def random_colour(rng: np.random.Generator, typical: np.ndarray = TYPICAL) -> np.ndarray:
    """An RGB colour as kits have it: mostly near one of the typical ones."""
    if rng.random() < 0.75:
        return np.clip(typical[rng.integers(len(typical))] + rng.normal(0, 14, 3), 5, 250).astype(np.float32)
    hue, saturation, value = rng.integers(0, 180), rng.integers(60, 256), rng.integers(30, 256)
    return cv2.cvtColor(np.array([[[hue, saturation, value]]], np.uint8), cv2.COLOR_HSV2RGB)[0, 0].astype(np.float32)


def random_kits(rng: np.random.Generator) -> np.ndarray:
    """[GROUPS, zone, 3] colours; shirts differ clearly between all groups except the two goalkeepers."""
    shirts: list[np.ndarray] = []
    while len(shirts) < GROUPS:
        colour = random_colour(rng, PALETTES[len(shirts)])
        others = shirts[:2] if len(shirts) == RIGHT_KEEPER else shirts
        if all(np.linalg.norm(colour - other) > APART for other in others):
            shirts.append(colour)
    kits = np.zeros((GROUPS, len(ZONES), 3), np.float32)
    for group, shirt in enumerate(shirts):
        same_shorts, same_socks = rng.random(2) < (0.45, 0.45)
        kits[group, 0] = shirt
        kits[group, 1] = shirt if same_shorts else random_colour(rng)
        if group == OFFICIAL and rng.random() < 0.8:
            kits[group, 1] = OFFICIALS[0] + rng.normal(0, 4, 3)
        kits[group, 2] = kits[group, rng.integers(2)] if same_socks else random_colour(rng)
    return kits


def dress(image: np.ndarray, boxes: np.ndarray, groups: np.ndarray, rng: np.random.Generator) -> None:
    """Gives all groups, or only teams, or only the others, new kits; folds and shades of the old ones are kept."""
    kits = random_kits(rng)
    choice = rng.random()
    chosen = {0, 1, 2, 3, 4} if choice < 0.5 else {2, 3, 4} if choice < 0.75 else {0, 1}
    stripes = rng.random(GROUPS) < 0.2
    for box, group in zip(boxes, groups, strict=True):
        if group not in chosen:
            continue
        x0, y0, x1, y1 = clipped(box, image)
        view = image[y0:y1, x0:x1]
        if view.shape[0] < 6 or view.shape[1] < 3:
            continue
        alpha = foreground(view)
        for part, share in enumerate(ZONES):
            paint(view[zone(view.shape[0], share)], alpha[zone(view.shape[0], share)], kits[group, part])
        if stripes[group]:
            rows = zone(view.shape[0], SHIRT)
            step = max(2, view.shape[1] // 5)
            columns = (np.arange(view.shape[1]) // step) % 2 == 1
            paint(view[rows], alpha[rows] * columns, kits[group, 1])


def paint(view: np.ndarray, alpha: np.ndarray, colour: np.ndarray) -> None:
    """Replaces the foreground's colour in place; its brightness relative to its own mean stays."""
    light = view.astype(np.float32).mean(axis=2)
    mean = (light * alpha).sum() / max(alpha.sum(), 1e-3)
    shade = np.clip(light / max(mean, 12.0), 0.5, 1.6)
    new = np.clip(colour * shade[..., None], 0, 255)
    view[:] = (view * (1 - alpha[..., None]) + new * alpha[..., None]).astype(np.uint8)
