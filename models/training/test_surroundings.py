"""Unit tests of what lies around training: distractors, the golden set, the exported variants."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import torch

import balls
import distractors
import golden
from decode import Detections
from model import FAST, Detector
from onnx_graph import float_graph
from torchscript import torchscript
from variants import Variant, agreement, detections

GRASS = (60, 140, 60)
STAND = (40, 40, 50)


def stadium() -> np.ndarray:
    """Stands above, grass below."""
    image = np.full((240, 320, 3), STAND, np.uint8)
    image[100:] = GRASS
    return image


def test_what_is_not_green_is_off_the_pitch_and_a_player_is_not() -> None:
    image = stadium()
    image[150:180, 100:110] = (200, 30, 30)
    outside = distractors.off_pitch(image)
    assert outside.shape == (60, 80)
    assert outside[:20].all()
    assert not outside[26:].any()


def test_a_picture_without_a_pitch_has_nothing_outside_of_it() -> None:
    assert not distractors.off_pitch(np.full((240, 320, 3), STAND, np.uint8)).any()


def test_distractors_stay_off_the_pitch_and_clear_of_the_ball() -> None:
    image, before = stadium(), stadium()
    outside = distractors.off_pitch(image)
    ball = np.array([[150.0, 30.0, 156.0, 36.0]], np.float32)
    for seed in range(40):
        distractors.scatter(image, outside, ball, 1.0, np.random.default_rng(seed))
    changed = (image != before).any(axis=2)
    assert changed[:80].any()
    assert not changed[130:].any()
    assert not changed[31:35, 151:155].any()


def write_golden(folder: Path) -> None:
    (folder / "images").mkdir()
    for name in ("a.png", "b.png"):
        cv2.imwrite(str(folder / "images" / name), np.full((10, 20, 3), 7, np.uint8))
    coco = {
        "images": [{"id": 5, "file_name": "b.png"}, {"id": 4, "file_name": "a.png"}],
        "annotations": [{"image_id": 5, "category_id": 30, "bbox": [1, 2, 3, 4]}],
        "categories": [{"id": 30, "name": "player"}],
    }
    (folder / golden.ANNOTATIONS).write_text(json.dumps(coco))


def test_golden_frames_come_in_name_order_with_corner_boxes(tmp_path: Path) -> None:
    write_golden(tmp_path)
    first, second = golden.load(tmp_path)
    assert (first.name, len(first.boxes)) == ("a.png", 0)
    assert second.boxes.tolist() == [[1, 2, 4, 6]]
    assert second.classes.tolist() == [2]


def test_the_digest_of_a_golden_set_covers_every_picture(tmp_path: Path) -> None:
    write_golden(tmp_path)
    before = golden.digest(tmp_path)
    assert golden.digest(tmp_path) == before
    (tmp_path / "images" / "b.png").write_bytes(b"other")
    assert golden.digest(tmp_path) != before


def test_agreement_is_the_overlap_with_the_best_box_of_the_class() -> None:
    reference = Detections(np.array([[0, 0, 10, 10], [50, 50, 60, 60]], np.float32), np.array([0.9, 0.2]), np.array([2, 2]))
    found = Detections(np.array([[0, 0, 10, 5], [0, 0, 10, 10]], np.float32), np.array([0.9, 0.9]), np.array([2, 1]))
    assert agreement([found], [reference], 0.3) == (0.5, 1.0)
    nothing = Detections(np.zeros((0, 4), np.float32), np.zeros(0), np.zeros(0, np.int64))
    assert agreement([nothing], [reference], 0.3) == (0.0, 0.0)


def test_torchscript_and_onnx_find_the_same() -> None:
    torch.manual_seed(2)
    spec = replace(FAST, width=160, height=96, widths=(16, 16, 32, 32), blocks=(1, 1, 1), head=16)
    model = Detector(spec).eval()
    frame = golden.Frame("x", np.random.default_rng(1).integers(0, 256, (90, 160, 3), dtype=np.uint8), np.zeros((0, 4)), np.zeros(0))
    exported = Variant("fp32", "model.onnx", float_graph(model).SerializeToString())
    scripted = Variant("torchscript", "model.torchscript.pt", torchscript(model))
    reference, _ = detections(exported.infer(1), [frame], spec)
    found, _ = detections(scripted.infer(1), [frame], spec)
    assert len(reference[0].boxes) > 10
    overlap, share = agreement(found, reference, 0.0)
    assert overlap > 0.999
    assert share == 1.0


def test_a_loose_ball_is_in_the_middle_of_its_patch_and_opaque_there() -> None:
    image = np.full((40, 40, 3), 90, np.uint8)
    cv2.circle(image, (15, 22), 4, (250, 250, 250), -1)
    for seed in range(20):
        patch, alpha, size = balls.loose(image, np.array([11.0, 18.0, 19.5, 26.5]), 2.0, np.random.default_rng(seed))
        h, w = alpha.shape[:2]
        assert patch[h // 2, w // 2].min() > 200
        assert alpha[h // 2, w // 2, 0] > 0.8 * alpha.max()
        assert alpha[0, 0, 0] < 0.1
        assert (size >= 17).all()


def test_a_placed_patch_is_cut_off_at_the_picture_s_edge() -> None:
    image = np.zeros((10, 10, 3), np.uint8)
    white, opaque = np.full((6, 6, 3), 255, np.float32), np.ones((6, 6, 1), np.float32)
    balls.place(image, white, opaque, 0, 9)
    assert (image[6:, :3] == 255).all()
    assert image.sum() == 4 * 3 * 3 * 255
    balls.place(image, white, opaque, -20, 50)
    assert image.sum() == 4 * 3 * 3 * 255
