"""Training samples: random crops of the frames with strong changes of scale, colour and sharpness."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

import balls
import distractors
import kits
import negatives
import pairs
from dataset import IGNORE, Frame
from model import CLASSES, FILL
from targets import draw

BALL, GOALKEEPER, PLAYER, REFEREE = range(len(CLASSES))
EVALUATION_WIDTH = 960
ANCHOR_SHARE = (0.35, 0.2, 0.15, 0.2, 0.1)
KEEP_VISIBLE = 0.4
NEGATIVE_SHARE = 0.08
NEW_KITS_SHARE = 0.5
PAIRS_SHARE = 0.6
MOST_PAIRS = 5
DISTRACTORS_SHARE = 0.4
BALLS_OFF_PITCH = 0.1
BALLS_AT_FEET = 0.5
GRASS_HUE = (32, 88)


@dataclass
class Sample:
    """A picture under construction: image uint8 [H,W,3], boxes [M,4] and ignore [K,4] in its pixels, classes [M].

    persons [P,4] are the boxes of all persons, cut off ones too, and groups [P] whom each is dressed like (see kits).
    """

    image: np.ndarray
    boxes: np.ndarray
    classes: np.ndarray
    ignore: np.ndarray
    persons: np.ndarray
    groups: np.ndarray


@dataclass(frozen=True)
class Source:
    """Frames that make up `share` of the samples; `real` ones get new kits and lend their balls."""

    frames: list[Frame]
    share: float
    real: bool


class Crops(Dataset):
    """Endless random crops, a pure function of (seed, index), as uint8 images and target grids."""

    def __init__(
        self, sources: list[Source], width: int, height: int, length: int, seed: int, scale: float = 1.0
    ) -> None:
        self.width, self.height, self.length, self.seed, self.scale = width, height, length, seed, scale
        self.frames = [f for source in sources for f in source.frames]
        self.real = [source.real for source in sources for _ in source.frames]
        self.frame_share = np.concatenate([source.share * clip_shares(source.frames) for source in sources])
        self.frame_share /= self.frame_share.sum()
        chosen = [f for f, real in zip(self.frames, self.real, strict=True) if real]
        self.lent = [(f, b) for f in chosen for b, c in zip(f.boxes, f.classes, strict=True) if c == BALL]
        self.groups = [
            kits.groups_of(f.image, f.boxes, f.classes) if real else np.full(len(f.boxes), kits.NOBODY)
            for f, real in zip(self.frames, self.real, strict=True)
        ]

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> dict[str, Tensor]:
        rng = np.random.default_rng((self.seed, index))
        sample = self.negative(rng) if rng.random() < NEGATIVE_SHARE else self.crop(rng)
        target = draw(sample.boxes, sample.classes, sample.ignore, self.width, self.height)
        return {
            "image": torch.from_numpy(np.ascontiguousarray(sample.image.transpose(2, 0, 1))),
            "heat": torch.from_numpy(target.heat),
            "heat_weight": torch.from_numpy(target.heat_weight),
            "boxes": torch.from_numpy(target.boxes),
            "box_weight": torch.from_numpy(target.box_weight),
        }

    def crop(self, rng: np.random.Generator) -> Sample:
        """A crop of a random frame with all augmentations."""
        index = rng.choice(len(self.frames), p=self.frame_share)
        frame = self.frames[index]
        scale = self.scale * random_scale(rng) * EVALUATION_WIDTH / frame.image.shape[1]
        sample = cut(frame, self.groups[index], *self.window(frame, scale, rng), self.width, self.height, rng)
        if self.real[index] and rng.random() < NEW_KITS_SHARE:
            kits.dress(sample.image, sample.persons, sample.groups, rng)
        if self.real[index] and rng.random() < PAIRS_SHARE:
            hide_persons(sample, rng)
        outside = distractors.off_pitch(sample.image)
        for _ in range(rng.integers(1, 4) if rng.random() < 0.35 else 0):
            self.paste_ball(sample, scale, outside, rng)
        if rng.random() < DISTRACTORS_SHARE:
            zoom = scale * frame.image.shape[1] / EVALUATION_WIDTH
            distractors.scatter(sample.image, outside, sample.boxes[sample.classes == BALL], zoom, rng)
        if rng.random() < 0.5:
            flip(sample)
        recolour(sample, rng)
        sample.image = degrade(sample.image, rng)
        return sample

    def window(self, frame: Frame, scale: float, rng: np.random.Generator) -> tuple[float, float, float, float]:
        """The crop's rectangle in the frame's pixels, usually near an object of a class drawn by ANCHOR_SHARE."""
        aspect = np.exp(rng.uniform(-0.1, 0.1))
        w, h = self.width / (scale * aspect), self.height / scale * aspect
        label = rng.choice(len(ANCHOR_SHARE), p=ANCHOR_SHARE)
        candidates = np.flatnonzero(frame.classes == label)
        full_h, full_w = frame.image.shape[:2]
        if len(candidates):
            box = frame.boxes[rng.choice(candidates)]
            x = (box[0] + box[2]) / 2 + rng.uniform(-0.45, 0.45) * w
            y = (box[1] + box[3]) / 2 + rng.uniform(-0.45, 0.45) * h
        else:
            x, y = rng.uniform(0, full_w), rng.uniform(0, full_h)
        return _start(x - w / 2, w, full_w), _start(y - h / 2, h, full_h), w, h

    def paste_ball(self, sample: Sample, scale: float, outside: np.ndarray, rng: np.random.Generator) -> None:
        """Copies a labelled ball of another frame to a random place of the crop, often to a person's feet.

        Few of the places `outside` of the pitch get one: there, what looks like a ball hardly ever is one.
        """
        frame, box = self.lent[rng.integers(len(self.lent))]
        zoom = scale * np.exp(rng.uniform(-0.3, 0.3))
        x, y = rng.uniform(0, self.width), rng.uniform(0, self.height)
        if len(sample.persons) and rng.random() < BALLS_AT_FEET:
            person = sample.persons[rng.integers(len(sample.persons))]
            w, h = person[2:] - person[:2]
            x, y = (person[0] + person[2]) / 2 + rng.uniform(-0.9, 0.9) * w, person[3] + rng.uniform(-0.16, 0.1) * h
            zoom = rng.uniform(0.13, 0.24) * h / max(1.0, *(box[2:] - box[:2]))
        column, row = int(x) // distractors.SCALE, int(y) // distractors.SCALE
        inside = 0 <= column < outside.shape[1] and 0 <= row < outside.shape[0]
        if not inside or (outside[row, column] and rng.random() > BALLS_OFF_PITCH):
            return
        patch, alpha, size = balls.loose(frame.image, box, zoom, rng)
        if max(patch.shape[0] / self.height, patch.shape[1] / self.width) < 0.5:
            balls.place(sample.image, patch, alpha, x, y)
            placed = np.array([[x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2]], np.float32)
            placed = np.clip(placed, 0, np.array([self.width, self.height] * 2, np.float32))
            sample.boxes = np.concatenate([sample.boxes, placed])
            sample.classes = np.append(sample.classes, BALL)

    def negative(self, rng: np.random.Generator) -> Sample:
        """A picture without football."""
        frame = self.frames[rng.integers(len(self.frames))].image
        empty = np.zeros((0, 4), np.float32)
        nothing = np.zeros(0, np.int64)
        picture = negatives.picture(rng, frame, self.width, self.height)
        sample = Sample(picture, empty, nothing, empty, empty, nothing)
        recolour(sample, rng)
        sample.image = degrade(sample.image, rng)
        return sample


def clip_shares(frames: list[Frame]) -> np.ndarray:
    """How often each frame is drawn, 1 in sum: clips with few frames count for more than these."""
    clips = [f.clip for f in frames]
    share = np.array([clips.count(c) ** -0.5 for c in clips])
    return share / share.sum()


def _start(start: float, size: float, full: float) -> float:
    """Moves a window into the frame where it fits; a larger window starts at the frame's edge."""
    return float(np.clip(start, 0, max(0.0, full - size)))


def random_scale(rng: np.random.Generator) -> float:
    """Zoom relative to the evaluation size: mostly near 1, sometimes far off for other cameras."""
    if rng.random() < 0.8:
        return float(np.exp(np.clip(rng.normal(0, 0.25), -0.6, 0.6)))
    return float(np.exp(rng.uniform(np.log(0.5), np.log(3.0))))


def cut(
    frame: Frame,
    groups: np.ndarray,
    x: float,
    y: float,
    w: float,
    h: float,
    width: int,
    height: int,
    rng: np.random.Generator,
) -> Sample:
    """The frame's rectangle resized to width x height; what lies outside of the frame is filled."""
    full_h, full_w = frame.image.shape[:2]
    x0, y0, x1, y1 = int(x), int(y), min(full_w, int(x + w)), min(full_h, int(y + h))
    sx, sy = width / w, height / h
    ow, oh = min(width, round((x1 - x0) * sx)), min(height, round((y1 - y0) * sy))
    small = cv2.INTER_AREA if rng.random() < 0.6 else cv2.INTER_LINEAR
    method = small if sx < 1 else int(rng.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
    image = np.full((height, width, 3), FILL, np.uint8)
    image[:oh, :ow] = cv2.resize(frame.image[y0:y1, x0:x1], (ow, oh), interpolation=method)
    sx, sy = ow / (x1 - x0), oh / (y1 - y0)
    moved = (frame.boxes - np.array([x0, y0, x0, y0], np.float32)) * np.array([sx, sy, sx, sy], np.float32)
    clipped = np.clip(moved, 0, np.array([ow, oh, ow, oh], np.float32))
    visible = area(clipped) / np.maximum(area(moved), 1e-6)
    known = frame.classes != IGNORE
    keep = (visible >= KEEP_VISIBLE) & known
    part = (visible > 0) & ~keep
    dressed = (visible > 0) & (groups != kits.NOBODY)
    boxes = clipped[keep].astype(np.float32)
    return Sample(image, boxes, frame.classes[keep], clipped[part], moved[dressed], groups[dressed])


def area(boxes: np.ndarray) -> np.ndarray:
    """Areas of x0,y0,x1,y1 rows."""
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def hide_persons(sample: Sample, rng: np.random.Generator) -> None:
    """Draws some persons a second time where they hide others or are hidden."""
    for _ in range(rng.integers(1, MOST_PAIRS + 1)):
        new = pairs.hide(sample.image, sample.boxes, sample.classes, rng)
        if new is not None:
            sample.boxes = np.concatenate([sample.boxes, new[0][None]])
            sample.classes = np.append(sample.classes, new[1])
            sample.persons = np.concatenate([sample.persons, new[0][None]])
            sample.groups = np.append(sample.groups, kits.NOBODY)


def flip(sample: Sample) -> None:
    """Mirrors left and right."""
    width = sample.image.shape[1]
    sample.image = np.ascontiguousarray(sample.image[:, ::-1])
    for boxes in (sample.boxes, sample.ignore, sample.persons):
        boxes[:, [0, 2]] = width - boxes[:, [2, 0]]


def recolour(sample: Sample, rng: np.random.Generator) -> None:
    """Kit, hue, channel, gain, contrast and gamma changes."""
    if rng.random() < 0.2:
        recolour_kits(sample.image, rng)
    if rng.random() < 0.08:
        tint_persons(sample, rng)
    if rng.random() < 0.04:
        sample.image = np.ascontiguousarray(sample.image[:, :, rng.permutation(3)])
    if rng.random() < 0.05:
        sample.image = np.repeat(cv2.cvtColor(sample.image, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
    if rng.random() < 0.5:
        shift_hue(sample.image, rng)
    if rng.random() < 0.85:
        sample.image = tone(sample.image, rng)


def recolour_kits(image: np.ndarray, rng: np.random.Generator) -> None:
    """Maps all hues but grass by one random smooth periodic curve: teams change, yet stay consistent."""
    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV)
    hue = np.arange(256)
    phase = 2 * np.pi * hue / 180
    curve = hue + rng.uniform(0, 180)
    for k in (1, 2):
        curve = curve + rng.uniform(-35, 35) * np.sin(k * phase + rng.uniform(0, 2 * np.pi))
    table = np.mod(curve, 180).astype(np.uint8)
    low, high = GRASS_HUE
    table[low:high] = hue[low:high]
    hsv[..., 0] = cv2.LUT(hsv[..., 0], table)
    cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB, dst=image)


def tint_persons(sample: Sample, rng: np.random.Generator) -> None:
    """Multiplies the pixels of one role's boxes, except grass, by one random colour."""
    label = rng.choice([GOALKEEPER, PLAYER, REFEREE])
    colour = rng.uniform(0.25, 1.25, 3).astype(np.float32)
    for box in sample.boxes[sample.classes == label].astype(int):
        view = sample.image[max(0, box[1]) : box[3], max(0, box[0]) : box[2]]
        if view.size == 0:
            continue
        green = (view[..., 1] > view[..., 0].astype(np.int16) + 8) & (view[..., 1] > view[..., 2].astype(np.int16) + 8)
        tinted = np.clip(view * colour, 0, 255).astype(np.uint8)
        view[:] = np.where(green[..., None], view, tinted)


def shift_hue(image: np.ndarray, rng: np.random.Generator) -> None:
    """Rotates all hues a little and scales the saturation."""
    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV)
    table = np.mod(np.arange(256) + rng.normal(0, 7), 180).astype(np.uint8)
    hsv[..., 0] = cv2.LUT(hsv[..., 0], table)
    saturation = np.clip(np.arange(256) * rng.uniform(0.5, 1.4), 0, 255).astype(np.uint8)
    hsv[..., 1] = cv2.LUT(hsv[..., 1], saturation)
    cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB, dst=image)


def tone(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Per-channel gain, then brightness, contrast and gamma, as one table per channel."""
    x = np.arange(256, dtype=np.float32)[:, None] / 255
    x = x * rng.uniform(0.85, 1.15, 3) * rng.uniform(0.65, 1.35)
    x = (x - 0.45) * rng.uniform(0.65, 1.35) + 0.45
    if rng.random() < 0.4:
        x = np.clip(x, 0, 1) ** rng.uniform(0.65, 1.5)
    table = np.clip(x * 255, 0, 255).astype(np.uint8)
    return cv2.LUT(image, table[None])


def degrade(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Blur, loss of resolution, noise and JPEG compression."""
    if rng.random() < 0.2:
        image = cv2.GaussianBlur(image, (5, 5), rng.uniform(0.4, 1.3))
    if rng.random() < 0.1:
        image = cv2.filter2D(image, -1, motion_kernel(rng))
    if rng.random() < 0.15:
        h, w = image.shape[:2]
        factor = rng.uniform(0.5, 0.9)
        small = cv2.resize(image, (int(w * factor), int(h * factor)), interpolation=cv2.INTER_AREA)
        image = cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.2:
        noise = rng.standard_normal(image.shape, np.float32) * rng.uniform(2, 12)
        image = np.clip(image + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        quality = int(rng.integers(25, 85))
        image = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)
    return image


def motion_kernel(rng: np.random.Generator) -> np.ndarray:
    """A normalised line of random length and direction."""
    size = int(rng.choice([3, 5, 7]))
    kernel = np.zeros((size, size), np.float32)
    angle = rng.uniform(0, np.pi)
    dx, dy = np.cos(angle) * size / 2, np.sin(angle) * size / 2
    centre = size // 2
    start = (round(centre - dx), round(centre - dy))
    cv2.line(kernel, start, (round(centre + dx), round(centre + dy)), 1.0)
    return kernel / kernel.sum()
