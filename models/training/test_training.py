"""Fast unit tests of the training part: python -m pytest models/training."""

from __future__ import annotations

import numpy as np
import onnxruntime as ort
import pytest
import torch

from augment import Crops
from average import averaged
from dataset import DORTMUND, Frame, parse_labels, split_of
from decode import Detections, decode, iou, peaks, suppress
from letterbox import letterbox
from loss import box_loss, heat_loss
from metrics import Truth, average_precision, ball_recall, best_threshold, class_ap, highest_threshold
from model import FILL, Detector, merge_columns
from onnx_graph import float_graph
from quantize import Range, calibrate, quantise
from targets import CLASS_WEIGHT, draw

NO_BOXES = np.zeros((0, 4), np.float32)


def blank_outputs(rows: int = 6, columns: int = 8) -> tuple[np.ndarray, np.ndarray]:
    return np.full((4, rows, columns), -9.0, np.float32), np.zeros((4, rows, columns), np.float32)


def test_dortmund_is_the_test_split_only() -> None:
    for clip in DORTMUND:
        assert split_of(f"{clip}_3_7.jpg") == "test"
    assert split_of("08fd33_0_1.jpg") == "train"
    assert split_of("54745b_0_1.jpg") == "validation"


def test_labels_become_pixel_boxes() -> None:
    boxes, classes = parse_labels("2 0.5 0.5 0.1 0.2\n\n0 0.25 0.75 0.01 0.02\n", 1280, 720)
    assert classes.tolist() == [2, 0]
    np.testing.assert_allclose(boxes[0], [576, 288, 704, 432])
    assert parse_labels("", 10, 10)[0].shape == (0, 4)


def test_letterbox_anchors_top_left_and_fills() -> None:
    image, scale = letterbox(np.zeros((1080, 1920, 3), np.uint8))
    assert scale == 0.5 and image.shape == (544, 960, 3)
    assert image[:540].max() == 0 and (image[540:] == FILL).all()
    narrow, scale = letterbox(np.zeros((1088, 960, 3), np.uint8))
    assert scale == 0.5 and (narrow[:, 480:] == FILL).all() and narrow[:, :480].max() == 0


def test_of_equal_neighbours_the_first_in_raster_order_is_the_peak() -> None:
    heat = np.zeros((1, 4, 4), np.float32)
    heat[0, 1, 1:3] = 2.0
    heat[0, 2, 0] = 2.0
    assert [tuple(p) for p in np.argwhere(peaks(heat) & (heat > 1))] == [(0, 1, 1)]


def test_decoded_box_is_measured_from_the_cell_centre() -> None:
    heat, raw = blank_outputs()
    heat[2, 3, 5] = 0.0
    raw[:, 3, 5] = [0, np.log(2), 0, 9]
    found = decode(heat, raw, 0.3)
    assert found.classes.tolist() == [2] and found.scores[0] == pytest.approx(0.5)
    np.testing.assert_allclose(found.boxes[0], [18, 6, 26, 14 + 4 * np.exp(6)], rtol=1e-6)


def test_persons_suppress_each_other_but_not_the_ball() -> None:
    heat, raw = blank_outputs()
    heat[:, 2, 2] = [1.0, 2.0, 3.0, -2.5]
    found = decode(heat, raw + 2, 0.05)
    assert found.classes.tolist() == [2, 0]


def test_suppression_is_greedy_in_order() -> None:
    boxes = np.array([[0, 0, 10, 10], [0, 2, 10, 12], [0, 4, 10, 14]], np.float64)
    assert suppress(boxes, np.array([1, 1, 1]), 0.6).tolist() == [0, 2]


def test_iou_by_hand() -> None:
    assert iou(np.array([[0, 0, 2, 2]]), np.array([[1, 0, 3, 2]]))[0, 0] == pytest.approx(1 / 3)


def test_average_precision_by_hand() -> None:
    scores = np.array([0.9, 0.8, 0.7])
    hits = np.array([True, False, True])
    assert average_precision(scores, hits, 2) == pytest.approx((51 * 1.0 + 50 * 2 / 3) / 101)
    assert average_precision(scores, hits, 4) == pytest.approx((26 * 1.0 + 25 * 2 / 3) / 101)
    assert average_precision(np.zeros(0), np.zeros(0, bool), 3) == 0


def test_a_second_detection_of_one_object_is_a_miss() -> None:
    box = np.array([[0, 0, 10, 10]], np.float32)
    found = Detections(np.repeat(box, 2, axis=0), np.array([0.9, 0.8]), np.array([1, 1]))
    truth = Truth(np.concatenate([box, box + 50]), np.array([1, 1]))
    assert class_ap([found], [truth], 1, 0.5) == pytest.approx(51 / 101)


def test_best_threshold_drops_the_false_alarm() -> None:
    found = Detections(np.array([[0, 0, 10, 10], [50, 50, 60, 60]]), np.array([0.9, 0.4]), np.array([0, 0]))
    truth = Truth(np.array([[0, 0, 10, 10]]), np.array([0]))
    assert best_threshold([found], [truth], 0) == 0.41
    assert highest_threshold([found], [truth], 0, 0.02) == 0.69


def test_averaging_weights_keeps_the_longest_iteration_count() -> None:
    first = {"model": {"w": torch.zeros(2), "n": torch.tensor(3)}, "iterations": 5, "seed": 1}
    second = {"model": {"w": torch.ones(2), "n": torch.tensor(9)}, "iterations": 7, "seed": 1}
    result = averaged([first, second])
    assert result["model"]["w"].tolist() == [0.5, 0.5] and result["iterations"] == 7


def test_ball_hits_within_ten_pixels_at_1080p() -> None:
    truth = Truth(np.array([[0, 0, 6, 6]], np.float32), np.array([0]))
    for offset, expected in ((4.9, 1.0), (5.1, 0.0)):
        found = Detections(truth.boxes + np.array([offset, 0, offset, 0]), np.array([0.5]), np.array([0]))
        assert ball_recall([found], [truth], 0.3) == expected


def test_targets_peak_at_the_centre_cell_and_decode_to_the_box() -> None:
    box = np.array([[40.0, 20.0, 56.0, 60.0]], np.float32)
    target = draw(box, np.array([2]), NO_BOXES, 128, 96)
    assert np.argwhere(target.heat == 1).tolist() == [[2, 10, 12]]
    assert target.heat.shape == (4, 24, 32)
    np.testing.assert_allclose(target.boxes[:, 10, 12], [10, 22, 6, 18])
    assert target.box_weight.sum() == pytest.approx(CLASS_WEIGHT[2], rel=1e-5)
    heat = np.where(target.heat == 1, 5.0, -9.0).astype(np.float32)
    np.testing.assert_allclose(decode(heat, np.log(target.boxes / 4), 0.3).boxes, box, rtol=1e-5)


def test_ignored_regions_carry_no_heat_loss() -> None:
    target = draw(NO_BOXES, np.zeros(0, np.int64), np.array([[8, 8, 24, 24]], np.float32), 64, 64)
    assert target.heat_weight.sum() == 16 * 16 - 16


def test_losses_vanish_for_a_perfect_answer() -> None:
    target = draw(np.array([[8, 8, 24, 40]], np.float32), np.array([1]), NO_BOXES, 64, 64)
    heat, boxes = torch.from_numpy(target.heat)[None], torch.from_numpy(target.boxes)[None]
    logits = torch.where(heat == 1, 20.0, -20.0)
    assert heat_loss(logits, heat, torch.from_numpy(target.heat_weight)[None]).item() < 1e-4
    assert box_loss(torch.log(boxes / 4), boxes, torch.from_numpy(target.box_weight)[None]).item() < 1e-4


def test_samples_depend_on_seed_and_index_only() -> None:
    rng = np.random.default_rng(1)
    image = rng.integers(0, 256, (720, 1280, 3), dtype=np.uint8)
    boxes = np.array([[600, 300, 630, 360], [500, 500, 508, 508]], np.float32)
    frame = Frame("aaaaaa_1.jpg", image, boxes, np.array([2, 0]))
    first, second = (Crops([frame], 256, 160, 20, seed=3) for _ in range(2))
    for i in range(20):
        a, b = first[i], second[i]
        assert all(torch.equal(a[k], b[k]) for k in a)
        assert a["image"].shape == (3, 160, 256) and a["heat"].shape == (4, 40, 64)
    assert np.array_equal(frame.image, np.random.default_rng(1).integers(0, 256, (720, 1280, 3), dtype=np.uint8))


def test_merging_columns_keeps_nhwc_memory() -> None:
    nhwc = torch.arange(2 * 8 * 16 * 3).reshape(2, 8, 16, 3)
    merged = merge_columns(nhwc.permute(0, 3, 1, 2))
    assert torch.equal(merged.permute(0, 2, 3, 1).reshape(-1), nhwc.reshape(-1))


def test_exported_graphs_follow_the_contract() -> None:
    torch.manual_seed(0)
    model = Detector(widths=(16, 16, 16, 16), blocks=(1, 1, 1), head=16)
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.normal_(module.bias, 0.0, 0.1)
    graph = float_graph(model)
    images = np.random.default_rng(0).integers(0, 256, (2, 544, 960, 3), dtype=np.uint8)
    int8 = quantise(graph, calibrate(graph, [images[:1]], 100))
    assert any(n.op_type == "QuantizeLinear" for n in int8.graph.node)
    results = {}
    for name, content in (("fp32", graph), ("int8", int8)):
        session = ort.InferenceSession(content.SerializeToString(), providers=["CPUExecutionProvider"])
        heat, boxes = session.run(["heatmap", "boxes"], {"images": images})
        assert heat.shape == boxes.shape == (2, 4, 136, 240) and heat.dtype == np.float32
        alone = session.run(["heatmap", "boxes"], {"images": images[1:]})
        np.testing.assert_allclose(heat[1:], alone[0], atol=1e-4)
        results[name] = heat
    with torch.no_grad():
        expected = model((torch.from_numpy(images).permute(0, 3, 1, 2).float() - FILL) / 64)[0].numpy()
    np.testing.assert_allclose(results["fp32"], expected, atol=1e-3)
    assert np.abs(results["int8"] - expected).mean() < 0.1


def test_quantised_range_represents_zero() -> None:
    scale, zero = Range(-1.0, 3.0).scale_and_zero()
    assert zero == 64 and scale == pytest.approx(4 / 255)
    assert Range(0.5, 2.0).scale_and_zero()[1] == 0
