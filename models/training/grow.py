"""A starting point from trained weights: of an exported graph, or of a smaller version that the new one extends."""

from __future__ import annotations

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from model import ConvBnRelu, Detector, PatchConv, normalise


@torch.no_grad()
def grown(state: dict[str, Tensor], model: Detector) -> Detector:
    """Copies trained weights into a version that is as large or larger; what it computes stays the same.

    New channels keep their random incoming weights but nothing reads them yet; new residual blocks and branches add
    nothing yet.
    """
    target = model.state_dict()
    for name, value in target.items():
        if name not in state:
            continue
        old = state[name]
        if value.ndim == 4:
            value[: old.shape[0], old.shape[1] :] = 0
        value[tuple(slice(n) for n in old.shape)] = old
    for name, module in model.named_modules():
        if name.endswith(".second") and f"{name}.0.weight" not in state:
            nn.init.zeros_(module[1].weight)
    return model


@torch.no_grad()
def unfolded(graph: onnx.GraphProto, model: Detector, images: Tensor) -> Detector:
    """The model of an exported float32 graph, whose normalisations were folded into the convolutions.

    A graph from before there was a context leaves it as it is. images, uint8 [N,3,H,W], give the statistics that each normalisation gets back, so that training can go on.
    """
    weights = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    def restore(norm: nn.BatchNorm2d, inputs: tuple[Tensor, ...]) -> None:
        x = inputs[0]
        mean, variance = x.mean(dim=(0, 2, 3)), x.var(dim=(0, 2, 3), unbiased=False)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.copy_(biases[norm] + mean)

    biases: dict[nn.Module, Tensor] = {}
    nodes = [n for n in graph.node if n.op_type == "Conv"]
    modules = execution_order(model)
    if len(nodes) < len(modules):
        modules = [pair for pair in modules if pair[0] is not model.context.project]
    if len(nodes) != len(modules):
        raise ValueError(f"the graph has {len(nodes)} convolutions, the model {len(modules)}")
    for node, (conv, norm) in zip(nodes, modules, strict=True):
        conv.weight.copy_(weights[node.input[1]])
        if norm is None:
            conv.bias.copy_(weights[node.input[2]])
        else:
            biases[norm] = weights[node.input[2]]
    hooks = [norm.register_forward_pre_hook(restore) for norm in biases]
    model.eval()
    model(normalise(images))
    for hook in hooks:
        hook.remove()
    return model


def execution_order(model: Detector) -> list[tuple[nn.Conv2d, nn.BatchNorm2d | None]]:
    """The convolutions in the order in which they run and an exported graph holds them, each with its normalisation."""
    order: list[nn.Conv2d] = []
    hooks = [
        m.register_forward_hook(lambda module, _i, _o: order.append(module))
        for m in model.modules()
        if isinstance(m, nn.Conv2d)
    ]
    model.eval()
    model(torch.zeros(1, 3, 64, 64))
    for hook in hooks:
        hook.remove()
    norms = {m[0]: m[1] for m in model.modules() if isinstance(m, (ConvBnRelu, PatchConv))}
    return [(conv, norms.get(conv)) for conv in order]
