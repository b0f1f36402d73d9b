"""The picture as the net sees it: aspect ratio kept, content at the top left, the rest filled."""

from __future__ import annotations

import cv2
import numpy as np

from dataset import Frame
from metrics import Truth
from model import FILL, Spec


def letterbox(image: np.ndarray, spec: Spec) -> tuple[np.ndarray, float]:
    """RGB uint8 [H,W,3] to the version's input size, and the scale from its pixels to input pixels."""
    height, width = image.shape[:2]
    scale = min(spec.width / width, spec.height / height)
    size = (min(spec.width, round(width * scale)), min(spec.height, round(height * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    result = np.full((spec.height, spec.width, 3), FILL, np.uint8)
    result[: size[1], : size[0]] = cv2.resize(image, size, interpolation=method)
    return result, scale


def prepare(frame: Frame, spec: Spec) -> tuple[np.ndarray, Truth]:
    """A labelled frame as net input and its labels in input pixels."""
    image, scale = letterbox(frame.image, spec)
    return image, Truth(frame.boxes * scale, frame.classes, scale * frame.image.shape[1] / 1920)
