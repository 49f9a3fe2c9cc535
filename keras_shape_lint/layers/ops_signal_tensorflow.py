"""Functions of `tf.signal`: transforms, and frames of an axis."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.layers.op_arguments import Known, OneAxis, OneSize, SomeSizes, Truth, axis_in, replaced
from keras_shape_lint.layers.op_names import TF, names
from keras_shape_lint.layers.ops_create import made
from keras_shape_lint.layers.ops_signal import half, whole
from keras_shape_lint.layers.rule import op
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.shapes.convolution import scale, slide
from keras_shape_lint.shapes.dims import UNKNOWN, Dim, Dims, total

SIGNAL = TF + "signal."
WAVES = "complex64"


@op(SIGNAL + "frame")
def frame(
    signal: Tensor, frame_length: OneSize, frame_step: OneSize, pad_end: Truth = False, pad_value: Any = 0,
    axis: OneAxis = -1, name: Any = None,
) -> Tensor:  # fmt: skip
    """The axis becomes two: frames, and what is in each."""
    at = axis_in(signal, axis)
    if at is UNKNOWN or UNKNOWN in (frame_length, frame_step, pad_end) or None in (frame_length, frame_step):
        return signal.unknown()
    return signal.with_shape(*replaced(signal.dims, at, _frames(signal.dims[at], frame_length, frame_step, pad_end),
                                       frame_length))  # fmt: skip


def _frames(size: Dim, length: Dim, step: Dim, padded: Any) -> Dim:
    count = slide(size, length, step, valid=not padded)
    return max(count, 0) if isinstance(count, int) else count


@op(SIGNAL + "stft", arguments="signals frame_length frame_step fft_length= window_fn= pad_end= name=")
def stft(
    signals: Tensor, frame_length: OneSize, frame_step: OneSize, fft_length: OneSize = None, window: Any = None,
    pad_end: Truth = False,
) -> Tensor:  # fmt: skip
    """(..., samples) -> (..., frames, half of `fft_length` and one); that is a power of 2 that holds a frame."""
    if not signals.rank or not isinstance(frame_length, int) or UNKNOWN in (frame_step, fft_length, pad_end):
        return signals.unknown()
    wide = 1 << (frame_length - 1).bit_length() if fft_length is None else fft_length
    count = _frames(signals.dims[-1], frame_length, frame_step, pad_end)
    return Tensor((*signals.dims[:-1], count, half(wide)), WAVES)


@op(SIGNAL + "inverse_stft", arguments="stfts frame_length frame_step fft_length= window_fn= name=")
def inverse_stft(stfts: Tensor, frame_length: OneSize, frame_step: OneSize) -> Tensor:
    """(..., frames, frequencies) -> (..., samples)."""
    if (stfts.rank or 0) < 2 or UNKNOWN in (frame_length, frame_step) or None in (frame_length, frame_step):
        return Tensor(UNKNOWN, None)
    return Tensor((*stfts.dims[:-2], _joined(stfts.dims[-2], frame_length, frame_step)), "float32")


@op(SIGNAL + "overlap_and_add")
def overlap_and_add(signal: Tensor, frame_step: OneSize, name: Any = None) -> Tensor:
    """(..., frames, length) -> (..., samples)."""
    if (signal.rank or 0) < 2 or frame_step is UNKNOWN or frame_step is None:
        return signal.unknown()
    return signal.with_shape(*signal.dims[:-2], _joined(signal.dims[-2], signal.dims[-1], frame_step))


def _joined(frames: Dim, length: Dim, step: Dim) -> Dim:
    return total((scale(total((frames, -1)), step), length))


@op(SIGNAL + "rfft", SIGNAL + "rfft2d", SIGNAL + "rfft3d", arguments="input_tensor fft_length= name=")
def rfft(x: Tensor, fft_length: SomeSizes = None) -> Tensor:
    """The last axis becomes half of it, and one; the others of `fft_length` as it says."""
    sizes = _lengths(x, fft_length)
    return Tensor(UNKNOWN if sizes is None else (*sizes[:-1], half(sizes[-1])), WAVES)


@op(SIGNAL + "irfft", SIGNAL + "irfft2d", SIGNAL + "irfft3d", arguments="input_tensor fft_length= name=")
def irfft(x: Tensor, fft_length: SomeSizes = None) -> Tensor:
    """The last axis becomes twice what is less than one, or as `fft_length` says."""
    sizes = _lengths(x, fft_length)
    if sizes is None:
        return Tensor(UNKNOWN, None)
    return Tensor((*sizes[:-1], whole(sizes[-1]) if fft_length is None else sizes[-1]), "float32")


def _lengths(x: Tensor, given: Any) -> Dims | None:
    """The sizes, the last ones as given; None when the rank is not known."""
    if not x.rank or given is UNKNOWN:
        return None
    more = () if given is None else given
    return (*x.dims[: x.rank - len(more)], *more) if len(more) <= x.rank else None


@op(*names(SIGNAL, "dct idct"))
def dct(input: Tensor, type: Any = 2, n: OneSize = None, axis: Any = -1, norm: Any = None, name: Any = None) -> Tensor:
    """The last axis as it is, or of `n`."""
    if not input.rank:
        return input.unknown()
    return input.with_shape(*input.dims[:-1], input.dims[-1] if n is None else n)


@op(*names(SIGNAL, "hamming_window hann_window"), arguments="window_length periodic= dtype= name=")
@op(*names(SIGNAL, "kaiser_window"), arguments="window_length beta= dtype= name=")
@op(*names(SIGNAL, "vorbis_window"), arguments="window_length dtype= name=")
def taper(window_length: OneSize) -> Tensor:
    """(window_length,)."""
    return made((window_length,))


@op(SIGNAL + "linear_to_mel_weight_matrix")
def linear_to_mel_weight_matrix(
    num_mel_bins: OneSize = 20, num_spectrogram_bins: OneSize = 129, sample_rate: Known = 8000,
    lower_edge_hertz: Any = 125.0, upper_edge_hertz: Any = 3800.0, dtype: Any = None, name: Any = None,
) -> Tensor:  # fmt: skip
    """(num_spectrogram_bins, num_mel_bins)."""
    return made((num_spectrogram_bins, num_mel_bins))
