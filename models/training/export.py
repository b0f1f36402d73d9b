"""Exports trained weights as float32 and INT8 ONNX with their model.yaml, and measures both on the test venue."""

from __future__ import annotations

import argparse
import hashlib
import os
from pathlib import Path

import numpy as np
import onnx
import torch
import yaml

from dataset import load
from decode import MAX_CANDIDATES, SUPPRESSION_IOU
from evaluate import milliseconds, run_split, session
from letterbox import letterbox
from metrics import best_threshold, highest_threshold, report
from model import CLASSES, FILL, INPUT_HEIGHT, INPUT_WIDTH, STRIDE, Detector
from onnx_graph import float_graph
from quantize import calibrate, quantise

CALIBRATION_STEP = 5
PLAYER_SLACK = 0.02
LICENCE = (
    "Apache-2.0; trained on football-players-detection (Roboflow Universe, CC BY 4.0), "
    "frames of the DFL Bundesliga Data Shootout"
)


def write(path: Path, content: bytes) -> None:
    """Replaces the file in one step, so that a reader never sees half of it."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def calibration_images(data: Path) -> list[np.ndarray]:
    """Every few frames of the training venues as net inputs, uint8 [1,544,960,3]."""
    return [letterbox(f.image)[0][None] for f in load(data, "train")[::CALIBRATION_STEP]]


def quantised_graph(graph: onnx.ModelProto, data: Path, percentile: float) -> onnx.ModelProto:
    """The INT8 graph, calibrated on training frames."""
    return quantise(graph, calibrate(graph, calibration_images(data), percentile))


def tuned_thresholds(model: bytes, data: Path) -> dict[str, float]:
    """The score thresholds with the best F1 on the validation clip.

    Players give up PLAYER_SLACK of it for a higher threshold, which keeps material without football silent.
    """
    found, truth = run_split(session(model), data, "validation")
    thresholds = {name: best_threshold(found, truth, label) for label, name in enumerate(CLASSES)}
    thresholds["player"] = highest_threshold(found, truth, CLASSES.index("player"), PLAYER_SLACK)
    return thresholds


def description(files: dict[str, bytes], thresholds: dict[str, float], accuracy: dict, training: dict) -> dict:
    """The content of model.yaml; files maps the precision to its ONNX bytes."""
    names = {"int8": "model.int8.onnx", "fp32": "model.onnx"}
    digest = {p: hashlib.sha256(content).hexdigest() for p, content in files.items()}
    return {
        "name": "football-detector",
        "version": "1",
        "task": "detection",
        "format": "onnx",
        "input": {
            "name": "images",
            "dtype": "uint8",
            "layout": "NHWC",
            "width": INPUT_WIDTH,
            "height": INPUT_HEIGHT,
            "colour": "RGB",
        },
        "letterbox": {"anchor": "top-left", "fill": FILL},
        "decoder": {
            "type": "centre-heatmap",
            "stride": STRIDE,
            "heatmap": "heatmap",
            "boxes": "boxes",
            "box-encoding": "exp-ltrb",
            "suppression-iou": SUPPRESSION_IOU,
            "max-candidates": MAX_CANDIDATES,
        },
        "classes": list(CLASSES),
        "suppression-groups": [["ball"], ["goalkeeper", "player", "referee"]],
        "thresholds": thresholds,
        "batch-sizes": [1, 2, 4, 8],
        "precisions": {p: {"file": names[p], "sha256": digest[p]} for p in ("int8", "fp32")},
        "default-precision": "int8",
        "accuracy": {"dataset": "dortmund", **accuracy},
        "licence": LICENCE,
        "training": {"recipe": "models/training", **training},
    }


class Dumper(yaml.SafeDumper):
    """Writes innermost mappings and lists on one line."""

    def represent_sequence(self, tag, sequence, flow_style=None):
        return super().represent_sequence(tag, sequence, flow_style=True)

    def represent_mapping(self, tag, mapping, flow_style=None):
        nested = any(isinstance(v, dict) for v in mapping.values())
        return super().represent_mapping(tag, mapping, flow_style=not nested and len(mapping) < 12)


def accuracy_of(model: bytes, data: Path, thresholds: dict[str, float]) -> dict[str, float]:
    """All figures on the test venue, rounded."""
    figures = report(*run_split(session(model), data, "test"), thresholds)
    return {name: round(value, 4) for name, value in figures.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="file written by train.py")
    parser.add_argument("data", type=Path, help="folder with images/ and labels/")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write")
    parser.add_argument("--percentile", type=float, default=100.0, help="of the activations that INT8 covers")
    args = parser.parse_args()
    saved = torch.load(args.weights, weights_only=True)
    model = Detector()
    model.load_state_dict(saved["model"])
    graph = float_graph(model)
    files = {
        "int8": quantised_graph(graph, args.data, args.percentile).SerializeToString(),
        "fp32": graph.SerializeToString(),
    }
    thresholds = tuned_thresholds(files["int8"], args.data)
    figures = {p: accuracy_of(content, args.data, thresholds) for p, content in files.items()}
    for precision, values in figures.items():
        print(precision, f"{milliseconds(files[precision]):.2f} ms", values)
    accuracy = {p: {"map50": v["map50"], "player-ap50": v["player-ap50"]} for p, v in figures.items()}
    training = {"seed": saved["seed"], "iterations": saved["iterations"]}
    text = yaml.dump(description(files, thresholds, accuracy, training), Dumper=Dumper, sort_keys=False, width=200)
    args.out.mkdir(parents=True, exist_ok=True)
    write(args.out / "model.int8.onnx", files["int8"])
    write(args.out / "model.onnx", files["fp32"])
    write(args.out / "model.yaml", text.encode())


if __name__ == "__main__":
    main()
