"""The float32 ONNX graph of the detector, with the uint8 NHWC input of the tensor contract."""

from __future__ import annotations

import io

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from onnx import TensorProto, helper, numpy_helper

from model import FILL, INPUT_SCALE, STRIDE, Detector, Spec

OPSET = 17


class FromColumns(nn.Module):
    """The model from its merged columns on, for the exporter."""

    def __init__(self, model: Detector) -> None:
        super().__init__()
        self.model = model

    def forward(self, columns: Tensor) -> tuple[Tensor, Tensor]:
        return self.model.from_columns(columns)


def float_graph(model: Detector) -> onnx.ModelProto:
    """Exports the model (batch normalisation folded) with input `images`, outputs `heatmap` and `boxes`."""
    buffer = io.BytesIO()
    example = torch.zeros(1, 12, model.spec.height, model.spec.width // 4)
    torch.onnx.export(
        FromColumns(model).eval(),
        (example,),
        buffer,
        input_names=["normalised"],
        output_names=["heatmap", "boxes"],
        dynamic_axes={name: {0: "N"} for name in ("normalised", "heatmap", "boxes")},
        opset_version=OPSET,
        dynamo=False,
    )
    return with_uint8_input(onnx.load_from_string(buffer.getvalue()), model.spec)


def with_uint8_input(model: onnx.ModelProto, spec: Spec) -> onnx.ModelProto:
    """Replaces the float NCHW input by uint8 NHWC; DequantizeLinear does the normalisation."""
    graph = model.graph
    source = graph.input[0].name
    head = [
        helper.make_node("Reshape", ["images", "columns_shape"], ["columns_nhwc"], "columns_nhwc"),
        helper.make_node("Transpose", ["columns_nhwc"], ["columns"], "columns", perm=[0, 3, 1, 2]),
        helper.make_node("DequantizeLinear", ["columns", "images_scale", "images_zero"], [source], source),
    ]
    constants = [
        numpy_helper.from_array(np.array([-1, spec.height, spec.width // 4, 12], np.int64), "columns_shape"),
        numpy_helper.from_array(np.array(INPUT_SCALE, np.float32), "images_scale"),
        numpy_helper.from_array(np.array(FILL, np.uint8), "images_zero"),
    ]
    images = helper.make_tensor_value_info("images", TensorProto.UINT8, ["N", spec.height, spec.width, 3])
    shape = ["N", 4, spec.height // STRIDE, spec.width // STRIDE]
    outputs = [helper.make_tensor_value_info(o.name, TensorProto.FLOAT, shape) for o in graph.output]
    result = helper.make_graph(
        [*head, *graph.node], "football-detector", [images], outputs, [*graph.initializer, *constants]
    )
    opset = [helper.make_opsetid("", OPSET)]
    converted = helper.make_model(result, opset_imports=opset, ir_version=8)
    onnx.checker.check_model(converted, full_check=True)
    return converted
