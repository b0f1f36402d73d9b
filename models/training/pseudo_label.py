"""Labels frames that nobody labelled with a trained detector: what it is sure of, and where nothing is known.

Rows are YOLO rows as in the training data; class 4 (dataset.IGNORE) marks a region to be left out of the loss.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort

from dataset import DORTMUND, IGNORE, VALIDATION, clip_of
from decode import Detections, decode
from evaluate import session, spec_of
from letterbox import letterbox
from model import CLASSES, STRIDE

WIDTH, HEIGHT = 1280, 720
SURE_BALL, POSSIBLE_BALL = 0.55, 0.08
SURE_PERSON, SURE_OFFICIAL, POSSIBLE_PERSON = 0.5, 0.4, 0.12
OTHER_ROLE, OTHER_ROLE_OFFICIAL = 0.25, 0.2
PLAYER = CLASSES.index("player")
MARGIN = 3.0


def label_of(label: int, score: float, runner_up: float) -> int | None:
    """What a detection becomes: its class, IGNORE, or nothing; runner_up is the best score of another role there."""
    if label == 0:
        return 0 if score >= SURE_BALL else IGNORE if score >= POSSIBLE_BALL else None
    if score >= SURE_PERSON and runner_up <= OTHER_ROLE:
        return label
    if label != PLAYER and score >= SURE_OFFICIAL and runner_up <= OTHER_ROLE_OFFICIAL:
        return label
    return IGNORE if score >= POSSIBLE_PERSON else None


def detect_twice(runner: ort.InferenceSession, image: np.ndarray) -> tuple[Detections, np.ndarray]:
    """Detections of the picture averaged with its mirror image, and the probabilities [4,h,w] they come from."""
    heat, raw = (output[0] for output in runner.run(["heatmap", "boxes"], {"images": image[None]}))
    mirrored = runner.run(["heatmap"], {"images": np.ascontiguousarray(image[:, ::-1])[None]})[0][0]
    heat = (heat + mirrored[:, :, ::-1]) / 2
    found = decode(heat, raw, POSSIBLE_BALL / 2, spec_of(runner).suppression_iou)
    return found, 1 / (1 + np.exp(-heat))


def runner_up(probability: np.ndarray, box: np.ndarray) -> float:
    """The second best role's probability in the 3x3 cells around a person's centre."""
    x = int(np.clip((box[0] + box[2]) / 2 / STRIDE, 1, probability.shape[2] - 2))
    y = int(np.clip((box[1] + box[3]) / 2 / STRIDE, 1, probability.shape[1] - 2))
    return float(np.sort(probability[1:, y - 1 : y + 2, x - 1 : x + 2].max(axis=(1, 2)))[-2])


def rows(runner: ort.InferenceSession, image: np.ndarray) -> list[str]:
    """The YOLO rows of an RGB picture of WIDTH x HEIGHT."""
    net_input, scale = letterbox(image, spec_of(runner))
    found, probability = detect_twice(runner, net_input)
    result = []
    for box, score, label in zip(found.boxes, found.scores, found.classes, strict=True):
        kind = label_of(int(label), float(score), 0.0 if label == 0 else runner_up(probability, box))
        if kind is None:
            continue
        margin = MARGIN if label == 0 and kind == IGNORE else 0.0
        x0, y0, x1, y1 = np.clip(box / scale + np.array([-1, -1, 1, 1]) * margin, 0, [WIDTH, HEIGHT] * 2)
        values = ((x0 + x1) / 2 / WIDTH, (y0 + y1) / 2 / HEIGHT, (x1 - x0) / WIDTH, (y1 - y0) / HEIGHT)
        result.append(" ".join([str(kind), *(f"{v:.6f}" for v in values)]))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="float32 model.onnx")
    parser.add_argument("frames", type=Path, help="folder with images/*.jpg of 16:9, squeezed ones are widened")
    parser.add_argument("--out", type=Path, required=True, help="folder that receives images/ and labels/")
    args = parser.parse_args()
    runner = session(args.model)
    for folder in ("images", "labels"):
        (args.out / folder).mkdir(parents=True, exist_ok=True)
    for path in sorted((args.frames / "images").glob("*.jpg")):
        if clip_of(path.name) in DORTMUND | VALIDATION:
            continue
        image = cv2.resize(cv2.imread(str(path)), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        text = "\n".join(rows(runner, cv2.cvtColor(image, cv2.COLOR_BGR2RGB)))
        cv2.imwrite(str(args.out / "images" / path.name), image, [cv2.IMWRITE_JPEG_QUALITY, 93])
        (args.out / "labels" / f"{path.stem}.txt").write_text(text + "\n")


if __name__ == "__main__":
    main()
