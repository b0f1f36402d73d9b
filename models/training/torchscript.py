"""The TorchScript variant: the same input and outputs as the ONNX graphs, float32, normalisation folded."""

from __future__ import annotations

import io

import torch
from torch import Tensor, nn

from model import Detector, normalise


class FromPictures(nn.Module):
    """uint8 [N,H,W,3] to heatmap and boxes, both float32 [N,4,H/4,W/4]."""

    def __init__(self, model: Detector) -> None:
        super().__init__()
        self.model = model.to(memory_format=torch.channels_last)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        heat, boxes = self.model(normalise(images.permute(0, 3, 1, 2)))
        return heat.contiguous(), boxes.contiguous()


@torch.no_grad()
def torchscript(model: Detector) -> bytes:
    """A frozen module for any batch size; its outputs come as (heatmap, boxes)."""
    example = torch.zeros(2, model.spec.height, model.spec.width, 3, dtype=torch.uint8)
    traced = torch.jit.trace(FromPictures(model).eval(), example, check_trace=False)
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.freeze(traced), buffer)
    return buffer.getvalue()
