"""Rewrites what ONNX Runtime runs slowly on a CPU in a quantised graph; the results stay the same.

Its convolutions keep quantised tensors in NHWC memory, in which doubling a picture is copying and a 1x1
convolution is a matrix product; its own Resize, DepthToSpace and changes of layout are far slower.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import helper, numpy_helper

TO_NHWC = [0, 2, 3, 1]
TO_NCHW = [0, 3, 1, 2]


class Rewriter:
    """A graph under change; batch sizes stay free."""

    def __init__(self, model: onnx.ModelProto) -> None:
        inferred = onnx.shape_inference.infer_shapes(model)
        self.graph = model.graph
        self.shapes = {v.name: [d.dim_value for d in v.type.tensor_type.shape.dim] for v in inferred.graph.value_info}
        self.producers = {name: node for node in self.graph.node for name in node.output}
        self.weights = {i.name: numpy_helper.to_array(i) for i in self.graph.initializer}
        self.replaced: dict[str, list[onnx.NodeProto]] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        """Adds an initializer."""
        self.graph.initializer.append(numpy_helper.from_array(value, name))
        return name

    def reshape(self, source: str, result: str, shape: Sequence[int]) -> onnx.NodeProto:
        """A Reshape to all but the batch size."""
        return node("Reshape", [source, self.constant(f"{result}_shape", np.array(shape, np.int64))], result)

    def consumer(self, name: str) -> onnx.NodeProto | None:
        """The only reader of a tensor."""
        readers = [n for n in self.graph.node if name in n.input]
        return readers[0] if len(readers) == 1 else None

    def finish(self) -> None:
        """Puts the new nodes where the replaced ones were and drops what nobody reads any more."""
        nodes = [new for old in self.graph.node for new in self.replaced.get(old.output[0], [old])]
        needed = {o.name for o in self.graph.output}
        kept = []
        for candidate in reversed(nodes):
            if needed.intersection(candidate.output):
                kept.append(candidate)
                needed.update(candidate.input)
        initializers = [i for i in self.graph.initializer if i.name in needed]
        del self.graph.node[:], self.graph.initializer[:]
        self.graph.node.extend(reversed(kept))
        self.graph.initializer.extend(initializers)


def node(kind: str, inputs: list[str], output: str, **attributes: object) -> onnx.NodeProto:
    """A node that is called as its output is."""
    return helper.make_node(kind, inputs, [output], output, **attributes)


def for_cpu(quantised: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with upsampling as copies of bytes and heads as matrix products."""
    result = onnx.ModelProto()
    result.CopyFrom(quantised)
    rewriter = Rewriter(result)
    for original in result.graph.node:
        if original.op_type == "Resize":
            double(rewriter, original)
        elif original.op_type == "Conv":
            project(rewriter, original)
        elif original.op_type == "DepthToSpace":
            spread(rewriter, original)
    rewriter.finish()
    onnx.checker.check_model(result, full_check=True)
    return result


def double(graph: Rewriter, resize: onnx.NodeProto) -> None:
    """Nearest upsampling by 2 of codes: every row of a picture [h,w,c] twice, and in it every position twice."""
    source, target = graph.producers[resize.input[0]], graph.consumer(resize.output[0])
    if source.op_type != "DequantizeLinear" or target is None or target.op_type != "QuantizeLinear":
        return
    if any(graph.weights[a] != graph.weights[b] for a, b in zip(source.input[1:], target.input[1:], strict=True)):
        return
    _, c, h, w = graph.shapes[resize.input[0]]
    name, codes = resize.output[0], target.output[0]
    graph.replaced[codes] = [
        node("Transpose", [source.input[0]], f"{name}_nhwc", perm=TO_NHWC),
        node("Concat", [f"{name}_nhwc"] * 2, f"{name}_columns", axis=3),
        graph.reshape(f"{name}_columns", f"{name}_wide", [-1, h, 2 * w, c]),
        node("Concat", [f"{name}_wide"] * 2, f"{name}_rows", axis=2),
        graph.reshape(f"{name}_rows", f"{name}_doubled", [-1, 2 * h, 2 * w, c]),
        node("Transpose", [f"{name}_doubled"], codes, perm=TO_NCHW),
    ]


def project(graph: Rewriter, conv: onnx.NodeProto) -> None:
    """A float 1x1 convolution of quantised features as a product of the positions [h*w,cin] with its weights."""
    source = graph.producers[conv.input[0]]
    weights = graph.weights.get(conv.input[1])
    if source.op_type != "DequantizeLinear" or weights is None or weights.shape[2:] != (1, 1):
        return
    _, _, h, w = graph.shapes[conv.input[0]]
    cout, cin = weights.shape[:2]
    name = conv.output[0]
    columns = graph.constant(f"{name}_weights", np.ascontiguousarray(weights[:, :, 0, 0].T))
    graph.replaced[name] = [
        node("Transpose", [source.input[0]], f"{name}_nhwc", perm=TO_NHWC),
        graph.reshape(f"{name}_nhwc", f"{name}_codes", [-1, cin]),
        node("DequantizeLinear", [f"{name}_codes", *source.input[1:]], f"{name}_positions"),
        node("Gemm", [f"{name}_positions", columns, conv.input[2]], f"{name}_product"),
        graph.reshape(f"{name}_product", f"{name}_pictures", [-1, h * w, cout]),
        node("Transpose", [f"{name}_pictures"], f"{name}_channels", perm=[0, 2, 1]),
        graph.reshape(f"{name}_channels", name, [-1, cout, h, w]),
    ]


def spread(graph: Rewriter, shuffle: onnx.NodeProto) -> None:
    """DepthToSpace of 2x2 cells: whole rows to their places, then two rows at a time into each other."""
    _, channels, h, w = graph.shapes[shuffle.input[0]]
    c = channels // 4
    name = shuffle.output[0]
    graph.replaced[name] = [
        graph.reshape(shuffle.input[0], f"{name}_cells", [-1, c, 2, 2, h, w]),
        node("Transpose", [f"{name}_cells"], f"{name}_rows", perm=[0, 1, 4, 2, 3, 5]),
        graph.reshape(f"{name}_rows", f"{name}_pairs", [-1, 2, w]),
        node("Transpose", [f"{name}_pairs"], f"{name}_woven", perm=[0, 2, 1]),
        graph.reshape(f"{name}_woven", name, [-1, c, 2 * h, 2 * w]),
    ]
