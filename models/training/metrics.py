"""COCO-style average precision (101 recall points) and the other figures of the model card."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decode import Detections, iou
from model import CLASSES

IOU_STEPS = tuple(np.arange(0.5, 1.0, 0.05).round(2))
RECALL_POINTS = np.linspace(0, 1, 101)
THRESHOLD_STEPS = np.arange(0.1, 0.7, 0.01).round(2)
BALL_HIT_PIXELS = 10.0
BALL_PRECISION = 0.75


@dataclass(frozen=True)
class Truth:
    """Labelled objects of one picture: boxes [M,4] in input pixels and classes [M].

    `zoom` is how wide the picture is in input pixels for each of 1920.
    """

    boxes: np.ndarray
    classes: np.ndarray
    zoom: float = 0.5


def match(found: Detections, truth: Truth, label: int, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """Scores of one class's detections, best first, and whether each hits a free object with IoU >= threshold."""
    mine = found.classes == label
    boxes, scores = found.boxes[mine], found.scores[mine]
    overlaps = iou(boxes, truth.boxes[truth.classes == label])
    hits = np.zeros(len(boxes), bool)
    for i in range(len(boxes)):
        if overlaps.shape[1] and overlaps[i].max() >= threshold:
            best = overlaps[i].argmax()
            hits[i] = True
            overlaps[:, best] = -1
    return scores, hits


def average_precision(scores: np.ndarray, hits: np.ndarray, objects: int) -> float:
    """Mean over 101 recall points of the best precision at that recall or more."""
    if objects == 0 or len(scores) == 0:
        return 0.0
    order = np.argsort(-scores, kind="stable")
    true = np.cumsum(hits[order])
    recall = true / objects
    precision = true / np.arange(1, len(true) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    index = np.searchsorted(recall, RECALL_POINTS, side="left")
    return float(np.append(envelope, 0.0)[index].mean())


def class_ap(found: list[Detections], truth: list[Truth], label: int, threshold: float) -> float:
    """Average precision of one class at one IoU threshold."""
    pairs = [match(f, t, label, threshold) for f, t in zip(found, truth, strict=True)]
    objects = sum(int((t.classes == label).sum()) for t in truth)
    return average_precision(np.concatenate([p[0] for p in pairs]), np.concatenate([p[1] for p in pairs]), objects)


def as_persons(found: list[Detections], truth: list[Truth]) -> tuple[list[Detections], list[Truth]]:
    """All persons as one class, 1; the ball stays 0."""
    return (
        [Detections(f.boxes, f.scores, np.minimum(f.classes, 1)) for f in found],
        [Truth(t.boxes, np.minimum(t.classes, 1), t.zoom) for t in truth],
    )


def counts(found: list[Detections], truth: list[Truth], label: int, minimum: float) -> tuple[int, int, int]:
    """True positives, detections and objects of one class at a score threshold, IoU 0.5."""
    pairs = [match(f.at_least(minimum), t, label, 0.5) for f, t in zip(found, truth, strict=True)]
    hits = sum(int(p[1].sum()) for p in pairs)
    return hits, sum(len(p[0]) for p in pairs), sum(int((t.classes == label).sum()) for t in truth)


def f1_scores(found: list[Detections], truth: list[Truth], label: int) -> np.ndarray:
    """F1 at IoU 0.5 of one class at each of THRESHOLD_STEPS."""
    result = []
    for minimum in THRESHOLD_STEPS:
        hits, detected, objects = counts(found, truth, label, minimum)
        result.append(2 * hits / max(1, detected + objects))
    return np.array(result)


def highest_threshold(scores: np.ndarray, slack: float) -> float:
    """The highest score threshold whose F1 is within slack of the best of `scores`."""
    return float(THRESHOLD_STEPS[np.flatnonzero(scores >= scores.max() - slack)[-1]])


def ball_recall(found: list[Detections], truth: list[Truth], minimum: float) -> float:
    """Share of labelled balls with a detected centre within 10 pixels at 1920 wide."""
    hits, balls = 0, 0
    for f, t in zip(found, truth, strict=True):
        centres = _centres(f.boxes[(f.classes == 0) & (f.scores >= minimum)])
        for centre in _centres(t.boxes[t.classes == 0]):
            balls += 1
            hits += bool(len(centres)) and float(np.hypot(*(centres - centre).T).min()) <= BALL_HIT_PIXELS * t.zoom
    return hits / max(1, balls)


def ball_working_point(found: list[Detections], truth: list[Truth], precision: float) -> tuple[float, float]:
    """The highest recall of balls, a hit being a free centre within 10 pixels at 1920 wide, at that precision or more.

    Returns it with its score threshold; 0 and 1 where the precision is never reached.
    """
    scores, hits = [], []
    for f, t in zip(found, truth, strict=True):
        mine = f.classes == 0
        centres, objects = _centres(f.boxes[mine]), _centres(t.boxes[t.classes == 0])
        distance = np.hypot(*(centres[:, None] - objects[None]).transpose(2, 0, 1))
        for i, score in enumerate(f.scores[mine]):
            hit = distance.shape[1] > 0 and distance[i].min() <= BALL_HIT_PIXELS * t.zoom
            if hit:
                distance[:, distance[i].argmin()] = np.inf
            scores.append(score)
            hits.append(hit)
    balls = sum(int((t.classes == 0).sum()) for t in truth)
    order = np.argsort(-np.array(scores), kind="stable")
    true = np.cumsum(np.array(hits, bool)[order])
    good = np.flatnonzero(true >= precision * np.arange(1, len(true) + 1)) if balls else []
    if len(good) == 0:
        return 0.0, 1.0
    return float(true[good[-1]] / balls), float(np.array(scores)[order][good[-1]])


def _centres(boxes: np.ndarray) -> np.ndarray:
    return (boxes[:, :2] + boxes[:, 2:]) / 2


def report(found: list[Detections], truth: list[Truth], thresholds: dict[str, float]) -> dict[str, float]:
    """All figures by name, fractions of 1."""
    result: dict[str, float] = {}
    for label, name in enumerate(CLASSES):
        steps = [class_ap(found, truth, label, t) for t in IOU_STEPS]
        hits, detected, objects = counts(found, truth, label, thresholds[name])
        result[f"{name}-ap50"] = steps[0]
        result[f"{name}-ap50-95"] = float(np.mean(steps))
        result[f"{name}-recall"] = hits / max(1, objects)
        result[f"{name}-precision"] = hits / max(1, detected)
    labelled = [n for label, n in enumerate(CLASSES) if any((t.classes == label).any() for t in truth)]
    result["map50"] = float(np.mean([result[f"{n}-ap50"] for n in labelled]))
    result["map50-95"] = float(np.mean([result[f"{n}-ap50-95"] for n in labelled]))
    result["person-ap50"] = class_ap(*as_persons(found, truth), 1, 0.5)
    result["ball-hit-recall"] = ball_recall(found, truth, thresholds["ball"])
    result["ball-recall-at-75"], result["ball-threshold-at-75"] = ball_working_point(found, truth, BALL_PRECISION)
    return result
