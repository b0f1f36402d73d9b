"""A starting point from trained weights: of an exported graph, or of a smaller version that the new one extends."""

from __future__ import annotations

from collections.abc import Container

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from model import ConvBnRelu, Detector, PatchConv, Residual, normalise


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
        if value.ndim >= 2:
            value[: old.shape[0], old.shape[1] :] = 0
        value[tuple(slice(n) for n in old.shape)] = old
    silence_new_blocks(model, [name.removesuffix(".weight") for name in state])
    return model


@torch.no_grad()
def unfolded(graph: onnx.GraphProto, model: Detector, images: Tensor) -> Detector:
    """The model of an exported float32 graph, whose normalisations were folded into the convolutions.

    What the model has and the graph has not adds nothing yet. images, uint8 [N,3,H,W], give the statistics that each
    normalisation gets back, so that training can go on.
    """
    weights = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    modules = dict(model.named_modules())
    given = {module_name(n.name): n.input for n in graph.node if n.op_type == "Conv"}
    silence_new_blocks(model, given)
    restore_linear(graph, modules, weights)
    biases: dict[nn.Module, Tensor] = {}
    for name, (_, weight, bias) in given.items():
        conv, norm = modules[name], norm_after(name, modules)
        conv.weight.copy_(weights[weight])
        if norm is None:
            conv.bias.copy_(weights[bias])
        else:
            biases[norm] = weights[bias]

    def restore(norm: nn.BatchNorm2d, inputs: tuple[Tensor, ...]) -> None:
        x = inputs[0]
        mean, variance = x.mean(dim=(0, 2, 3)), x.var(dim=(0, 2, 3), unbiased=False)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.copy_(biases[norm] + mean)

    hooks = [norm.register_forward_pre_hook(restore) for norm in biases]
    model.eval()
    model(normalise(images))
    for hook in hooks:
        hook.remove()
    return model


def restore_linear(graph: onnx.GraphProto, modules: dict[str, nn.Module], weights: dict[str, Tensor]) -> None:
    """Gives linear layers and the normalisations of tokens, which are exported as they are, their weights back."""
    for node in graph.node:
        module = modules.get(module_name(node.name))
        given = [weights[name] for name in node.input if name in weights]
        if isinstance(module, nn.Linear) and node.op_type == "MatMul":
            module.weight.copy_(given[0].T)
        elif isinstance(module, nn.Linear) and node.op_type == "Add":
            module.bias.copy_(given[0])
        elif isinstance(module, nn.BatchNorm1d) and node.op_type == "BatchNormalization":
            targets = (module.weight, module.bias, module.running_mean, module.running_var)
            for target, value in zip(targets, given, strict=True):
                target.copy_(value)


def module_name(node: str) -> str:
    """The module whose scope an exported node is in: /stage8/stage8.1/first/first.0/Conv is stage8.1.first.0."""
    path: list[str] = []
    for part in node.split("/")[1:-1]:
        if path and part.startswith(path[-1] + "."):
            path[-1] = part
        else:
            path.append(part)
    return ".".join(path)


def norm_after(name: str, modules: dict[str, nn.Module]) -> nn.BatchNorm2d | None:
    """The normalisation of a convolution's result, which follows it in their common block."""
    block = modules[name.rpartition(".")[0]]
    return block[1] if isinstance(block, (ConvBnRelu, PatchConv)) else None


def silence_new_blocks(model: Detector, known: Container[str]) -> None:
    """Residual blocks whose weights nobody knows yet add nothing."""
    for name, module in model.named_modules():
        if isinstance(module, Residual) and f"{name}.second.0" not in known:
            nn.init.zeros_(module.second[1].weight)
