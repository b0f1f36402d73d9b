"""Measures an exported model file with ONNX Runtime: accuracy on one split, speed of one thread."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort

from dataset import SPLITS, load
from decode import Detections, decode
from letterbox import prepare
from metrics import Truth, report
from model import CLASSES, SPECS, Spec

LOWEST_SCORE = 0.01

Infer = Callable[[np.ndarray], Sequence[np.ndarray]]


def session(model: Path | bytes, threads: int = 2) -> ort.InferenceSession:
    """A CPU session whose threads do not spin."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    source = str(model) if isinstance(model, Path) else model
    return ort.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def spec_of(runner: ort.InferenceSession) -> Spec:
    """The version whose input size the session has."""
    size = tuple(runner.get_inputs()[0].shape[1:3])
    return next(spec for spec in SPECS.values() if (spec.height, spec.width) == size)


def detect(runner: ort.InferenceSession, image: np.ndarray, suppression_iou: float) -> Detections:
    """Detections in one net input, uint8 [H,W,3]."""
    heat, boxes = runner.run(["heatmap", "boxes"], {"images": image[None]})
    return decode(heat[0], boxes[0], LOWEST_SCORE, suppression_iou)


def run_split(runner: ort.InferenceSession, data: Path, split: str) -> tuple[list[Detections], list[Truth]]:
    """Detections and labels of all frames of a split."""
    spec = spec_of(runner)
    prepared = [prepare(frame, spec) for frame in load(data, split)]
    return [detect(runner, image, spec.suppression_iou) for image, _ in prepared], [truth for _, truth in prepared]


def milliseconds(infer: Infer, spec: Spec, repeats: int = 40) -> float:
    """Median time of one frame."""
    image = np.random.default_rng(0).integers(0, 256, (1, spec.height, spec.width, 3), dtype=np.uint8)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        infer(image)
        times.append(time.perf_counter() - start)
    return float(np.median(times) * 1e3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", choices=SPLITS, default="test")
    parser.add_argument("--threshold", type=float, nargs=4, default=(0.3,) * 4, help="one per class")
    args = parser.parse_args()
    found, truth = run_split(session(args.model), args.data, args.split)
    single = session(args.model, threads=1)
    for name, value in report(found, truth, dict(zip(CLASSES, args.threshold, strict=True))).items():
        print(f"{name:24} {value:.4f}")
    print(f"{'one-thread ms':24} {milliseconds(lambda images: single.run(None, {'images': images}), spec_of(single)):.2f}")


if __name__ == "__main__":
    main()
