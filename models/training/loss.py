"""Losses of the detector: penalty-reduced focal loss on the heatmap, distance IoU on the boxes."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from model import BOX_CLAMP, STRIDE
from targets import CLASS_WEIGHT


def heat_loss(logits: Tensor, heat: Tensor, weight: Tensor) -> Tensor:
    """Penalty-reduced focal loss; logits and heat [N,4,h,w], weight [N,h,w]; per object centre."""
    probability = torch.sigmoid(logits)
    positive = heat.eq(1).float()
    hit = positive * (1 - probability) ** 2 * F.logsigmoid(logits)
    miss = (1 - positive) * (1 - heat) ** 4 * probability**2 * F.logsigmoid(-logits)
    classes = torch.from_numpy(CLASS_WEIGHT)[None, :, None, None]
    total = -((hit + miss) * classes * weight[:, None]).sum()
    return total / positive.sum().clamp(min=1)


def distances(raw: Tensor) -> Tensor:
    """Raw box outputs to left, top, right, bottom distances in input pixels."""
    return STRIDE * torch.exp(raw.clamp(*BOX_CLAMP))


def box_loss(raw: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """1 - IoU plus the normalised squared centre distance; raw and target [N,4,h,w], weight [N,h,w]."""
    chosen = weight > 0
    share = weight[chosen]
    p = distances(raw.permute(0, 2, 3, 1)[chosen])
    t = target.permute(0, 2, 3, 1)[chosen]
    inner = torch.minimum(p, t)
    outer = torch.maximum(p, t)
    intersection = (inner[:, 0] + inner[:, 2]) * (inner[:, 1] + inner[:, 3])
    union = (p[:, 0] + p[:, 2]) * (p[:, 1] + p[:, 3]) + (t[:, 0] + t[:, 2]) * (t[:, 1] + t[:, 3]) - intersection
    offset = (((p[:, 2:] - p[:, :2]) - (t[:, 2:] - t[:, :2])) / 2).square().sum(dim=1)
    diagonal = (outer[:, :2] + outer[:, 2:]).square().sum(dim=1)
    value = 1 - intersection / union + offset / diagonal
    return (value * share).sum() / share.sum().clamp(min=1e-6)
