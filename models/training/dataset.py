"""Frames with YOLO labels, and their split by match clip so that whole venues stay unseen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

DORTMUND = frozenset({"4b770a", "798b45", "cd987c"})
VALIDATION = frozenset({"54745b"})
IGNORE = 4
SPLITS = ("train", "validation", "test")


@dataclass(frozen=True)
class Frame:
    """One picture: RGB uint8 [H,W,3], boxes float32 [M,4] as x0,y0,x1,y1 in its pixels, classes int64 [M].

    The class IGNORE marks a region where nothing is known.
    """

    name: str
    image: np.ndarray
    boxes: np.ndarray
    classes: np.ndarray

    @property
    def clip(self) -> str:
        return clip_of(self.name)


def clip_of(name: str) -> str:
    """The match clip is the file name's prefix."""
    return name.split("_")[0]


def split_of(name: str) -> str:
    """Which split the file belongs to: the Dortmund venue is the test set and never trained on."""
    clip = clip_of(name)
    if clip in DORTMUND:
        return "test"
    return "validation" if clip in VALIDATION else "train"


def parse_labels(text: str, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """YOLO rows (class, centre x, centre y, width, height; fractions) to boxes in pixels and classes."""
    rows = [line.split()[:5] for line in text.splitlines() if line.strip()]
    values = np.array(rows, np.float32).reshape(-1, 5)
    centre = values[:, 1:3] * (width, height)
    half = values[:, 3:5] * (width, height) / 2
    boxes = np.concatenate([centre - half, centre + half], axis=1).astype(np.float32)
    return boxes, values[:, 0].astype(np.int64)


def load(folder: Path, split: str) -> list[Frame]:
    """All frames of one split of a folder that holds images/*.jpg and labels/*.txt, in name order."""
    frames = []
    for path in sorted((folder / "images").glob("*.jpg")):
        if split_of(path.name) != split:
            continue
        image = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
        height, width = image.shape[:2]
        boxes, classes = parse_labels((folder / "labels" / f"{path.stem}.txt").read_text(), width, height)
        frames.append(Frame(path.name, image, boxes, classes))
    if not frames:
        raise FileNotFoundError(f"no frames of split {split} under {folder}")
    return frames
