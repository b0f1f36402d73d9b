"""Static INT8 quantisation of the exported float graph with Quantize/Dequantize pairs.

Activations are uint8 with one scale per tensor, weights int8 with one scale per output channel, biases
int32. The last 1x1 convolutions stay float32, so that the logits keep their resolution.

Processors without dot-product instructions add the products of two neighbouring input channels in 16 bits,
which saturate. The weights' scales leave room for that sum, so that all processors calculate the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import onnx
import onnxruntime as ort
from onnx import helper, numpy_helper

LARGEST_SUM = 127.0
QUANTISED_OPS = ("Conv", "Relu", "Add", "Resize", "GlobalAveragePool")


@dataclass(frozen=True)
class Range:
    """Value range of one activation tensor in real units."""

    low: float
    high: float

    def scale_and_zero(self) -> tuple[float, int]:
        """The uint8 scale and zero point that cover the range and represent 0 exactly."""
        low, high = min(self.low, 0.0), max(self.high, 0.0)
        scale = max((high - low) / 255.0, 1e-8)
        return scale, int(round(-low / scale))


def final_nodes(graph: onnx.GraphProto) -> set[str]:
    """Names of the last convolutions and of all that follows them: nodes whose result no convolution depends on."""
    final: set[str] = set()
    read: set[str] = set()
    for node in reversed(graph.node):
        if not read.intersection(node.output):
            final.add(node.name)
            if node.op_type != "Conv":
                continue
        read.update(node.input)
    return final


def consumers(graph: onnx.GraphProto) -> dict[str, list[onnx.NodeProto]]:
    """Tensor name to the nodes that read it."""
    result: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            result.setdefault(name, []).append(node)
    return result


def activation_names(graph: onnx.GraphProto) -> list[str]:
    """Tensors that get a Quantize/Dequantize pair: every op's result, but not what a ReLU follows at once."""
    readers = consumers(graph)
    final = final_nodes(graph)
    names = []
    for node in graph.node:
        name = node.output[0]
        if node.op_type not in QUANTISED_OPS or node.name in final:
            continue
        following = readers.get(name, [])
        if len(following) == 1 and following[0].op_type == "Relu":
            continue
        names.append(name)
    return names


def calibrate(model: onnx.ModelProto, images: Iterable[np.ndarray], percentile: float) -> dict[str, Range]:
    """Runs uint8 NHWC images through the float graph; returns the range of each activation.

    The range is the mean over the images of the image's percentile (100 takes the extremes of all images).
    """
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    names = activation_names(model.graph)
    del probe.graph.output[:]
    probe.graph.output.extend(helper.make_empty_tensor_value_info(n) for n in names)
    session = ort.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    lows: dict[str, list[float]] = {n: [] for n in names}
    highs: dict[str, list[float]] = {n: [] for n in names}
    for image in images:
        for name, value in zip(names, session.run(None, {"images": image}), strict=True):
            low, high = image_range(value, percentile)
            lows[name].append(low)
            highs[name].append(high)
    if percentile >= 100:
        return {n: Range(min(lows[n]), max(highs[n])) for n in names}
    return {n: Range(float(np.mean(lows[n])), float(np.mean(highs[n]))) for n in names}


def image_range(value: np.ndarray, percentile: float) -> tuple[float, float]:
    """Lower and upper percentile of one tensor; the lower one is 0 after a ReLU."""
    if percentile >= 100:
        return float(value.min()), float(value.max())
    flat = value.ravel()
    tail = max(1, int(flat.size * (1 - percentile / 100)))
    high = float(np.partition(flat, flat.size - tail)[flat.size - tail])
    low = float(np.partition(flat, tail - 1)[tail - 1])
    return low, high


def weight_scales(values: np.ndarray) -> np.ndarray:
    """One scale per output channel of weights [cout,cin,kh,kw], with which no product saturates.

    The codes of channels 2i and 2i+1 that have one sign add up to 127, rounded 128, or less; times 255 that
    fits 16 bits. A single code is 127 or less for the same reason.
    """
    cout, cin = values.shape[:2]
    pairs = values.reshape(cout, cin // 2, 2, -1)
    sums = np.maximum(np.clip(pairs, 0, None).sum(axis=2), np.clip(-pairs, 0, None).sum(axis=2))
    return np.maximum(sums.reshape(cout, -1).max(axis=1) / LARGEST_SUM, 1e-8).astype(np.float32)


def quantise(model: onnx.ModelProto, ranges: dict[str, Range]) -> onnx.ModelProto:
    """The float graph with Quantize/Dequantize pairs after the activations and around the weights."""
    graph = model.graph
    weights = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    float_nodes = final_nodes(graph)
    names = set(activation_names(graph))
    nodes: list[onnx.NodeProto] = []
    initializers: list[onnx.TensorProto] = []
    renamed: dict[str, str] = {}
    scales = {n.output[0]: float(weights[n.input[1]]) for n in graph.node if n.op_type == "DequantizeLinear"}

    def constant(name: str, value: np.ndarray) -> str:
        initializers.append(numpy_helper.from_array(value, name))
        return name

    def quantised_weights(node: onnx.NodeProto, input_scale: float) -> list[str]:
        name = node.input[1]
        values = weights[name]
        scale = weight_scales(values)
        codes = np.clip(np.round(values / scale[:, None, None, None]), -127, 127).astype(np.int8)
        zero = np.zeros(len(scale), np.int8)
        inputs = [constant(f"{name}_q", codes), constant(f"{name}_scale", scale), constant(f"{name}_zero", zero)]
        nodes.append(helper.make_node("DequantizeLinear", inputs, [f"{name}_dq"], f"{name}_dq", axis=0))
        bias = node.input[2]
        bias_scale = (scale * np.float32(input_scale)).astype(np.float32)
        bias_codes = np.round(weights[bias] / bias_scale).astype(np.int32)
        inputs = [
            constant(f"{bias}_q", bias_codes),
            constant(f"{bias}_scale", bias_scale),
            constant(f"{bias}_zero", zero.astype(np.int32)),
        ]
        nodes.append(helper.make_node("DequantizeLinear", inputs, [f"{bias}_dq"], f"{bias}_dq", axis=0))
        return [f"{name}_dq", f"{bias}_dq"]

    def add_pair(name: str) -> None:
        scale, zero = ranges[name].scale_and_zero()
        scales[f"{name}_dq"] = scale
        parameters = [
            constant(f"{name}_scale", np.array(scale, np.float32)),
            constant(f"{name}_zero", np.array(zero, np.uint8)),
        ]
        nodes.append(helper.make_node("QuantizeLinear", [name, *parameters], [f"{name}_q"], f"{name}_q"))
        nodes.append(helper.make_node("DequantizeLinear", [f"{name}_q", *parameters], [f"{name}_dq"], f"{name}_dq"))
        renamed[name] = f"{name}_dq"

    for original in graph.node:
        node = onnx.NodeProto()
        node.CopyFrom(original)
        inputs = [renamed.get(i, i) for i in original.input]
        if node.op_type == "Conv" and node.name not in float_nodes:
            inputs[1:] = quantised_weights(original, scales[inputs[0]])
        del node.input[:]
        node.input.extend(inputs)
        nodes.append(node)
        if original.output[0] in names:
            add_pair(original.output[0])

    used = {i for n in nodes for i in n.input}
    kept = [i for i in graph.initializer if i.name in used]
    result = helper.make_graph(nodes, graph.name, graph.input, graph.output, kept + initializers)
    quantised = helper.make_model(result, opset_imports=model.opset_import, ir_version=model.ir_version)
    onnx.checker.check_model(quantised, full_check=True)
    return quantised
