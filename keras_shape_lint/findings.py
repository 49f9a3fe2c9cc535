"""The one catalogue of messages, and the record of a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Describe = Callable[[Any], str]


class Message(NamedTuple):
    """One distinct thing a person has to fix. `msgid` is never reused; `symbol` holds no digits.

    `description` says when Keras objects, and what to write instead.
    """

    msgid: str
    symbol: str
    summary: str
    description: str
    old_names: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> str:
        """E: Keras raises; W: legal but surely not meant; I: tracking was lost."""
        return self.msgid[0]


SHAPES_DIFFER = Message(
    "E7701",
    "keras-merge-shapes-differ",
    "Inputs of an elementwise merge cannot be broadcast",
    "Add, Subtract, Multiply, Average, Maximum and Minimum pair their inputs axis by axis: the sizes of an axis must "
    "be equal, or one of them 1. Keras raises where the merge is called. Bring the inputs to one shape, or use "
    "Concatenate if they are to be put side by side.",
)
CONCAT_SHAPES_DIFFER = Message(
    "E7702",
    "keras-concat-shapes-differ",
    "Concatenated inputs differ off the concat axis",
    "Concatenate needs inputs of one rank whose sizes agree on every axis but the one it joins. Keras raises where it "
    "is called. Choose the axis that differs, or bring the other axes to one size.",
)
CONCAT_AXIS = Message(
    "E7703",
    "keras-concat-axis",
    "The concat axis does not exist in the inputs",
    "The axis of Concatenate counts the batch as axis 0, so inputs with n axes know the axes 0 to n - 1 and -1 to -n. "
    "Keras raises for any other. Use an axis that the inputs have.",
)
CONCAT_BATCH_AXIS = Message(
    "W7704",
    "keras-concat-batch-axis",
    "Inputs are concatenated along the batch axis",
    "Concatenate with axis=0 glues samples of different inputs into one longer batch. Keras allows it, but labels and "
    "batch size no longer fit. Use axis=-1 to join features.",
)
DOT_AXES = Message(
    "E7705",
    "keras-dot-axes",
    "The axes of a dot product are malformed or out of range",
    "Dot takes one axis, or a pair of axes with one for each of its two inputs, the batch counted as axis 0. Keras "
    "raises for anything else. Name axes that the inputs have.",
)
DOT_SHAPES_DIFFER = Message(
    "E7706",
    "keras-dot-shapes-differ",
    "The two axes of a dot product differ in size",
    "Dot multiplies and sums along one axis of each input, so both must have the same size. Keras raises where it is "
    "called. Choose axes of the same size, or bring the inputs to one.",
)
DOT_BATCH_AXIS = Message(
    "E7707",
    "keras-dot-batch-axis",
    "A dot product runs over the batch axis",
    "Dot works sample by sample and cannot sum over axis 0, the batch. Keras raises, or the model fails when it runs. "
    "Axes of a sample begin at 1.",
)
MERGE_INPUTS = Message(
    "E7708",
    "keras-merge-inputs",
    "A merge got the wrong number or kind of inputs",
    "A merge layer is called on one list of tensors: at least two of them for Add and its like, exactly two for "
    "Subtract and Dot. Keras raises for a single tensor or a wrong number. Write layer([a, b]).",
)
RESHAPE_SIZE = Message(
    "E7709",
    "keras-reshape-size",
    "A reshape changes the number of elements of a sample",
    "Reshape only arranges the elements of each sample anew, so the product of the target shape must be that of the "
    "input, the batch not counted. Keras raises where it is called. Leave one axis as -1 and Keras computes it.",
)
INPUT_RANK = Message(
    "E7710",
    "keras-input-rank",
    "A layer refuses inputs of this rank",
    "Most layers take inputs with a certain number of axes, the batch included: Conv2D 4, LSTM 3, Dense at least 2. "
    "Keras raises for another number. Add or remove an axis with Reshape or Flatten, or use the layer for that rank.",
)
UNDEFINED_DIMENSION = Message(
    "E7711",
    "keras-undefined-dimension",
    "A layer needs a dimension that is None",
    "A layer makes its weights from the size of some axis, mostly the last, and cannot if that is None. Keras raises "
    "where the layer is called, and Python where a program computes with such a size. Give the size in Input, or do "
    "without the pooling or Flatten that lost it.",
)
SHARED_LAYER = Message(
    "E7712",
    "keras-shared-layer",
    "A layer is called with a shape it was not built for",
    "The first call of a layer fixes the shape of its weights, and every later call must fit them. Keras raises where "
    "the second shape arrives, tf.keras 2.4 to 2.15 often not before the model runs. Make a layer for each shape, or "
    "bring the inputs to one.",
)
ARGUMENT = Message(
    "E7713",
    "keras-argument",
    "Keras refuses an argument",
    "An argument is missing, unknown, or has a value that Keras refuses when it makes or calls the layer, as units=-1 "
    "or kernel_size=(3, 3, 3) in Conv2D. Use a value that this release of Keras takes.",
)
GRAPH_DISCONNECTED = Message(
    "E7714",
    "keras-graph-disconnected",
    "Model outputs depend on an Input that is not listed",
    "Model(inputs, outputs) must be able to compute its outputs from its inputs alone. Keras raises where the model is "
    "made. Add the missing Input to inputs. Up to Keras 2.3 a model begins with what Input gives, and nothing else.",
)
FAILS_AT_RUN = Message(
    "E7715",
    "keras-fails-at-run",
    "The model builds, but always fails when it runs",
    "Keras does not check this when it builds the model, so the error comes with the first batch, from the backend and "
    "far from its cause. The shapes in the message say which two never fit.",
)
MERGE_REMOVED = Message(
    "W7716",
    "keras-merge-removed",
    "Merge and merge() are gone since Keras 2.2",
    "The class Merge and the function merge of Keras 1 cannot be imported since 2.2. Use Add, Multiply, Average, "
    "Maximum, Concatenate or Dot; or set keras-version to the release that the program is written for.",
)
INPUT_SHAPE = Message(
    "E7717",
    "keras-input-shape",
    "An input does not fit the shape a model declares",
    "A model called on a tensor must fit the shape of its Input on every axis that has a size there. Keras raises. "
    "Change the tensor, or declare None for an axis that varies.",
)
BATCH_BROADCAST = Message(
    "W7718",
    "keras-batch-broadcast",
    "The batch of one input meets another axis of the other",
    "Operators, keras.ops and the Merge layer of Keras 2.0 and 2.1 align whole shapes from the right: inputs "
    "of different rank set the batch of one against another axis, as does Dot over two unlike axes before 2.3. It "
    "fails, or gives another shape than declared, unless the batch happens to fit. Bring the inputs to one rank, or "
    "use layers.Add and its kin.",
)
MERGE_MODE = Message(
    "E7719",
    "keras-merge-mode",
    "Merge has no such mode",
    "The mode of Merge and merge() is 'sum', 'mul', 'concat', 'ave', 'cos', 'dot', 'max' or a function. Keras raises "
    "where the merge is called; there is no 'sub' and no 'min'. Use one of the seven, or a function with output_shape.",
)
MERGE_OUTPUT_SHAPE = Message(
    "E7720",
    "keras-merge-output-shape",
    "A Merge by a function does not say its output shape",
    "With a function as mode, Merge and merge() take their output shape from output_shape and infer nothing. Keras "
    "raises where the merge is called. Give a tuple without the batch axis, or a function of the list of full shapes.",
)
MERGE_TWICE = Message(
    "E7721",
    "keras-merge-called-twice",
    "A Merge object is called twice",
    "In Keras 1 a Merge object merges once: its second call raises, whatever the shapes. Make a Merge for each call, "
    "or use merge(), which makes its own.",
)
DECLARED_SHAPE = Message(
    "W7722",
    "keras-declared-shape",
    "A layer gives another shape than is declared for it",
    "Old releases declare a shape by a rule and never compare it with what the backend computes: mode 'cos' of "
    "Keras 1, a wrong output_shape, Dot of inputs with 4 axes before 2.3, broadcasting in Merge of 2.0. The next layer "
    "is built for the declared shape and fails or computes on the wrong axis. The same holds where a layer of the "
    "program's own has a compute_output_shape that says another shape than its call gives. Reshape, or say the shape "
    "that comes.",
)
MEANING_CHANGED = Message(
    "W7723",
    "keras-meaning-changed",
    "A call means another thing in another release of Keras",
    "The program fits several releases of Keras, and this call builds in them without complaint but gives different "
    "shapes: Convolution2D(8, 3, 3) has a window of 3 by 3 to 2.3, and strides of 3 since. Set keras-version to the "
    "release that it is written for.",
)
MERGE_DTYPES = Message(
    "E7724",
    "keras-merge-dtypes",
    "An integer input is merged with a floating one",
    "Before Keras 3 a merge does not convert its inputs: TensorFlow refuses int32 with float32 where it is called, and "
    "before tf.keras float16 with float32. "
    "Give both Inputs one dtype, or cast one.",
)
DATA_SHAPE = Message(
    "E7725",
    "keras-data-shape",
    "Data does not fit the input of the model",
    "The arrays that fit, evaluate and predict get have the samples on axis 0, and on the others the sizes that "
    "input_shape or Input declare. Keras raises with the first batch. Reshape the data, or declare what one sample "
    "holds: input_shape=x.shape[1:], never the number of samples.",
)
DATA_COUNT = Message(
    "E7726",
    "keras-data-count",
    "A model gets another number of arrays than it has inputs or outputs",
    "A model with several inputs takes a list with one array for each, or a dict by their names; so do the labels of a "
    "model with several outputs. Keras raises before it trains. Give one array for each.",
)
SAMPLE_COUNTS = Message(
    "E7727",
    "keras-sample-counts",
    "Data and labels have different numbers of samples",
    "Axis 0 of every array that a model gets counts the samples, so it must be the same in data, labels and weights. "
    "Keras raises before it trains. Split or slice all of them alike.",
)
LABEL_SHAPE = Message(
    "E7728",
    "keras-label-shape",
    "Labels do not fit the output of the model",
    "Most losses compare labels and output element by element, so both need one shape; sparse ones want one number "
    "where the output has a row of scores. Keras raises with the first batch. Change the units of the last layer, or "
    "drop the axis that is too many: return_sequences=False, Flatten or a global pooling before the last Dense.",
)
LABEL_ENCODING = Message(
    "E7729",
    "keras-label-encoding",
    "One-hot labels and class numbers are mixed up",
    "categorical_crossentropy takes labels as rows with a 1 for the class, sparse_categorical_crossentropy takes the "
    "number of the class. Keras raises with the first batch. Change the loss, or convert with "
    "keras.utils.to_categorical.",
)
LABEL_BROADCAST = Message(
    "W7730",
    "keras-label-broadcast",
    "Labels are broadcast against the output",
    "Later releases stretch labels and output to one shape before they compare them, so that a label meets outputs it "
    "was not made for; older ones raise. The loss goes down and means nothing. Give labels and output one shape.",
)
METRIC_SHAPE = Message(
    "E7731",
    "keras-metric-shape",
    "A metric cannot compare these labels with the output",
    "A metric compares labels and output as a loss does, and class numbers need the sparse form of a metric. Keras "
    "raises with the first batch. Use a metric that fits the labels: 'accuracy' chooses by their shape.",
)
SAMPLE_WEIGHT = Message(
    "E7732",
    "keras-sample-weight",
    "Weights of samples or classes do not fit the labels",
    "sample_weight holds one number a sample, or one for each entry of the loss; class_weight needs labels with one "
    "class a sample. Keras raises before or with the first batch. Give weights of shape (samples,).",
)
BATCH_SIZE = Message(
    "E7733",
    "keras-batch-size",
    "Batches do not have the size that the model declares",
    "A stateful model is built for one batch size, and every batch must have it. Keras raises when it meets another. "
    "Give the declared batch_size, and a number of samples that it divides.",
)
LOSS_COUNT = Message(
    "E7734",
    "keras-loss-count",
    "compile gets losses for outputs that the model does not have",
    "A list of losses has one entry for each output, a dict of them the names of the outputs as keys. Keras raises in "
    "compile or with the first batch. Give one loss for each output, or one for all.",
)
WEIGHTS = Message(
    "E7735",
    "keras-weights",
    "A layer is given weights that it has not",
    "set_weights, and the argument weights of a layer, take one array for each weight of the layer, in its order and "
    "of its shape. Keras raises before it copies any. Copy between layers of the same sizes, or change the arrays.",
)
NEVER_CALLED = Message(
    "E7736",
    "keras-never-called",
    "The input or output of a model is asked for that was never called",
    "In Keras 3 a Sequential has an input and an output only once it was called on an Input, and those are the ends of "
    "that call; fit and predict do not count. Keras raises where they are asked for. Use inputs[0] and outputs[0], "
    "which are the model's own from the start.",
)
SYMBOLIC_TENSOR = Message(
    "E7737",
    "keras-symbolic-tensor",
    "A symbolic tensor is used as if it held numbers",
    "What comes from an Input has a shape, and numbers only when the model runs. It is neither true nor false, cannot "
    "be iterated over, and NumPy cannot take it: Keras raises, in every release. In Keras 3 it has shape and dtype, "
    "but none of the methods of an array. Use keras.ops or the backend's functions, or put the code into a layer.",
)
UNPACKED = Message(
    "E7738",
    "keras-outputs-unpacked",
    "The outputs of a call are unpacked into another number of names",
    "Most layers give one tensor, which cannot be unpacked; LSTM with return_state=True gives three, GRU two, "
    "Bidirectional twice as many states. Python raises there. Ask the layer for the outputs that are needed, or take "
    "as many as there are.",
)
INTERNAL = Message(
    "I7800",
    "keras-shapes-internal",
    "The shape tracer itself failed on this file",
    "A fault of this checker, not of the program: no shapes are known in this file, all other checks went on. Please "
    "report it.",
)
NOT_FOLLOWED = Message(
    "I7801",
    "keras-shapes-not-followed",
    "Shapes could not be followed from here on",
    "Nothing is reported about shapes that are not known. The message says what they depend on that could not be "
    "followed.",
)


def messages() -> Iterator[Message]:
    """Every row of the catalogue, in the order of the file."""
    return (row for row in globals().values() if isinstance(row, Message))


class Reason:
    """Why a call is refused: a catalogue row and a text that is made only when shown.

    `template` is a format string; `{layer}` is the layer as written, `{0}`, `{1}`... the `values`,
    among which tensors are described with their shape and where they came from.
    """

    __slots__ = ("message", "template", "values")

    def __init__(self, message: Message, template: str, values: tuple[Any, ...]) -> None:
        self.message = message
        self.template = template
        self.values = values

    def text(self, label: str, describe: Describe) -> str:
        return self.template.format(*map(describe, self.values), layer=label)


class Step(NamedTuple):
    """One link of the chain that led to a finding."""

    path: str
    line: int
    text: str


class Finding(NamedTuple):
    """What a person is shown. Lines from 1, columns as UTF-8 byte offsets from 0.

    `confidence` is pylint's word: INFERENCE, or CONTROL_FLOW where it holds on one side of the test in `path` only.
    `shapes` are those of the inputs, as in the JSON format.
    """

    message: Message
    text: str
    confidence: str
    file: str
    line: int
    col: int
    end_line: int
    end_col: int
    function: str
    shapes: tuple[Any, ...] = ()
    chain: tuple[Step, ...] = ()
    path: tuple[str, ...] = ()

    @property
    def severity(self) -> str:
        return self.message.severity

    @property
    def identity(self) -> tuple[str, int, int, str]:
        """What tells it from every other finding of its file."""
        return (self.message.symbol, self.line, self.col, self.text)
