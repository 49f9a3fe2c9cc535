"""What each layer is asked: constructor arguments, right and wrong ones, and input shapes."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from keras_shape_lint.layers.rule import find
from tests.layers.live import Case

FLAG = st.booleans()
SIZE = st.sampled_from([1, 2, 3, 4, 6, 8, 0, -1, 2.5, None])
RATE = st.sampled_from([0, 0.3, 1, 1.5, -0.1])
AXIS = st.sampled_from([-1, 1, 2, -2, 3, -4, 5, 0])
AXES = st.one_of(AXIS, st.sampled_from([[1], [1, 2], [2, 1], [3, 2], [-2, -1], [-1]]))
FORMAT = st.sampled_from([None, "channels_last", "channels_first", "channels_middle"])
DIM = st.sampled_from([1, 2, 3, 4, 5, 6, 8, None])
BATCH = st.sampled_from([None, None, None, 2])

OLD_ARGUMENTS: dict[str, tuple[str, ...]] = {
    "Embedding": ("input_length", "sparse"),
    "LeakyReLU": ("alpha",),
    "BatchNormalization": ("fused", "virtual_batch_size", "adjustment", "mode"),
    "LayerNormalization": ("rms_scaling",),
    **{f"Conv{rank}D": ("lora_rank", "lora_alpha") for rank in (1, 2, 3)},
}

OPTIONAL_BEFORE = {f"{name}{rank}D": "pool_size" for name in ("AveragePooling", "AvgPool") for rank in (1, 2, 3)}

TABLE: dict[str, tuple[dict[str, Any], tuple[int, ...]]] = {
    "Dense": ({"units": SIZE, "use_bias": FLAG}, (1, 2, 3, 4)),
    "Embedding": ({"input_dim": SIZE, "output_dim": SIZE, "mask_zero": FLAG}, (1, 2, 3)),
    "Masking": ({"mask_value": st.just(0.0)}, (1, 2, 3)),
    "Identity": ({}, (1, 2, 3)),
    "Activation": ({"activation": st.sampled_from(["relu", "tanh"])}, (1, 2, 3)),
    "ReLU": ({"max_value": RATE, "negative_slope": RATE, "threshold": RATE}, (1, 2, 4)),
    "LeakyReLU": ({"negative_slope": RATE}, (1, 2, 4)),
    "ELU": ({"alpha": RATE}, (1, 2, 4)),
    "Softmax": ({"axis": AXES}, (1, 2, 3, 4)),
    "PReLU": ({"shared_axes": AXES}, (1, 2, 3, 4)),
    "Dropout": ({"rate": RATE, "noise_shape": st.sampled_from([None, (None, 1), [2, 0], (2.0, 1)])}, (1, 2, 3)),
    "AlphaDropout": ({"rate": RATE}, (1, 2, 3)),
    "GaussianDropout": ({"rate": RATE}, (1, 2, 3)),
    "GaussianNoise": ({"stddev": RATE}, (1, 2, 3)),
    "ActivityRegularization": ({"l1": st.just(0.1)}, (1, 2, 3)),
    "SpatialDropout1D": ({"rate": RATE}, (2, 3, 3, 4)),
    "SpatialDropout2D": ({"rate": RATE, "data_format": FORMAT}, (3, 4, 4, 5)),
    "SpatialDropout3D": ({"rate": RATE, "data_format": FORMAT}, (4, 5, 5)),
    "Flatten": ({"data_format": FORMAT}, (1, 2, 3, 4)),
    "Reshape": (
        {"target_shape": st.lists(st.sampled_from([1, 2, 3, 4, 6, -1, -1, 0, None, -2]), max_size=3).map(tuple)},
        (1, 2, 2, 3, 3, 4),
    ),
    "Permute": ({"dims": st.lists(st.sampled_from([1, 2, 3, 1, 2, 0]), min_size=1, max_size=3).map(tuple)}, (2, 3, 4)),
    "RepeatVector": ({"n": SIZE}, (1, 2, 2, 3)),
    "BatchNormalization": ({"axis": AXIS, "center": FLAG, "scale": FLAG}, (1, 2, 3, 4)),
    "LayerNormalization": ({"axis": AXES, "center": FLAG, "scale": FLAG, "rms_scaling": FLAG}, (1, 2, 3, 4)),
    "GroupNormalization": (
        {"groups": st.sampled_from([1, 2, 4, -1, 0, 32]), "axis": AXIS, "center": FLAG, "scale": FLAG},
        (2, 3, 4),
    ),
    "RMSNormalization": ({"axis": AXES}, (1, 2, 3, 4)),
    "UnitNormalization": ({"axis": AXES}, (1, 2, 3, 4)),
    "Normalization": ({"axis": AXES, "mean": st.just(1.0), "variance": st.just(1.0)}, (1, 2, 3, 4)),
}
RUN = frozenset(TABLE)

SMALL = st.sampled_from([1, 2, 3, 2, 3, 0, None])
PADDING = st.sampled_from(["valid", "valid", "same", "SAME", "causal"])


def window(rank: int, low: int = 1) -> Any:
    """An integer or a tuple, now and then a wrong one."""
    size = st.integers(low, 3)
    return st.one_of(size, size, st.tuples(*[size] * rank), st.sampled_from([low - 1, (2,) * (rank + 1), (0, 2), "a"]))


def margins(rank: int) -> Any:
    size = st.integers(0, 3)
    pair = st.tuples(size, size)
    axes = st.tuples(*[st.one_of(size, pair)] * rank) if rank > 1 else pair
    return st.one_of(size, axes, st.sampled_from([(1, 2, 3, 4), "a", (1, -1)]))


for rank in (1, 2, 3):
    spatial = (rank + 2,) * 6 + (rank + 1, rank + 3)
    sliding = {
        "filters": SMALL,
        "kernel_size": window(rank),
        "strides": st.sampled_from([1, 1, 2, 3, 0]),
        "padding": PADDING,
        "data_format": FORMAT,
        "dilation_rate": st.sampled_from([1, 1, 1, 2]),
        "use_bias": FLAG,
    }
    pooling = {"pool_size": window(rank), "strides": window(rank), "padding": PADDING, "data_format": FORMAT}
    TABLE[f"Conv{rank}D"] = ({**sliding, "strides": window(rank), "groups": st.sampled_from([1, 1, 2])}, spatial)
    TABLE[f"Conv{rank}DTranspose"] = ({**sliding, "output_padding": window(rank, 0)}, spatial)
    TABLE[f"MaxPooling{rank}D"] = (pooling, spatial)
    TABLE[f"AveragePooling{rank}D"] = (pooling, spatial)
    for kind in ("Max", "Average"):
        TABLE[f"Global{kind}Pooling{rank}D"] = ({"data_format": FORMAT, "keepdims": FLAG}, spatial)
        TABLE[f"Adaptive{kind}Pooling{rank}D"] = ({"output_size": window(rank), "data_format": FORMAT}, spatial)
    formatted = {"data_format": FORMAT} if rank > 1 else {}
    TABLE[f"Cropping{rank}D"] = ({"cropping": margins(rank), **formatted}, spatial)
    TABLE[f"ZeroPadding{rank}D"] = ({"padding": margins(rank), "data_format": FORMAT}, spatial)
    TABLE[f"UpSampling{rank}D"] = ({"size": SIZE if rank == 1 else window(rank), **formatted}, spatial)
    if rank < 3:
        TABLE[f"SeparableConv{rank}D"] = ({**sliding, "depth_multiplier": SMALL}, spatial)
        depthwise = {key: value for key, value in sliding.items() if key != "filters"}
        TABLE[f"DepthwiseConv{rank}D"] = ({**depthwise, "depth_multiplier": SMALL}, spatial)

for cell in ("LSTM", "GRU", "SimpleRNN"):
    TABLE[cell] = (
        {
            "units": SMALL,
            "use_bias": FLAG,
            "return_sequences": FLAG,
            "return_state": FLAG,
            "stateful": st.sampled_from([False, False, True]),
            "unroll": st.sampled_from([False, False, True]),
        },
        (2, 3, 3, 3, 3, 4),
    )
    OLD_ARGUMENTS[cell] = ("implementation", "time_major")
IMAGE = (3, 4, 4)
for name in ("Resizing", "CenterCrop", "RandomCrop"):
    TABLE[name] = ({"height": st.just(3), "width": st.just(2), "data_format": FORMAT}, IMAGE)
for name in ("RandomRotation", "RandomContrast", "RandomBrightness"):
    TABLE[name] = ({"factor": st.just(0.1)}, IMAGE)
TABLE["RandomFlip"] = ({}, IMAGE)
TABLE["RandomZoom"] = ({"height_factor": st.just(0.1)}, IMAGE)
TABLE["RandomTranslation"] = ({"height_factor": st.just(0.1), "width_factor": st.just(0.1)}, IMAGE)
TABLE["Rescaling"] = ({"scale": st.just(2.0)}, (1, 2, 3, 4))

LISTS: dict[str, dict[str, Any]] = {
    "Attention": {"use_scale": FLAG, "score_mode": st.sampled_from(["dot", "concat", "sum"])},
    "AdditiveAttention": {"use_scale": FLAG},
    "MultiHeadAttention": {
        "num_heads": SMALL,
        "key_dim": SMALL,
        "value_dim": st.sampled_from([None, 2]),
        "use_bias": FLAG,
        "output_shape": st.sampled_from([None, 4, (2, 3)]),
    },
}


def list_cases(name: str) -> st.SearchStrategy[Case]:
    """An attention layer on query, value and perhaps key, most of which fit together."""
    arguments = LISTS[name]
    rule = find(f"keras.layers.{name}")
    assert rule is not None
    steps, features = st.sampled_from([3, 3, 3, 4, None]), st.sampled_from([4, 4, 4, 4, 2, None])
    full = st.tuples(st.just(None), steps, features)
    flat = st.tuples(st.just(None), features)
    arguments_of = st.fixed_dictionaries(
        {key: value for key, value in arguments.items() if key in rule.required},
        optional={key: value for key, value in arguments.items() if key not in rule.required},
    )
    spread = st.just(name == "MultiHeadAttention")

    def drawn(shape: Any, run: bool) -> st.SearchStrategy[Case]:
        often = 1 if run and name == "MultiHeadAttention" else 2
        calls = st.lists(st.lists(shape, min_size=2, max_size=3), min_size=1, max_size=often)
        return st.builds(Case, st.just(name), arguments_of, calls, run=st.just(run), spread=spread)

    return st.one_of(drawn(full, True), drawn(full, True), drawn(st.one_of(full, flat), False))


def cases(name: str) -> st.SearchStrategy[Case]:
    """A layer of this class with random arguments, called once or twice."""
    from tests.layers.more_strategies import MORE

    if name in MORE:
        found: st.SearchStrategy[Case] = MORE[name](name)
        return found
    if name in LISTS:
        return list_cases(name)
    arguments, ranks = TABLE[name]
    rule = find(f"keras.layers.{name}")
    assert rule is not None
    required = {key: value for key, value in arguments.items() if key in rule.required}
    optional = {key: value for key, value in arguments.items() if key not in rule.required}
    return st.builds(
        Case,
        st.just(name),
        st.fixed_dictionaries(required, optional=optional),
        _calls(ranks),
        st.sampled_from(["float32", "float32", "float32", "int32"]),
        st.just(name in RUN),
    )


def _calls(ranks: tuple[int, ...]) -> st.SearchStrategy[list[Any]]:
    shape = st.sampled_from(ranks).flatmap(lambda rank: st.tuples(BATCH, *[DIM] * (rank - 1)))
    return shape.flatmap(
        lambda first: st.one_of(
            st.just([first]), _variant(first).map(lambda other: [first, other]), shape.map(lambda other: [first, other])
        )
    )


def _variant(shape: tuple[Any, ...]) -> st.SearchStrategy[tuple[Any, ...]]:
    if len(shape) < 2:
        return st.just(shape)
    return st.tuples(st.integers(1, len(shape) - 1), DIM).map(
        lambda change: tuple(change[1] if axis == change[0] else dim for axis, dim in enumerate(shape))
    )
