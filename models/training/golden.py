"""A model's golden set: simulated pictures with COCO annotations that it carries to prove itself."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import cv2
import numpy as np

from dataset import Frame
from model import CLASSES

ANNOTATIONS = "annotations.json"


def pictures(folder: Path) -> list[Path]:
    """All pictures in order of their names."""
    return sorted((folder / "images").iterdir())


def digest(folder: Path) -> str:
    """SHA-256 of the annotations followed by all pictures, lower-case hex."""
    result = hashlib.sha256((folder / ANNOTATIONS).read_bytes())
    for path in pictures(folder):
        result.update(path.read_bytes())
    return result.hexdigest()


def load(folder: Path) -> list[Frame]:
    """The labelled frames in order of their names."""
    coco = json.loads((folder / ANNOTATIONS).read_text())
    label = {c["id"]: CLASSES.index(c["name"]) for c in coco["categories"]}
    objects: dict[int, list[dict]] = {}
    for annotation in coco["annotations"]:
        objects.setdefault(annotation["image_id"], []).append(annotation)
    frames = []
    for entry in sorted(coco["images"], key=lambda e: e["file_name"]):
        mine = objects.get(entry["id"], [])
        corners = np.array([a["bbox"] for a in mine], np.float32).reshape(-1, 4)
        boxes = np.concatenate([corners[:, :2], corners[:, :2] + corners[:, 2:]], axis=1)
        classes = np.array([label[a["category_id"]] for a in mine], np.int64)
        image = cv2.cvtColor(cv2.imread(str(folder / "images" / entry["file_name"])), cv2.COLOR_BGR2RGB)
        frames.append(Frame(entry["file_name"], image, boxes, classes))
    return frames
