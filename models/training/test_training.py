"""Fast unit tests of the training part: python -m pytest models/training."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TypeVar

import numpy as np
import onnxruntime as ort
import pytest
import torch
from torch.nn import BatchNorm2d, Conv2d

import kits
from augment import Crops, Source, cut
from average import averaged, renormalise
from cpu_layout import for_cpu
from dataset import DORTMUND, IGNORE, Frame, parse_labels, split_of
from decode import Detections, decode, iou, peaks, suppress
from grow import grown, unfolded
from letterbox import letterbox
from loss import box_loss, heat_loss
from metrics import (
    Truth,
    average_precision,
    ball_recall,
    ball_working_point,
    class_ap,
    f1_scores,
    highest_threshold,
    report,
)
from model import ACCURATE, CLASSES, FAST, FILL, Detector, macs, merge_columns, normalise
from onnx_graph import float_graph
from quantize import Range, calibrate, quantise, weight_scales
from targets import CLASS_WEIGHT, draw
from torchscript import torchscript
from train import learning, optimiser

SMALL = replace(ACCURATE, width=160, height=96, widths=(16, 16, 32, 32), blocks=(1, 1, 1), head=16, roles=True)
Model = TypeVar("Model", bound=torch.nn.Module)
NO_BOXES = np.zeros((0, 4), np.float32)


def blank_outputs(rows: int = 6, columns: int = 8) -> tuple[np.ndarray, np.ndarray]:
    return np.full((4, rows, columns), -9.0, np.float32), np.zeros((4, rows, columns), np.float32)


def lively(model: Model) -> Model:
    """A model whose zero-initialised parts and normalisations do something."""
    generator = torch.Generator().manual_seed(5)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim == 1 or not parameter.any():
                parameter.add_(torch.randn(parameter.shape, generator=generator) * 0.1)
        for name, statistic in model.named_buffers():
            if name.endswith("running_mean"):
                statistic.add_(torch.randn(statistic.shape, generator=generator) * 0.1)
    return model.eval()


def person(image: np.ndarray, x: int, y: int, shirt: tuple[int, int, int]) -> list[float]:
    """Draws a person of 20x50 pixels and returns its box."""
    image[y + 2 : y + 48, x + 4 : x + 16] = shirt
    return [x, y, x + 20, y + 50]


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
    image, scale = letterbox(np.zeros((1080, 1920, 3), np.uint8), FAST)
    assert scale == 0.5 and image.shape == (544, 960, 3)
    assert image[:540].max() == 0 and (image[540:] == FILL).all()
    narrow, scale = letterbox(np.zeros((1088, 960, 3), np.uint8), FAST)
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
    found = decode(heat, raw, 0.3, 0.6)
    assert found.classes.tolist() == [2] and found.scores[0] == pytest.approx(0.5)
    np.testing.assert_allclose(found.boxes[0], [18, 6, 26, 14 + 4 * np.exp(6)], rtol=1e-6)


def test_persons_suppress_each_other_but_not_the_ball() -> None:
    heat, raw = blank_outputs()
    heat[:, 2, 2] = [1.0, 2.0, 3.0, -2.5]
    found = decode(heat, raw + 2, 0.05, 0.6)
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


def test_highest_threshold_drops_the_false_alarm() -> None:
    found = Detections(np.array([[0, 0, 10, 10], [50, 50, 60, 60]]), np.array([0.9, 0.4]), np.array([0, 0]))
    truth = Truth(np.array([[0, 0, 10, 10]]), np.array([0]))
    scores = f1_scores([found], [truth], 0)
    assert highest_threshold(scores, 0.02) == 0.69


def test_averaging_weights_keeps_the_longest_iteration_count() -> None:
    first = {"model": {"w": torch.zeros(2), "n": torch.tensor(3)}, "iterations": 5, "seed": 1}
    second = {"model": {"w": torch.ones(2), "n": torch.tensor(9)}, "iterations": 7, "seed": 1}
    result = averaged([first, second])
    assert result["model"]["w"].tolist() == [0.5, 0.5] and result["iterations"] == 7


def test_averaged_weights_normalise_by_their_own_statistics() -> None:
    torch.manual_seed(3)
    model = lively(Detector(SMALL))
    convolution, norm = (next(m for m in model.modules() if isinstance(m, kind)) for kind in (Conv2d, BatchNorm2d))
    images = torch.randint(0, 256, (4, 3, SMALL.height, SMALL.width), dtype=torch.uint8)
    seen = []
    norm.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    convolution.weight.data *= 3
    roles = {name: value.clone() for name, value in model.roles.state_dict().items()}
    renormalise(model, [{"image": images[:2]}, {"image": images[2:]}])
    means = torch.stack([x.mean(dim=(0, 2, 3)) for x in seen])
    variances = torch.stack([x.var(dim=(0, 2, 3)) for x in seen])
    assert torch.allclose(norm.running_mean, means.mean(dim=0), atol=1e-4)
    assert torch.allclose(norm.running_var, variances.mean(dim=0), rtol=1e-4)
    assert all(torch.equal(value, roles[name]) for name, value in model.roles.state_dict().items())
    assert not model.training and not norm.training


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
    np.testing.assert_allclose(decode(heat, np.log(target.boxes / 4), 0.3, 0.6).boxes, box, rtol=1e-5)


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
    first, second = (Crops([Source([frame], 1.0, real=True)], 256, 160, 20, seed=3) for _ in range(2))
    for i in range(20):
        a, b = first[i], second[i]
        assert all(torch.equal(a[k], b[k]) for k in a)
        assert a["image"].shape == (3, 160, 256) and a["heat"].shape == (4, 40, 64)
    assert np.array_equal(frame.image, np.random.default_rng(1).integers(0, 256, (720, 1280, 3), dtype=np.uint8))


def test_teams_are_told_by_their_shirts_and_keepers_by_their_side() -> None:
    image = np.full((200, 400, 3), (40, 120, 40), np.uint8)
    shirts = [(200, 20, 20), (230, 230, 230)] * 3 + [(250, 200, 0)] * 2
    boxes = np.array([person(image, 10 + 45 * i, 60, shirt) for i, shirt in enumerate(shirts)], np.float32)
    groups = kits.groups_of(image, boxes, np.array([2] * 6 + [1, 3]))
    assert len(set(groups[0:6:2])) == len(set(groups[1:6:2])) == 1 and groups[0] != groups[1]
    assert groups[6:].tolist() == [kits.RIGHT_KEEPER, kits.OFFICIAL]


def test_new_kits_change_persons_and_leave_the_ground() -> None:
    image = np.full((120, 200, 3), (40, 120, 40), np.uint8)
    boxes = np.array([person(image, 20, 30, (200, 20, 20)), person(image, 90, 30, (230, 230, 230))], np.float32)
    before = image.copy()
    kits.dress(image, boxes, np.array([kits.LEFT_TEAM, kits.NOBODY]), np.random.default_rng(1))
    changed = (image != before).any(axis=2)
    assert changed[37:55, 24:36].mean() > 0.9
    assert not changed[:, 60:].any() and not changed[:30].any()


def test_regions_where_nothing_is_known_are_ignored() -> None:
    image = np.random.default_rng(2).integers(0, 256, (720, 1280, 3), dtype=np.uint8)
    frame = Frame("aaaaaa_1.jpg", image, np.array([[600, 300, 640, 360]], np.float32), np.array([IGNORE]))
    sample = cut(frame, np.array([kits.NOBODY]), 540, 270, 200, 120, 200, 120, np.random.default_rng(0))
    assert len(sample.boxes) == 0 and sample.ignore.tolist() == [[60, 30, 100, 90]]


def test_a_grown_model_computes_the_same() -> None:
    torch.manual_seed(3)
    small = lively(Detector(replace(SMALL, fine=None)))
    large = grown(small.state_dict(), Detector(replace(SMALL, widths=(16, 32, 48, 48), blocks=(2, 2, 1), head=32))).eval()
    images = torch.rand(2, 3, 96, 160)
    with torch.no_grad():
        for expected, actual in zip(small(images), large(images), strict=True):
            torch.testing.assert_close(actual, expected, atol=1e-4, rtol=1e-4)


def test_an_exported_graph_can_be_trained_on() -> None:
    model = lively(Detector(SMALL))
    images = torch.randint(0, 256, (2, 3, 96, 160), dtype=torch.uint8)
    restored = unfolded(float_graph(model).graph, Detector(SMALL), images)
    with torch.no_grad():
        for expected, actual in zip(model(normalise(images)), restored(normalise(images)), strict=True):
            torch.testing.assert_close(actual, expected, atol=1e-3, rtol=1e-3)
        restored.train().roles.eval()
        live = restored(normalise(images))[0]
    torch.testing.assert_close(live, model(normalise(images))[0], atol=0.05, rtol=0.05)


def test_a_graph_with_fewer_parts_gives_a_start_that_computes_the_same() -> None:
    model = lively(Detector(replace(SMALL, roles=False, fine=0)))
    images = torch.randint(0, 256, (2, 3, 96, 160), dtype=torch.uint8)
    start = unfolded(float_graph(model).graph, Detector(SMALL), images)
    with torch.no_grad():
        for expected, actual in zip(model(normalise(images)), start(normalise(images)), strict=True):
            torch.testing.assert_close(actual, expected, atol=1e-3, rtol=1e-3)


def test_only_the_part_that_learns_changes() -> None:
    torch.manual_seed(1)
    model = learning(lively(Detector(SMALL)), "fine")
    before = {name: value.clone() for name, value in model.state_dict().items()}
    optimizer = optimiser(model, 1e-2)
    model(torch.rand(2, 3, 96, 160))[0].square().mean().backward()
    optimizer.step()
    changed = {name for name, value in model.state_dict().items() if not torch.equal(value, before[name])}
    assert changed and all(name.startswith("fine.") for name in changed)
    assert {"fine.logit.weight", "fine.merge.smooth.1.running_mean"} <= changed


def test_ball_recall_at_a_precision_uses_each_ball_once() -> None:
    box = np.array([[0, 0, 6, 6]], np.float32)
    found = Detections(np.concatenate([box, box + 1, box + 90]), np.array([0.9, 0.8, 0.7]), np.zeros(3, int))
    truth = Truth(np.concatenate([box, box + 90]), np.zeros(2, int))
    assert ball_working_point([found], [truth], 0.66) == (1.0, 0.7)
    assert ball_working_point([found], [truth], 0.75) == (0.5, 0.9)
    assert ball_working_point([found], [Truth(NO_BOXES, np.zeros(0, int))], 0.75) == (0.0, 1.0)


def test_classes_without_labels_do_not_count() -> None:
    box = np.array([[0, 0, 60, 60]], np.float32)
    found = Detections(box, np.array([0.9]), np.array([2]))
    assert report([found], [Truth(box, np.array([2]))], dict.fromkeys(CLASSES, 0.5))["map50"] == 1.0


def test_merging_columns_keeps_nhwc_memory() -> None:
    nhwc = torch.arange(2 * 8 * 16 * 3).reshape(2, 8, 16, 3)
    merged = merge_columns(nhwc.permute(0, 3, 1, 2))
    assert torch.equal(merged.permute(0, 2, 3, 1).reshape(-1), nhwc.reshape(-1))


def test_exported_graphs_follow_the_contract() -> None:
    torch.manual_seed(0)
    model = lively(Detector(SMALL))
    graph = float_graph(model)
    images = np.random.default_rng(0).integers(0, 256, (2, 96, 160, 3), dtype=np.uint8)
    int8 = quantise(graph, calibrate(graph, [images[:1]], 100))
    assert any(n.op_type == "QuantizeLinear" for n in int8.graph.node)
    results = {}
    for name, content in (("fp32", graph), ("int8", int8)):
        session = ort.InferenceSession(content.SerializeToString(), providers=["CPUExecutionProvider"])
        heat, boxes = session.run(["heatmap", "boxes"], {"images": images})
        assert heat.shape == boxes.shape == (2, 4, 24, 40) and heat.dtype == np.float32
        alone = session.run(["heatmap", "boxes"], {"images": images[1:]})
        np.testing.assert_allclose(heat[1:], alone[0], atol=1e-4)
        results[name] = heat
    with torch.no_grad():
        expected = model(normalise(torch.from_numpy(images).permute(0, 3, 1, 2)))[0].numpy()
        scripted = torch.jit.load(io.BytesIO(torchscript(model)))(torch.from_numpy(images))
    np.testing.assert_allclose(scripted[0].numpy(), results["fp32"], atol=1e-4)
    np.testing.assert_allclose(results["fp32"], expected, atol=1e-3)
    assert np.abs(results["int8"] - expected).mean() < 0.1


def test_the_layout_for_cpus_changes_no_result() -> None:
    torch.manual_seed(0)
    graph = float_graph(lively(Detector(SMALL)))
    images = np.random.default_rng(0).integers(0, 256, (2, 96, 160, 3), dtype=np.uint8)
    plain = quantise(graph, calibrate(graph, [images], 100))
    fast = for_cpu(plain)
    slow = {"Resize", "DepthToSpace"}
    assert slow <= {n.op_type for n in plain.graph.node} and not slow & {n.op_type for n in fast.graph.node}
    expected, found = (
        ort.InferenceSession(g.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, {"images": images})
        for g in (plain, fast)
    )
    for before, after in zip(expected, found, strict=True):
        assert np.ptp(before) > 0
        np.testing.assert_allclose(after, before, rtol=0, atol=1e-5)


def test_no_two_products_of_quantised_weights_saturate_16_bits() -> None:
    weights = np.random.default_rng(0).normal(size=(64, 32, 3, 3)).astype(np.float32)
    weights[:, :2] = 4.5
    codes = np.round(weights / weight_scales(weights)[:, None, None, None])
    pairs = codes.reshape(64, 16, 2, 3, 3)
    assert 255 * np.clip(pairs, 0, None).sum(axis=2).max() <= 32767
    assert 255 * np.clip(pairs, None, 0).sum(axis=2).min() >= -32768
    assert (codes[:, :2] == 64).all() or (codes[:, :2] == 63).all()


def test_quantised_range_represents_zero() -> None:
    scale, zero = Range(-1.0, 3.0).scale_and_zero()
    assert zero == 64 and scale == pytest.approx(4 / 255)
    assert Range(0.5, 2.0).scale_and_zero()[1] == 0


def test_the_versions_cost_what_they_may() -> None:
    fast, accurate = macs(Detector(FAST).eval()), macs(Detector(ACCURATE).eval())
    assert fast <= 4e9
    assert accurate <= 4 * fast
