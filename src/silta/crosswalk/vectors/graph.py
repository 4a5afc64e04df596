"""The transformer of multilingual-e5-small as an ONNX graph in memory, with its weights left in 4 bits.

Inputs: `embedded` float32 (batch, tokens, hidden), the sum of word, position and type embeddings; `mask`
float32 (batch, tokens), ones first, then zeros. Output: `pooled` float32 (batch, hidden), the mean over the
unmasked tokens, not normalised.

Matrix products use the operator `MatMulNBits` of onnxruntime's own domain (block 32, accuracy level 4:
activations in int8). Measured: cosine to the model's own engine at least 0.9999, at about 2.6 times its
speed; quantising the whole graph dynamically to int8 instead costs a tenth of the recall.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from silta.crosswalk.vectors.weights import VALUES_PER_BLOCK, Weights

_RUNTIME: Final = "com.microsoft"
_OPSET: Final = 20
_RUNTIME_OPSET: Final = 1
_IR: Final = 10


def build_graph(weights: Weights) -> bytes:
    """The serialised model."""
    builder = _Builder(weights)
    pooled = builder.pool(builder.encode())
    model = helper.make_model(
        builder.graph(pooled),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIME, _RUNTIME_OPSET)],
        ir_version=_IR,
    )
    return bytes(model.SerializeToString())


class _Builder:
    """Collects nodes and constants; every method that adds a node returns the name of its output."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []
        self.axis_1 = self.constant("axis_1", np.array([1]))
        self.axis_2 = self.constant("axis_2", np.array([2]))

    def constant(self, name: str, values: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def vector(self, name: str) -> str:
        return self.constant(name, self.weights.floats(name))

    def product(self, x: str, name: str, width: int) -> str:
        """`x` times the quantised matrix `name` of `width` rows, without its bias."""
        blocks = self.weights.blocks(f"{name}.w")
        packed, scales = repack(blocks, width)
        return self.node(
            "MatMulNBits",
            [x, self.constant(f"{name}.w", packed), self.constant(f"{name}.scale", scales)],
            f"{name}.product",
            _RUNTIME,
            K=blocks.size * VALUES_PER_BLOCK // width,
            N=width,
            bits=4,
            block_size=VALUES_PER_BLOCK,
            accuracy_level=4,
        )

    def encode(self) -> str:
        """Embedding layer norm, then every layer."""
        scale, bias = self.vector("emb.ln.w"), self.vector("emb.ln.b")
        x = self.node(
            "LayerNormalization", ["embedded", scale, bias], "normed", epsilon=self.weights.shape.epsilon
        )
        lengths = self.node("ReduceSum", ["mask", self.axis_1], "lengths", keepdims=0)
        lengths = self.node("Cast", [lengths], "lengths_int", to=TensorProto.INT32)
        for layer in range(self.weights.shape.layers):
            x = self.feed_forward(self.attend(x, lengths, f"l{layer}"), f"l{layer}")
        return x

    def attend(self, x: str, lengths: str, layer: str) -> str:
        hidden = self.weights.shape.hidden
        biases = [self.weights.floats(f"{layer}.{part}.b") for part in "qkv"]
        bias = self.constant(f"{layer}.qkv.b", np.concatenate(biases))
        parts = [self.product(x, f"{layer}.{part}", hidden) for part in "qkv"]
        heads = self.weights.shape.heads
        context = self.node(
            "MultiHeadAttention", [*parts, bias, lengths], f"{layer}.context", _RUNTIME, num_heads=heads
        )
        return self.add_and_norm(
            x, self.product(context, f"{layer}.ao", hidden), f"{layer}.ao.b", f"{layer}.aln"
        )

    def feed_forward(self, x: str, layer: str) -> str:
        width = self.weights.floats(f"{layer}.fi.b").size
        inner = self.product(x, f"{layer}.fi", width)
        active = self.node("BiasGelu", [inner, self.vector(f"{layer}.fi.b")], f"{layer}.gelu", _RUNTIME)
        outer = self.product(active, f"{layer}.fo", self.weights.shape.hidden)
        return self.add_and_norm(x, outer, f"{layer}.fo.b", f"{layer}.oln")

    def add_and_norm(self, x: str, y: str, bias: str, norm: str) -> str:
        inputs = [x, y, self.vector(f"{norm}.w"), self.vector(f"{norm}.b"), self.vector(bias)]
        epsilon = self.weights.shape.epsilon
        return self.node("SkipLayerNormalization", inputs, f"{norm}.out", _RUNTIME, epsilon=epsilon)

    def pool(self, x: str) -> str:
        mask = self.node("Unsqueeze", ["mask", self.axis_2], "mask_3d")
        total = self.node(
            "ReduceSum", [self.node("Mul", [x, mask], "masked"), self.axis_1], "total", keepdims=0
        )
        count = self.node("ReduceSum", ["mask", self.axis_1], "count", keepdims=1)
        return self.node("Div", [total, count], "pooled")

    def graph(self, output: str) -> GraphProto:
        hidden, kind = self.weights.shape.hidden, TensorProto.FLOAT
        inputs = [
            helper.make_tensor_value_info("embedded", kind, ["batch", "tokens", hidden]),
            helper.make_tensor_value_info("mask", kind, ["batch", "tokens"]),
        ]
        outputs = [helper.make_tensor_value_info(output, kind, ["batch", hidden])]
        return helper.make_graph(self.nodes, "multilingual-e5-small", inputs, outputs, self.constants)


def repack(blocks: NDArray[np.void], rows: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Q4_0 blocks as `MatMulNBits` wants them: neighbours share a byte. (rows, blocks, 16) uint8, (rows,
    blocks) float32.
    """
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    packed = nibbles[:, ::2] | nibbles[:, 1::2] << 4
    return packed.reshape(rows, -1, 16), blocks["scale"].astype(np.float32).reshape(rows, -1)


def unpack(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """The values of Q4_0 blocks: shape (…, blocks) to float32 (…, blocks × 32)."""
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=-1)
    values = (nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[..., None]
    return values.reshape(*blocks.shape[:-1], -1)
