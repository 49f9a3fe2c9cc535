"""What functions of TensorFlow and of `keras.backend` give on Inputs, in a Lambda and in a layer, as Keras was seen to.

A shape that we give is Keras' own; what we refuse Keras refuses. What we cannot say is listed here.
"""

from __future__ import annotations

from typing import Any

import pytest

from keras_shape_lint.analysis import Settings, Source, analyze
from keras_shape_lint.findings import FAILS_AT_RUN
from tests.layers.tensorflow_calls import DECLARED, PLACES, measured, program

CALLS = measured()
UNKNOWN = {
    "K.batch_flatten(img)", "K.batch_flatten(seq)", "K.batch_flatten(x)", "K.clip(x,x,x)",
    "K.count_params(K.zeros((3,4)))*x", "K.ctc_decode(x,idx[:,0])[0][0]", "K.get_value(K.zeros((3,4))).sum()*x",
    "K.is_keras_tensor(x) and x", "K.local_conv2d(img,K.zeros((165,12,5)),(2,2),(1,1),(15,11))",
    "K.resize_images(dyn,2,3,'channels_last')", "K.variable([1.,2.])*x[:,:,:2]",
    "tf.grad_pass_through(lambda t:t*2)(x)", "tf.image.non_max_suppression(boxes,flat[:,0],10)",
    "tf.image.resize(img,tf.shape(img)[1:3]*2)", "tf.image.ssim(big,big,max_val=1.)", "tf.image.ssim(img,img,1.)",
    "tf.keras.backend.shape(x)[1]", "tf.linalg.lstsq(x5,x5)", "tf.linalg.lu(sq)[0]",
    "tf.map_fn(lambda t:tf.image.rot90(t),img)", "tf.math.bincount(idx)",
    "tf.math.bincount(idx,minlength=7,maxlength=7,axis=-1)", "tf.math.polyval([x,x],x)",
    "tf.math.segment_mean(st,tf.constant([0,1]))", "tf.nn.conv2d(img,tf.zeros((3,3,3,8)),1,[[0,0],[1,1],[1,1],[0,0]])",
    "tf.nn.ctc_loss(idx,tf.zeros((9,2,5)),tf.constant([1,2]),tf.constant([1,2]))", "tf.nn.top_k(flat,k=5).values",
    "tf.pad(x,tf.constant([[0,0],[1,1],[2,0]]))", "tf.rank(x)", "tf.rank(x)*2", "tf.random.poisson((3,),[2.,1.])",
    "tf.reduce_mean(x,axis=tf.constant([1,2]))", "tf.repeat(tf.zeros((1,3)),tf.shape(x)[0],axis=0)",
    "tf.reshape(x,[-1,-1])", "tf.scatter_nd(idx[:,:1],flat,tf.constant([10,32]))", "tf.sequence_mask(idx)",
    "tf.shape(x).shape", "tf.shape_n([x,flat])[0]", "tf.signal.mdct(sig,40)",
    "tf.strided_slice(x,[0,0],[tf.shape(x)[0],2])", "tf.tensordot(x,tf.zeros((5,9)),[[2],[0]])",
    "tf.tile(flat,multiples=tf.constant([1,2]))", "tf.tile(x,tf.stack([1,tf.shape(x)[1],1]))",
    "tf.transpose(x,tf.constant([0,2,1]))", "tf.unique(flat[0])[0]", "tf.unique_with_counts(flat[0])[2]",
    "tf.unravel_index(idx[:,0],[3,4])", "tf.bitcast(x,tf.int32)", "x==x", "x[:,idx[0,0]]",
}  # fmt: skip
"""By values, or written as no rule reads them; a rank is a number."""


def traced(call: str, place: str, release: str) -> Any:
    """The shape, "refused", or "?"."""
    text = f"{DECLARED}{program(call, place)}layers.Lambda(lambda q: q)(r)\n"
    said = analyze(Source("p.py", text), Settings(release))
    if any(fault.message.severity == "E" and fault.message is not FAILS_AT_RUN for fault in said.findings):
        return "refused"
    last = text.count("\n")
    shapes = [list(made.inputs) for made in said.calls if made.callee == "keras.layers.Lambda" and made.line == last]
    return "?" if not shapes or not shapes[0] else shapes[0][0] if len(shapes[0]) == 1 else shapes[0]


def verdict(mine: Any, real: Any) -> str:
    if mine == "refused" or real == "refused":
        return "agrees" if mine == real else "not said" if real == "refused" else "false"
    if mine == real or real is None:
        return "agrees"
    if mine == "?":
        return "unknown"
    if real == "?" or len(mine) != len(real):
        return "false"
    pairs = list(zip(mine, real))
    if any(a != b and a != "?" and not isinstance(a, list) for a, b in pairs):
        return "false"
    return "unknown" if any(a == "?" for a, _ in pairs) else "agrees" if mine == real else "false"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("release", ["2.15", "3"])
def test_calls(release: str, place: str) -> None:
    found: dict[str, list[str]] = {}
    for call, answers in CALLS.items():
        found.setdefault(verdict(traced(call, place, release), answers[f"{release} {place}"]), []).append(call)
    assert found.get("false", []) == []
    assert set(found.get("unknown", [])) <= UNKNOWN
