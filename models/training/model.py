"""The football detector: a small plain convolutional net with a centre heatmap.

Only 3x3 and 1x1 convolutions, ReLU, residual additions and nearest upsampling are used, with channel
counts that are multiples of 16: ONNX Runtime runs exactly these fast in INT8 on a CPU.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

CLASSES = ("ball", "goalkeeper", "player", "referee")
STRIDE = 4
PATCH_ROWS = 6
FILL = 114
INPUT_SCALE = 1.0 / 64.0
BOX_CLAMP = (-4.0, 6.0)


@dataclass(frozen=True)
class Spec:
    """One version of the detector: its input in pixels, the channels at strides 4 to 32 and the residual blocks at 8 to 32.

    `fine` adds a branch at stride 4 for the ball.
    """

    version: str
    width: int
    height: int
    widths: tuple[int, int, int, int]
    blocks: tuple[int, int, int]
    head: int
    fine: bool


FAST = Spec("1", 960, 544, (32, 64, 96, 128), (1, 2, 2), 64, fine=False)
ACCURATE = Spec("2", 1280, 736, (32, 64, 112, 160), (2, 3, 3), 64, fine=True)
SPECS = {spec.version: spec for spec in (FAST, ACCURATE)}


class ConvBnRelu(nn.Sequential):
    """A k x k convolution with stride s, batch normalisation and (unless relu is False) ReLU."""

    def __init__(self, cin: int, cout: int, k: int = 3, s: int = 1, relu: bool = True) -> None:
        layers: list[nn.Module] = [nn.Conv2d(cin, cout, k, s, k // 2, bias=False), nn.BatchNorm2d(cout)]
        if relu:
            layers.append(nn.ReLU(inplace=True))
        super().__init__(*layers)


class PatchConv(nn.Sequential):
    """[N,12,H,W/4] (see merge_columns) to [N,cout,H/4,W/4]; each cell sees PATCH_ROWS rows and 12 columns of pixels."""

    def __init__(self, cout: int) -> None:
        conv = nn.Conv2d(12, cout, (PATCH_ROWS, 3), (4, 1), (PATCH_ROWS // 2 - 2, 1), bias=False)
        super().__init__(conv, nn.BatchNorm2d(cout), nn.ReLU(inplace=True))


class Residual(nn.Module):
    """Two 3x3 convolutions with a shortcut; shape is kept."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = ConvBnRelu(channels, channels)
        self.second = ConvBnRelu(channels, channels, relu=False)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.second(self.first(x)))


def stage(cin: int, cout: int, blocks: int) -> nn.Sequential:
    """Halves the resolution, then applies the residual blocks."""
    return nn.Sequential(ConvBnRelu(cin, cout, s=2), *[Residual(cout) for _ in range(blocks)])


class Merge(nn.Module):
    """Adds upsampled coarse features (projected to cfine channels) to fine ones, then one 3x3 convolution."""

    def __init__(self, ccoarse: int, cfine: int, cout: int) -> None:
        super().__init__()
        self.lateral = ConvBnRelu(ccoarse, cfine, k=1, relu=False)
        self.smooth = ConvBnRelu(cfine, cout)

    def forward(self, coarse: Tensor, fine: Tensor) -> Tensor:
        up = F.interpolate(self.lateral(coarse), scale_factor=2.0, mode="nearest")
        return self.smooth(F.relu(fine + up))


class Context(nn.Module):
    """Adds to every position a projection of the mean over all positions: who is dressed like whom in this picture."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.project = nn.Conv2d(channels, channels, 1)
        nn.init.zeros_(self.project.weight)
        nn.init.zeros_(self.project.bias)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.project(F.adaptive_avg_pool2d(x, 1)))


class Fine(nn.Module):
    """Features at strides 8 and 4 to one more logit of the ball at stride 4; adds nothing before training."""

    def __init__(self, w8: int, w4: int) -> None:
        super().__init__()
        self.merge = Merge(w8, w4, w4)
        self.logit = nn.Conv2d(w4, 1, 1)
        nn.init.zeros_(self.logit.weight)
        nn.init.zeros_(self.logit.bias)

    def forward(self, p8: Tensor, c4: Tensor) -> Tensor:
        return self.logit(self.merge(p8, c4))


class Detector(nn.Module):
    """Normalised images [N,3,H,W] to heatmap logits [N,4,H/4,W/4] and raw box distances [N,4,H/4,W/4].

    Almost all work happens at stride 8 and coarser; the heads predict the four stride-4 cells of each
    stride-8 position as channels, which a final pixel shuffle spreads out.
    """

    def __init__(self, spec: Spec = FAST) -> None:
        super().__init__()
        self.spec = spec
        w4, w8, w16, w32 = spec.widths
        blocks, head = spec.blocks, spec.head
        self.stem = nn.Sequential(PatchConv(w4), ConvBnRelu(w4, w4))
        self.stage8 = stage(w4, w8, blocks[0])
        self.stage16 = stage(w8, w16, blocks[1])
        self.stage32 = stage(w16, w32, blocks[2])
        self.context = Context(w32)
        self.merge16 = Merge(w32, w16, w16)
        self.merge8 = Merge(w16, w8, w8)
        self.heat = self._head(w8, head, len(CLASSES))
        self.box = self._head(w8, head, 4)
        self.fine = Fine(w8, w4) if spec.fine else None
        nn.init.constant_(self.heat[1].bias, -4.6)

    @staticmethod
    def _head(cin: int, hidden: int, channels: int) -> nn.Sequential:
        return nn.Sequential(ConvBnRelu(cin, hidden), nn.Conv2d(hidden, channels * 4, 1), nn.PixelShuffle(2))

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        return self.from_columns(merge_columns(images))

    def from_columns(self, columns: Tensor) -> tuple[Tensor, Tensor]:
        """The net after merge_columns: [N,12,H,W/4] to the two outputs."""
        c4 = self.stem(columns)
        c8 = self.stage8(c4)
        c16 = self.stage16(c8)
        p16 = self.merge16(self.context(self.stage32(c16)), c16)
        p8 = self.merge8(p16, c8)
        heat = self.heat(p8)
        if self.fine is not None:
            heat = torch.cat([heat[:, :1] + self.fine(p8, c4), heat[:, 1:]], dim=1)
        return heat, self.box(p8)


def merge_columns(images: Tensor) -> Tensor:
    """[N,3,H,W] to [N,12,H,W/4]; the channel is (column in group, colour).

    In NHWC memory this changes nothing at all, so it is free at inference, and the first convolution
    reads 12 channels instead of 3, which CPU kernels need to be fast.
    """
    n, c, h, w = images.shape
    return images.reshape(n, c, h, w // 4, 4).permute(0, 4, 1, 2, 3).reshape(n, 4 * c, h, w // 4)


def normalise(images: Tensor) -> Tensor:
    """uint8 [N,3,H,W] to float32 centred on the letterbox fill, so that zero padding looks like the fill."""
    return (images.float() - FILL) * INPUT_SCALE


def macs(model: Detector) -> int:
    """Multiply-accumulates of all convolutions for one image of the version's size."""
    total = 0

    def count(module: nn.Conv2d, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        nonlocal total
        total += output[0].numel() * module.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in model.modules() if isinstance(m, nn.Conv2d)]
    with torch.no_grad():
        model(torch.zeros(1, 3, model.spec.height, model.spec.width))
    for hook in hooks:
        hook.remove()
    return total
