"""The loop a user would write: OpenCV reads and letterboxes, ONNX Runtime infers, NumPy finds the boxes.

Usage: opencv_loop.py MODEL.onnx VIDEO SECONDS [--raw]. Plays the video again and again for SECONDS and
prints frames per second. Default threads and default session options. The objects of each frame go to a
file as JSON lines; with --raw the model's outputs are neither decoded nor written.
"""

import json
import os
import sys
import time

import cv2
import numpy as np
import onnxruntime

STRIDE = 4
SCORE = 0.4
MAX_IOU = 0.6
NEIGHBOURS = np.ones((3, 3), np.uint8)


def objects(heat: np.ndarray, boxes: np.ndarray, scale: float) -> list[dict]:
    """Peaks of the logits [4, H, W] with their boxes [4, H, W], weaker overlapping ones left out."""
    peaks = np.stack([cv2.dilate(plane, NEIGHBOURS) for plane in heat]) == heat
    kinds, rows, columns = np.nonzero(peaks & (heat > np.log(SCORE / (1 - SCORE))))
    scores = 1 / (1 + np.exp(-heat[kinds, rows, columns]))
    left, top, right, bottom = STRIDE * np.exp(np.clip(boxes[:, rows, columns], -4, 6))
    x, y = (columns + 0.5) * STRIDE, (rows + 0.5) * STRIDE
    found = np.stack([x - left, y - top, x + right, y + bottom], 1) / scale
    areas = (found[:, 2] - found[:, 0]) * (found[:, 3] - found[:, 1])
    order = np.argsort(-scores, kind="stable")
    kept = []
    while order.size:
        best, order = order[0], order[1:]
        kept.append(best)
        overlap = np.minimum(found[best, 2:], found[order, 2:]) - np.maximum(found[best, :2], found[order, :2])
        shared = np.clip(overlap, 0, None).prod(1)
        iou = shared / (areas[best] + areas[order] - shared)
        order = order[(iou <= MAX_IOU) | ((kinds[order] == 0) != (kinds[best] == 0))]
    return [
        {"class": int(kinds[i]), "score": round(float(scores[i]), 3), "box": found[i].round(1).tolist()}
        for i in kept
    ]


def main() -> None:
    model, video, seconds, raw = sys.argv[1], sys.argv[2], float(sys.argv[3]), "--raw" in sys.argv
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    tensor = session.get_inputs()[0]
    _, height, width, _ = tensor.shape
    batch = np.full((1, height, width, 3), 114, np.uint8)
    capture = cv2.VideoCapture(video)
    frames = 0
    started = deadline = None
    with open(os.devnull, "w", encoding="utf-8") as lines:
        while deadline is None or time.perf_counter() < deadline:
            read, picture = capture.read()
            if not read:
                capture.release()
                capture = cv2.VideoCapture(video)
                continue
            scale = min(width / picture.shape[1], height / picture.shape[0])
            size = round(picture.shape[1] * scale), round(picture.shape[0] * scale)
            small = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
            cv2.cvtColor(small, cv2.COLOR_BGR2RGB, dst=small)
            batch[0, : size[1], : size[0]] = small
            heat, boxes = session.run(["heatmap", "boxes"], {tensor.name: batch})
            if not raw:
                lines.write(json.dumps({"frame": frames, "objects": objects(heat[0], boxes[0], scale)}) + "\n")
            if started is None:  # the first frame pays for start-up
                started = time.perf_counter()
                deadline = started + seconds
            else:
                frames += 1
    print(f"{frames / (time.perf_counter() - started):.2f}")


if __name__ == "__main__":
    main()
