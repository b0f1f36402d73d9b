"""Persons who hide one another: someone of a picture is put a second time, close before or behind another person.

After "Simple Copy-Paste is a Strong Data Augmentation Method for Instance Segmentation" (Ghiasi et al., 2021); the mask
is what differs from the ground around a person.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

import balls
import kits
from decode import iou

GOALKEEPER = 1
LEAST_HEIGHT = 12.0
LEAST_VISIBLE = 0.35
PERSON_SHARE = (0.25, 0.8)
ALONE = 0.02
ASIDE = 0.9
FORTH = 0.5
HEIGHTS = 0.12


@dataclass(frozen=True)
class Cutout:
    """A person at x, y of a picture: colours [h,w,3] and opacity [h,w], floats."""

    x: int
    y: int
    colours: np.ndarray
    alpha: np.ndarray

    @property
    def height(self) -> int:
        return self.alpha.shape[0]

    @property
    def feet(self) -> int:
        return self.y + self.height

    @property
    def box(self) -> np.ndarray:
        return np.array([self.x, self.y, self.x + self.alpha.shape[1], self.feet], np.float32)

    def zoomed(self, zoom: float, mirrored: bool) -> Cutout:
        """The same of another size, seen from the other side if mirrored."""
        size = (max(3, round(self.alpha.shape[1] * zoom)), max(6, round(self.height * zoom)))
        method = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
        step = -1 if mirrored else 1
        colours, alpha = (cv2.resize(x, size, interpolation=method)[:, ::step] for x in (self.colours, self.alpha))
        return Cutout(self.x, self.y, colours, alpha)

    def beside(self, other: Cutout, rng: np.random.Generator) -> Cutout:
        """The same at a random place where it may hide the other or be hidden."""
        w = other.alpha.shape[1]
        x = other.x + w / 2 + rng.uniform(-ASIDE, ASIDE) * w - self.alpha.shape[1] / 2
        y = other.feet + rng.uniform(-FORTH, FORTH) * other.height - self.height
        return Cutout(round(x), round(y), self.colours, self.alpha)


def alone(image: np.ndarray, boxes: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Which persons [M] stand free inside of the picture and are large enough to be cut out."""
    height, width = image.shape[:2]
    inside = (boxes[:, :2] > 0).all(axis=1) & (boxes[:, 2] < width) & (boxes[:, 3] < height)
    overlaps = iou(boxes, boxes[classes > 0]).sum(axis=1) - 1
    return (classes > 0) & inside & (overlaps < ALONE) & (boxes[:, 3] - boxes[:, 1] >= LEAST_HEIGHT)


def cut_out(image: np.ndarray, box: np.ndarray) -> Cutout | None:
    """The person in a box, or None where the ground around is not plain enough."""
    x0, y0, x1, y1 = kits.clipped(box, image)
    view = image[y0:y1, x0:x1]
    alpha = kits.foreground(view)
    low, high = PERSON_SHARE
    return Cutout(x0, y0, view.astype(np.float32), alpha) if low < float(alpha.mean()) < high else None


def hide(
    image: np.ndarray, boxes: np.ndarray, classes: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, int] | None:
    """Draws a player or referee a second time beside another person; returns the new box [4] and its class, if any."""
    free = np.flatnonzero(alone(image, boxes, classes))
    givers = free[classes[free] != GOALKEEPER]
    if len(givers) == 0 or len(free) < 2:
        return None
    giver, place = rng.choice(givers), rng.choice(free)
    person, other = cut_out(image, boxes[giver]), cut_out(image, boxes[place])
    if giver == place or person is None or other is None:
        return None
    zoom = other.height / person.height * np.exp(rng.normal(0, HEIGHTS))
    person = person.zoomed(zoom, rng.random() < 0.5).beside(other, rng)
    return (person.box, int(classes[giver])) if draw(image, person, other) else None


def draw(image: np.ndarray, person: Cutout, other: Cutout) -> bool:
    """Draws a person in front of or behind another one of the picture, whoever stands lower being in front.

    Draws nothing, which is False, outside of the picture and where too little of one of them would be left.
    """
    h, w = person.alpha.shape
    if min(person.x, person.y) < 0 or person.x + w > image.shape[1] or person.feet > image.shape[0]:
        return False
    place = np.s_[person.y : person.feet, person.x : person.x + w]
    others = np.zeros(image.shape[:2], np.float32)
    others[other.y : other.feet, other.x : other.x + other.alpha.shape[1]] = other.alpha
    in_front = person.feet > other.feet
    back = other.alpha if in_front else person.alpha
    if (person.alpha * others[place]).sum() > (1 - LEAST_VISIBLE) * back.sum():
        return False
    alpha = (person.alpha if in_front else person.alpha * (1 - others[place]))[..., None]
    balls.place(image, person.colours, alpha, person.x + w / 2, person.y + h / 2)
    return True
