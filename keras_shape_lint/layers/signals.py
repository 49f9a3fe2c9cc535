"""Spectra of signals: `keras/src/layers/preprocessing`."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.findings import ARGUMENT, UNDEFINED_DIMENSION
from keras_shape_lint.layers.arguments import Raw, SpectrumMode, SpectrumPadding, refuse
from keras_shape_lint.layers.axes import channels_first
from keras_shape_lint.layers.rule import layer
from keras_shape_lint.layers.state import LayerState
from keras_shape_lint.layers.tensor import Tensor
from keras_shape_lint.layers.verdict import Reject
from keras_shape_lint.layers.window_arguments import DataFormat
from keras_shape_lint.layers.world import World
from keras_shape_lint.shapes.convolution import joined, scale, slide, split
from keras_shape_lint.shapes.dims import UNKNOWN, Dim


@layer("keras.layers.STFTSpectrogram", label="STFTSpectrogram(frame_length={frame_length})")
def stft_spectrogram(
    inputs: Tensor,
    *, mode: SpectrumMode = "log", frame_length: Raw = 256, frame_step: Raw = None, fft_length: Raw = None,
    window: Any = "hann", periodic: Any = False, scaling: Any = "density", padding: SpectrumPadding = "valid",
    expand_dims: Raw = False, data_format: DataFormat = None, world: World, state: LayerState,
) -> Tensor:  # fmt: skip
    """(batch, samples, channels) -> (batch, frames, bins * channels), or (batch, frames, bins, channels).

    `bins` are fft_length // 2 + 1, twice as many with mode="stft". With channels first, the two ends change places.
    """
    step = frame_length // 2 if frame_step is None and isinstance(frame_length, int) else frame_step
    if isinstance(frame_length, int) and isinstance(step, int) and not 0 < step <= frame_length:
        raise refuse("frame_step", f"from 1 to the frame_length of {frame_length}", step)
    if isinstance(frame_length, int) and isinstance(fft_length, int) and fft_length < frame_length:
        raise refuse("fft_length", f"at least the frame_length of {frame_length}", fft_length)
    inputs.require_rank(3)
    first = channels_first(data_format, world)
    if first is UNKNOWN or not isinstance(expand_dims, bool):
        return inputs.unknown()
    (samples,), channels = split(inputs.dims, first)
    if channels is None:
        raise Reject(UNDEFINED_DIMENSION, "{layer} needs to know the channels of {0}", inputs)
    frames = slide(samples, frame_length, _dim(step), 1, padding == "valid")
    if isinstance(frames, int) and frames <= 0:
        text = "{layer} leaves nothing of {0}: a frame is {1} long"
        raise Reject(ARGUMENT, text, inputs, frame_length, resume_as=inputs.unknown())
    bins = _bins(frame_length, fft_length)
    for part, other in (("real", "imag"), ("imag", "real")):
        if mode != other:
            state.weights.setdefault(f"{part}_kernel", (UNKNOWN if mode is UNKNOWN else _dim(frame_length), 1, bins))
    width = scale(bins, 2) if mode == "stft" else bins
    if expand_dims:
        return inputs.with_shape(*joined(inputs.dims[0], (frames, width), channels, first))
    return inputs.with_shape(*joined(inputs.dims[0], (frames,), scale(width, channels), first))


def _dim(value: Any) -> Dim:
    return value if isinstance(value, int) else UNKNOWN


def _bins(frame: Any, length: Any) -> Dim:
    """The transform is as long as the next power of two, when its length is not given."""
    if length is None and isinstance(frame, int):
        length = 1 << (frame - 1).bit_length()
    return length // 2 + 1 if isinstance(length, int) else UNKNOWN


@layer("keras.layers.MelSpectrogram")
def mel_spectrogram(
    inputs: Tensor,
    *, fft_length: Raw = 2048, sequence_stride: Raw = 512, sequence_length: Any = None, window: Any = "hann",
    sampling_rate: Any = 16000, num_mel_bins: Raw = 128, min_freq: Any = 20.0, max_freq: Any = None,
    power_to_db: Any = True, top_db: Any = 80.0, mag_exp: Any = 2.0, min_power: Any = 1e-10, ref_power: Any = 1.0,
) -> Tensor:  # fmt: skip
    """(batch, samples) -> (batch, num_mel_bins, frames), a frame for each `sequence_stride` begun and one more.

    A vector has no batch; Keras declares the same of more axes.
    """
    bins, stride = _dim(num_mel_bins), _dim(sequence_stride)
    if not inputs.require_min_rank(1):
        return inputs.unknown()
    samples = inputs.dims[0 if inputs.rank == 1 else 1]
    frames: Dim = None if samples is None else UNKNOWN
    if isinstance(samples, int) and isinstance(stride, int):
        frames = (samples + stride + 1) // stride
    return inputs.with_shape(*inputs.dims[:1] * (inputs.rank != 1), bins, frames)
