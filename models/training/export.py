"""Exports trained weights as float32 and INT8 ONNX and TorchScript with their model.yaml, and measures all three."""

from __future__ import annotations

import argparse
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
import yaml

import golden
from cpu_layout import for_cpu
from dataset import Frame, load
from decode import MAX_CANDIDATES
from evaluate import milliseconds
from letterbox import letterbox
from metrics import f1_scores, highest_threshold, report
from model import CLASSES, FILL, SPECS, STRIDE, Detector, Spec
from onnx_graph import float_graph
from quantize import calibrate, quantise
from torchscript import torchscript
from variants import Variant, agreement, detections

SCRIPT = "model.torchscript.pt"
CALIBRATION_STEP = 5
SLACK = 0.02
AGREEMENT_SCORE = 0.3
RECORDED = ("map50", "ball-ap50", "goalkeeper-ap50", "player-ap50", "referee-ap50", "ball-recall-at-75")
LICENCE = (
    "Apache-2.0; trained on football-players-detection and on frames of football-field-detection "
    "(Roboflow Universe, CC BY 4.0), frames of the DFL Bundesliga Data Shootout, and on simulated matches"
)


def write(path: Path, content: bytes) -> None:
    """Replaces the file in one step, so that a reader never sees half of it."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def calibration_images(frames: list[Frame], spec: Spec) -> list[np.ndarray]:
    """Every few frames as net inputs, uint8 [1,H,W,3]."""
    return [letterbox(f.image, spec)[0][None] for f in frames[::CALIBRATION_STEP]]


def coded_graph(graph: onnx.ModelProto, frames: list[Frame], spec: Spec, percentile: float) -> onnx.ModelProto:
    """The float graph with Quantize/Dequantize pairs, calibrated on training frames."""
    return quantise(graph, calibrate(graph, calibration_images(frames, spec), percentile))


def quantised_graph(graph: onnx.ModelProto, frames: list[Frame], spec: Spec, percentile: float) -> onnx.ModelProto:
    """The INT8 graph, calibrated on training frames, with the operations that are fast on a CPU."""
    return for_cpu(coded_graph(graph, frames, spec, percentile))


@dataclass(frozen=True)
class Trained:
    """A detector's float32 graph and TorchScript, and how it was trained."""

    graph: onnx.ModelProto
    script: bytes
    training: dict

    @classmethod
    def load(cls, weights: Path, spec: Spec) -> Trained:
        """From a checkpoint, or from the model.onnx of an exported folder."""
        if weights.suffix == ".onnx":
            manifest = yaml.safe_load((weights.parent / "model.yaml").read_text())
            training = {key: manifest["training"][key] for key in ("seed", "iterations")}
            return cls(onnx.load(weights), (weights.parent / SCRIPT).read_bytes(), training)
        saved = torch.load(weights, weights_only=True)
        model = Detector(spec)
        model.load_state_dict(saved["model"])
        model.eval()
        return cls(float_graph(model), torchscript(model), {key: saved[key] for key in ("seed", "iterations")})


def variants(trained: Trained, frames: list[Frame], spec: Spec, percentile: float) -> list[Variant]:
    """INT8, float32 and TorchScript weights."""
    int8 = quantised_graph(trained.graph, frames, spec, percentile)
    return [
        Variant("int8", "model.int8.onnx", int8.SerializeToString()),
        Variant("fp32", "model.onnx", trained.graph.SerializeToString()),
        Variant("torchscript", SCRIPT, trained.script),
    ]


def tuned_thresholds(int8: Variant, sets: list[list[Frame]], spec: Spec) -> dict[str, float]:
    """The highest score thresholds within SLACK of the best F1, which is the mean over several sets of frames.

    What they give up of it keeps material without football silent.
    """
    answers = [detections(int8.infer(threads=2), frames, spec) for frames in sets]
    scores = [np.mean([f1_scores(*answer, label) for answer in answers], axis=0) for label in range(len(CLASSES))]
    return {name: highest_threshold(mine, SLACK) for name, mine in zip(CLASSES, scores, strict=True)}


def description(
    spec: Spec, made: list[Variant], thresholds: dict[str, float], proof: dict, accuracy: dict, training: dict
) -> dict:
    """The content of model.yaml."""
    return {
        "name": "football-detector",
        "version": spec.version,
        "task": "detection",
        "format": "onnx",
        "input": {
            "name": "images",
            "dtype": "uint8",
            "layout": "NHWC",
            "width": spec.width,
            "height": spec.height,
            "colour": "RGB",
        },
        "letterbox": {"anchor": "top-left", "fill": FILL},
        "decoder": {
            "type": "centre-heatmap",
            "stride": STRIDE,
            "heatmap": "heatmap",
            "boxes": "boxes",
            "box-encoding": "exp-ltrb",
            "suppression-iou": spec.suppression_iou,
            "max-candidates": MAX_CANDIDATES,
        },
        "classes": list(CLASSES),
        "suppression-groups": [["ball"], ["goalkeeper", "player", "referee"]],
        "thresholds": thresholds,
        "batch-sizes": [1, 2, 4, 8],
        "precisions": {v.precision: {"file": v.file, "sha256": hashlib.sha256(v.content).hexdigest()} for v in made},
        "default-precision": "int8",
        "golden": proof,
        "accuracy": accuracy,
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


def measured(made: list[Variant], frames: list[Frame], spec: Spec, thresholds: dict[str, float]) -> dict:
    """Every variant's figures on some frames; prints all and how far the variants agree, returns those to record."""
    found = {}
    for variant in made:
        found[variant.precision], truth = detections(variant.infer(threads=2), frames, spec)
    result = {}
    for precision, mine in found.items():
        figures = report(mine, truth, thresholds)
        overlap, share = agreement(mine, found["fp32"], AGREEMENT_SCORE)
        print(precision, f"against fp32: mean IoU {overlap:.4f}, found {share:.4f};", end=" ")
        print(" ".join(f"{name} {value:.4f}" for name, value in figures.items()), flush=True)
        result[precision] = {name: round(figures[name], 4) for name in RECORDED}
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="file written by train.py, or an exported model.onnx")
    parser.add_argument("data", type=Path, help="folder with images/ and labels/")
    parser.add_argument("--version", choices=SPECS, default="1", help="which detector")
    parser.add_argument("--also-validate", type=Path, help="more frames for the thresholds: images/ and labels/")
    parser.add_argument("--out", type=Path, required=True, help="model folder to write; holds golden/")
    parser.add_argument("--percentile", type=float, default=100.0, help="of the activations that INT8 covers")
    args = parser.parse_args()
    spec = SPECS[args.version]
    trained = Trained.load(args.weights, spec)
    made = variants(trained, load(args.data, "train"), spec, args.percentile)
    for variant in made:
        size, time = len(variant.content) / 1e6, milliseconds(variant.infer(threads=1), spec)
        print(f"{variant.precision}: {size:.2f} MB, {time:.2f} ms on one thread", flush=True)
    validation = [load(args.data, "validation")]
    if args.also_validate:
        validation.append(load(args.also_validate, "train"))
    thresholds = tuned_thresholds(made[0], validation, spec)
    print("thresholds", thresholds, flush=True)
    accuracy = {
        "golden": measured(made, golden.load(args.out / "golden"), spec, thresholds),
        "dortmund": measured(made, load(args.data, "test"), spec, thresholds),
    }
    proof = {
        "annotations": f"golden/{golden.ANNOTATIONS}",
        "pictures": len(golden.pictures(args.out / "golden")),
        "sha256": golden.digest(args.out / "golden"),
    }
    content = description(spec, made, thresholds, proof, accuracy, trained.training)
    for variant in made:
        write(args.out / variant.file, variant.content)
    text = yaml.dump(content, Dumper=Dumper, sort_keys=False, width=200)
    write(args.out / "model.yaml", text.encode())


if __name__ == "__main__":
    main()
