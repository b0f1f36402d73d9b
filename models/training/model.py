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

    `fine` adds a branch at stride 4 for the ball with that many residual blocks, `roles` a comparison of
    everyone with everyone. Of two boxes that overlap by more than `suppression_iou` only the surer one counts.
    """

    version: str
    width: int
    height: int
    widths: tuple[int, int, int, int]
    blocks: tuple[int, int, int]
    head: int
    suppression_iou: float
    fine: int | None
    roles: bool


FAST = Spec("1", 960, 544, (32, 64, 96, 128), (1, 2, 2), 64, 0.7, fine=None, roles=True)
ACCURATE = Spec("2", 1280, 736, (32, 64, 112, 160), (2, 3, 3), 64, 0.6, fine=1, roles=True)
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


class Roles(nn.Module):
    """Corrects the roles of the persons of a picture by comparing each with all others; adds nothing before training.

    Who is dressed like ten others is a player, who is dressed like nobody a goalkeeper or an official: that is a question
    about a set, so the TOKENS most likely persons (positions at stride 8) attend to one another, after Vaswani et al.,
    "Attention Is All You Need" (2017), with one head. What it costs does not grow with the picture.
    """

    TOKENS = 48
    NOBODY = -100.0
    ROLES = 3
    HIDDEN = 64
    KEYS = 32

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.scale = nn.BatchNorm1d(channels + self.ROLES)
        self.dropout = nn.Dropout(0.3)
        self.embed = nn.Linear(channels + self.ROLES, self.HIDDEN)
        self.query = nn.Linear(self.HIDDEN, self.KEYS)
        self.key = nn.Linear(self.HIDDEN, self.KEYS)
        self.value = nn.Linear(self.HIDDEN, self.HIDDEN)
        self.own = nn.Linear(self.HIDDEN, self.HIDDEN)
        self.role = nn.Linear(self.HIDDEN, self.ROLES)
        nn.init.zeros_(self.role.weight)
        nn.init.zeros_(self.role.bias)

    def forward(self, heat: Tensor, p8: Tensor) -> Tensor:
        h, w = int(p8.shape[2]), int(p8.shape[3])
        where, likely, tokens = self.tokens(heat[:, 1:], p8)
        change = self.compare(tokens, likely)
        nothing = torch.zeros_like(heat[:, 1:, ::2, ::2]).reshape(-1, self.ROLES, h * w)
        spread = nothing.scatter(2, everywhere(where, self.ROLES), change.to(nothing.dtype))
        return torch.cat([heat[:, :1], heat[:, 1:] + doubled(spread.reshape(-1, self.ROLES, h, w))], dim=1)

    def tokens(self, roles: Tensor, p8: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Positions at stride 8 and logits [N,T] of the most likely persons, and what is known of each, [N,3+C,T]."""
        fine, coarse, likely = self.persons(roles)
        logits = picked(roles.reshape(-1, self.ROLES, int(roles.shape[2]) * int(roles.shape[3])), fine)
        features = picked(p8.reshape(-1, int(p8.shape[1]), int(p8.shape[2]) * int(p8.shape[3])), coarse)
        return coarse, likely, torch.cat([logits, features], dim=1)

    def persons(self, roles: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The most likely persons in logits [N,3,H,W]: positions at strides 4 and 8 and the highest logit, each [N,T]."""
        width = int(roles.shape[3])
        best = roles.amax(dim=1, keepdim=True)
        peaks = torch.where(best == F.max_pool2d(best, 3, 1, 1), best, torch.full_like(best, self.NOBODY))
        likely, fine = peaks.flatten(1).topk(self.TOKENS)
        row, column = fine.div(width, rounding_mode="floor"), fine % width
        coarse = row.div(2, rounding_mode="floor") * (width // 2) + column.div(2, rounding_mode="floor")
        return fine, coarse, likely

    def compare(self, tokens: Tensor, likely: Tensor) -> Tensor:
        """Tokens [N,C,T] and logits [N,T] of being a person to what is added to the three roles' logits, [N,3,T]."""
        persons = F.relu(self.embed(self.dropout(self.scale(tokens)).transpose(1, 2)))
        alike = torch.matmul(self.query(persons), self.key(persons).transpose(1, 2)) * self.KEYS**-0.5
        attention = torch.softmax(alike + likely.clamp(max=0).unsqueeze(1), dim=2)
        change = self.role(F.relu(self.own(persons) + torch.matmul(attention, self.value(persons))))
        return change.transpose(1, 2)


def doubled(x: Tensor) -> Tensor:
    """Nearest upsampling [N,C,h,w] to [N,C,2h,2w] by copies: cpu_layout replaces a Resize of codes, not of floats."""
    c, h, w = (int(n) for n in x.shape[1:])
    wide = torch.stack([x, x], dim=4).reshape(-1, c, h, 2 * w)
    return torch.stack([wide, wide], dim=3).reshape(-1, c, 2 * h, 2 * w)


def everywhere(where: Tensor, channels: int) -> Tensor:
    """Positions [N,T] for each channel, [N,channels,T]."""
    return where.unsqueeze(1).repeat(1, channels, 1)


def picked(features: Tensor, where: Tensor) -> Tensor:
    """Features [N,C,P] at the positions [N,T]: [N,C,T]."""
    return features.gather(2, everywhere(where, int(features.shape[1])))


class Fine(nn.Module):
    """Features at strides 8 and 4 to one more logit of the ball at stride 4; adds nothing before training."""

    def __init__(self, w8: int, w4: int, blocks: int) -> None:
        super().__init__()
        self.merge = Merge(w8, w4, w4)
        self.blocks = nn.Sequential(*[Residual(w4) for _ in range(blocks)])
        self.logit = nn.Conv2d(w4, 1, 1)
        nn.init.zeros_(self.logit.weight)
        nn.init.zeros_(self.logit.bias)

    def forward(self, p8: Tensor, c4: Tensor) -> Tensor:
        return self.logit(self.blocks(self.merge(p8, c4)))


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
        self.fine = None if spec.fine is None else Fine(w8, w4, spec.fine)
        self.roles = Roles(w8) if spec.roles else None
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
        if self.roles is not None:
            heat = self.roles(heat, p8)
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
    """Multiply-accumulates of all convolutions and linear layers for one image of the version's size."""
    total = 0

    def count(module: nn.Conv2d | nn.Linear, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        nonlocal total
        total += output[0].numel() * module.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    with torch.no_grad():
        model(torch.zeros(1, 3, model.spec.height, model.spec.width))
    for hook in hooks:
        hook.remove()
    return total
