"""The loop a user would write: OpenCV reads and letterboxes, ONNX Runtime infers.

Usage: opencv_loop.py MODEL.onnx VIDEO SECONDS. Plays the video again and again for SECONDS and
prints frames per second. Default threads and default session options; raw outputs are not decoded.
"""

import sys
import time

import cv2
import numpy as np
import onnxruntime


def main() -> None:
    model, video, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    tensor = session.get_inputs()[0]
    _, height, width, _ = tensor.shape
    batch = np.full((1, height, width, 3), 114, np.uint8)
    capture = cv2.VideoCapture(video)
    frames = 0
    started = deadline = None
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
        session.run(None, {tensor.name: batch})
        if started is None:  # the first frame pays for start-up
            started = time.perf_counter()
            deadline = started + seconds
        else:
            frames += 1
    print(f"{frames / (time.perf_counter() - started):.2f}")


if __name__ == "__main__":
    main()
