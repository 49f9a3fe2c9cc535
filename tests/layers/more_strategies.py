"""What layers around layers, merges, cells, augmentation, categories and spectra are asked."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from keras_shape_lint.layers.augmentation import ARGUMENTS, NEEDED
from tests.layers.live import Case
from tests.layers.nested import L
from tests.layers.strategies import AXES, AXIS, BATCH, DIM, FLAG, FORMAT, PADDING, SMALL, TABLE, window

Arguments = dict[str, Any]
REQUIRED = (
    "equation", "output_shape", "input_dim", "output_dim", "num_tokens", "bin_boundaries", "num_bins", "function",
    "layer", "cell", "layers", "filters", "kernel_size", "factor", "max_number", "axes",
)  # fmt: skip

BIN_MODE = st.sampled_from(["int", "one_hot", "multi_hot", "count", "many"])
CELLS = st.sampled_from(["LSTMCell", "GRUCell", "SimpleRNNCell"])
INNER = st.one_of(
    st.builds(lambda units: L("Dense", units=units), SMALL),
    st.builds(lambda n: L("RepeatVector", n=n), st.sampled_from([1, 2])),
    st.builds(lambda rate: L("Dropout", rate=rate), st.sampled_from([0.0, 0.5])),
    st.sampled_from([L("Flatten"), L("Activation", activation="relu"), L("LayerNormalization")]),
    st.builds(lambda shape: L("Reshape", target_shape=shape), st.sampled_from([(6,), (2, 3), (-1, 2)])),
)
CELL = st.builds(lambda kind, units: L(kind, units=units), CELLS, st.sampled_from([1, 2, 3, 2, 0]))
RECURRENT = st.builds(
    lambda kind, units, each, state: L(kind, units=units, return_sequences=each, return_state=state),
    st.sampled_from(["LSTM", "GRU", "SimpleRNN"]), st.sampled_from([2, 3]), FLAG, FLAG,
)  # fmt: skip

ONE: dict[str, tuple[Arguments, tuple[int, ...]]] = {
    "EinsumDense": (
        {
            "equation": st.sampled_from(["abc,cd->abd", "ab,bc->ac", "...x,xy->...y", "abc,bd->adc", "bld,dh->bh"]),
            "output_shape": st.sampled_from([(None, 4), 4, (4,), (2, None), (None, 2, 7), (3, 4)]),
            "bias_axes": st.just(None),
        },
        (1, 2, 2, 3, 3, 3, 4),
    ),
    "ReversibleEmbedding": ({"input_dim": SMALL, "output_dim": SMALL, "tie_weights": FLAG}, (1, 2, 2, 3)),
    "CategoryEncoding": ({"num_tokens": st.sampled_from([3, 5, 1, 0]), "output_mode": BIN_MODE}, (1, 2, 2, 3)),
    "Discretization": (
        {"bin_boundaries": st.sampled_from([[0.0, 1.0], [1.0], [0.0, 0.5, 2.0]]), "output_mode": BIN_MODE},
        (1, 2, 2, 3, 4),
    ),
    "Hashing": ({"num_bins": st.sampled_from([2, 3, 5, 0, None]), "output_mode": BIN_MODE}, (1, 2, 2, 3, 4)),
    "STFTSpectrogram": (
        {
            "mode": st.sampled_from(["log", "magnitude", "psd", "real", "imag", "angle", "stft", "loud"]),
            "frame_length": st.sampled_from([2, 3, 4]),
            "frame_step": st.sampled_from([None, 1, 2, 5]),
            "fft_length": st.sampled_from([None, 4, 8, 3]),
            "padding": st.sampled_from(["valid", "same", "causal"]),
            "expand_dims": FLAG,
            "data_format": FORMAT,
        },
        (2, 3, 3, 3, 3, 4),
    ),
    "MelSpectrogram": (
        {
            "num_mel_bins": st.sampled_from([4, 8]),
            "sequence_stride": st.sampled_from([1, 2, 3]),
            "sequence_length": st.sampled_from([None, 8]),
            "fft_length": st.sampled_from([8, 16]),
        },
        (1, 2, 2, 2, 3, 4),
    ),
    "Lambda": ({"function": st.just(lambda x: x)}, (1, 2, 3)),
    "TimeDistributed": ({"layer": INNER}, (2, 3, 3, 4)),
    "SpectralNormalization": (
        {
            "layer": st.builds(lambda units: L("Dense", units=units), st.sampled_from([1, 3])),
            "power_iterations": st.sampled_from([1, 2, 0]),
        },
        (1, 2, 3),
    ),
    "Bidirectional": (
        {"layer": RECURRENT, "merge_mode": st.sampled_from(["concat", "sum", "mul", "ave", None, "max"])},
        (2, 3, 3, 3, 4),
    ),
    "RNN": (
        {
            "cell": st.one_of(CELL, st.lists(CELL, min_size=1, max_size=3)),
            "return_sequences": FLAG,
            "return_state": FLAG,
        },
        (2, 3, 3, 3, 4),
    ),
    "Pipeline": ({"layers": st.lists(INNER, max_size=3)}, (2, 3)),
}
for rank in (1, 2, 3):
    ONE[f"ConvLSTM{rank}D"] = (
        {
            "filters": SMALL,
            "kernel_size": window(rank),
            "strides": st.sampled_from([1, 1, 2, 0]),
            "padding": PADDING,
            "data_format": FORMAT,
            "dilation_rate": st.sampled_from([1, 1, 2]),
            "return_sequences": FLAG,
            "return_state": FLAG,
        },
        (rank + 3,) * 5 + (rank + 2,),
    )
for name, defaults in ARGUMENTS.items():
    if name in TABLE:
        continue
    factor = st.sampled_from([1, 4, 8, 0, 9] if name == "RandomPosterization" else [0.2, (0.1, 0.3)])
    ONE[name] = (
        {
            **({"factor": factor} if defaults.get("factor") is NEEDED else {}),
            **({"data_format": FORMAT} if "data_format" in defaults else {}),
        },
        (2, 3, 3, 4, 4, 5),
    )
for name in ("CutMix", "MixUp"):
    ONE[name] = ({"data_format": FORMAT}, (3, 4, 4))
ONE["MaxNumBoundingBoxes"] = ({"max_number": st.sampled_from([1, 3])}, (3, 4))

WORDS: dict[str, tuple[Arguments, str]] = {
    "StringLookup": ({"vocabulary": st.sampled_from([["a"], ["a", "b"]])}, "string"),
    "IntegerLookup": ({"vocabulary": st.sampled_from([[1], [1, 2, 3]])}, "int64"),
    "TextVectorization": (
        {
            "vocabulary": st.sampled_from([["a"], ["a", "b"]]),
            "split": st.sampled_from(["whitespace", "character", None]),
            "output_sequence_length": st.sampled_from([None, 5]),
            "output_mode": st.sampled_from(["int", "multi_hot", "count"]),
        },
        "string",
    ),
}
for name in ("StringLookup", "IntegerLookup"):
    WORDS[name][0].update(
        output_mode=BIN_MODE, num_oov_indices=st.sampled_from([0, 1, 2]), max_tokens=st.sampled_from([None, 9]),
        pad_to_max_tokens=FLAG,
    )  # fmt: skip

MERGES: dict[str, Arguments] = {
    **{name: {} for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")},
    "Concatenate": {"axis": AXIS},
    "Dot": {"axes": st.one_of(AXIS, st.tuples(AXIS, AXIS), AXES), "normalize": FLAG},
    "HashedCrossing": {"num_bins": st.sampled_from([2, 5]), "output_mode": st.sampled_from(["int", "one_hot"])},
}


def one(name: str) -> st.SearchStrategy[Case]:
    arguments, ranks = ONE[name]
    shape = st.sampled_from(ranks).flatmap(lambda rank: st.tuples(BATCH, *[DIM] * (rank - 1)))
    return st.builds(Case, st.just(name), _given(arguments), shape.map(lambda one: [one]), run=st.just(False))


def words(name: str) -> st.SearchStrategy[Case]:
    arguments, dtype = WORDS[name]
    shape = st.sampled_from([1, 2, 2, 3]).flatmap(lambda rank: st.tuples(BATCH, *[DIM] * (rank - 1)))
    given = _given(arguments, required=("vocabulary",))
    return st.builds(Case, st.just(name), given, shape.map(lambda one: [one]), st.just(dtype), st.just(False))


def merges(name: str) -> st.SearchStrategy[Case]:
    dims = st.tuples(BATCH, *[st.sampled_from([3, 3, 4, 1, None])] * 2)
    shape = st.one_of(dims, dims, dims.map(lambda whole: whole[:2]), dims.map(lambda whole: (*whole, 2)))
    calls = st.lists(st.lists(shape, min_size=1, max_size=3), min_size=1, max_size=1)
    dtype = st.just("int64" if name == "HashedCrossing" else "float32")
    given = _given(MERGES[name], required=("axes", "num_bins"))
    return st.builds(Case, st.just(name), given, calls, dtype, st.just(False))


def cells(name: str) -> st.SearchStrategy[Case]:
    """A cell on its inputs and a state for each that it keeps, of the right size or not."""
    width = st.sampled_from([4, 4, 3, None])
    count = 2 if name == "LSTMCell" else 1

    def case(units: Any, size: Any, features: Any, deep: bool) -> Case:
        inputs = (None, 3, features) if deep else (None, features)
        return Case(name, {"units": units}, [[inputs, [(None, size)] * count]], run=False, spread=True)

    return st.builds(case, st.sampled_from([4, 4, 4, 0]), st.just(4), width, st.sampled_from([False, False, True]))


def grouped(name: str) -> st.SearchStrategy[Case]:
    steps, features = st.sampled_from([3, 3, 4, None]), st.sampled_from([4, 4, 4, 4, 2, None])
    full = st.tuples(st.just(None), steps, features)
    other = st.one_of(st.tuples(st.just(None), features), st.tuples(st.just(None), steps, steps, features))
    shape = st.one_of(full, full, full, other)
    arguments = {
        "head_dim": st.sampled_from([2, 3]),
        "num_query_heads": st.sampled_from([4, 4, 2, 3]),
        "num_key_value_heads": st.sampled_from([1, 2, 2]),
        "use_bias": FLAG,
    }
    calls = st.lists(st.lists(shape, min_size=2, max_size=3), min_size=1, max_size=2)
    given = st.fixed_dictionaries(arguments)
    return st.builds(Case, st.just(name), given, calls, run=st.just(False), spread=st.just(True))


def _given(arguments: Arguments, required: tuple[str, ...] = REQUIRED) -> st.SearchStrategy[Arguments]:
    needed = {name: values for name, values in arguments.items() if name in required}
    rest = {name: values for name, values in arguments.items() if name not in required}
    return st.fixed_dictionaries(needed, optional=rest)


MORE: dict[str, Any] = {
    **dict.fromkeys(ONE, one),
    **dict.fromkeys(WORDS, words),
    **dict.fromkeys(MERGES, merges),
    **dict.fromkeys(("LSTMCell", "GRUCell", "SimpleRNNCell"), cells),
    "GroupQueryAttention": grouped,
}
