"""Which layers that take one tensor take a list, too: those that do not look at its shape, as measured."""

from __future__ import annotations

from collections.abc import Sequence

from keras_shape_lint.findings import ARGUMENT, Reason
from keras_shape_lint.layers.rule import Rule
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.world import World

_BOTH = (
    "Activation ActivityRegularization AlphaDropout Dropout ELU GaussianDropout GaussianNoise Identity Lambda "
    "LeakyReLU RandomBrightness RandomContrast RandomFlip RandomRotation RandomTranslation RandomZoom ReLU Rescaling "
    "SpatialDropout1D SpatialDropout2D SpatialDropout3D"
)
_KERAS_2 = (
    "Bidirectional CenterCrop ConvLSTM1D ConvLSTM2D ConvLSTM3D CuDNNGRU CuDNNLSTM Discretization GRU Hashing "
    "IntegerLookup LSTM RNN RandomCrop RandomHeight RandomWidth Resizing SimpleRNN StringLookup TextVectorization "
    "ThresholdedReLU"
)
_KERAS_3 = (
    "AugMix AutoContrast AveragePooling1D ContrastLimitedAdaptiveHistogramEqualization CutMix Equalization "
    "GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D "
    "GlobalMaxPooling3D MaxNumBoundingBoxes MaxPooling1D MixUp RandAugment RandomColorJitter RandomElasticTransform "
    "RandomErasing RandomGaussianBlur RandomHue RandomInvert RandomPerspective RandomPosterization RandomSaturation "
    "RandomSharpness RandomShear STFTSpectrogram Softmax Solarization UnitNormalization"
)
IN_A_LIST = {2: frozenset(f"{_BOTH} {_KERAS_2}".split()), 3: frozenset(f"{_BOTH} {_KERAS_3}".split())}
"""By the first number of the release; before 2.15 what none of these takes is refused in lists of several."""

_ONE = (
    "AveragePooling1D GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D "
    "GlobalMaxPooling2D GlobalMaxPooling3D MaxPooling1D STFTSpectrogram SpatialDropout1D SpatialDropout2D "
    "SpatialDropout3D"
)
OF_ONE = frozenset(_ONE.split())
"""Of these, those that take no list of several. Recurrent layers of Keras 2 take their states in it."""
OF_SEVERAL = frozenset({"Resizing"})
"""Takes several and not one alone, in Keras 3."""


TAKES_MORE = IN_A_LIST[2] | IN_A_LIST[3] | {"CategoryEncoding"}
"""Takes lists, or numbers, in some release."""


def refused(rule: Rule, tensors: Sequence[Tensor], world: World) -> Reason | None:
    """Why a layer that takes one tensor refuses a list of them, at its first call."""
    if world.generation < (2, 15):
        one = rule.short in TAKES_MORE or len(tensors) == 1
        return None if one else _several(tensors)
    taken, count = rule.short in IN_A_LIST[world.generation[0]], len(tensors)
    if (taken and (count == 1 or rule.short not in OF_ONE)) or (count > 1 and rule.short in OF_SEVERAL):
        return None
    if count == 1:
        return Reason(ARGUMENT, "{layer} takes a tensor, not a list of one: {0} is in a list", (tensors[0],))
    return _several(tensors)


def _several(tensors: Sequence[Tensor]) -> Reason:
    text = "{layer} takes one tensor, not a list of {0}: {1}; join them first, as Concatenate() does"
    return Reason(ARGUMENT, text, (len(tensors), list(tensors)))
