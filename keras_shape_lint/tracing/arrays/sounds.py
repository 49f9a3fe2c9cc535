"""librosa: sounds as arrays, and what is computed from them, measured on 0.11."""

from __future__ import annotations

from typing import Any

from keras_shape_lint.shapes.dims import UNKNOWN
from keras_shape_lint.tracing.arrays.array import Array
from keras_shape_lint.tracing.arrays.rule import Arr, Size, function, unknown
from keras_shape_lint.tracing.library import provides
from keras_shape_lint.tracing.values import Unknown


@provides("librosa.load", "librosa.core.load")
def load(run: Any, path: Any, *, sr: Any = 22050, mono: Any = True, **options: Any) -> Any:
    """(samples,) of one channel, and the sampling rate, the file's own where None asks for it."""
    samples = Array((UNKNOWN,), "float32") if mono is True else unknown("float32")
    return samples, Unknown("a sampling rate") if sr is None else sr


@function("librosa.filters.mel")
def mel(*, n_fft: Size, n_mels: Size = 128, **options: Any) -> Array:
    return Array((n_mels, _bins(n_fft)), "float32")


@function("librosa.fft_frequencies", "librosa.core.fft_frequencies")
def fft_frequencies(*, n_fft: Size = 2048, **options: Any) -> Array:
    return Array((_bins(n_fft),), "float64")


@function("librosa.mel_frequencies", "librosa.core.mel_frequencies")
def mel_frequencies(n_mels: Size = 128, **options: Any) -> Array:
    return Array((n_mels,), "float64")


@function("librosa.util.normalize", "librosa.power_to_db", "librosa.amplitude_to_db", "librosa.db_to_power",
          "librosa.db_to_amplitude")  # fmt: skip
def elementwise(S: Arr, *more: Any, **options: Any) -> Array:
    return Array(S.shape, None)


@function("librosa.stft", "librosa.core.stft")
def stft(y: Arr, *, n_fft: Size = 2048, hop_length: Size = None, win_length: Size = None, center: Any = True,
         **options: Any) -> Array:  # fmt: skip
    """(frequencies, frames)."""
    window = n_fft if win_length is None else win_length
    hop = window // 4 if hop_length is None and window is not UNKNOWN else hop_length
    return _framed(y, _bins(n_fft), UNKNOWN if hop is None else hop, center)


def _feature(rows: int, argument: str | None = None) -> Any:
    """What gives so many rows, or as many as an argument says, for the frames of a sound."""

    def rule(*, y: Arr | None = None, hop_length: Size = 512, center: Any = True, **options: Any) -> Array:
        count = options.get(argument, rows) if argument is not None else rows
        if y is None or options.get("S") is not None or type(count) is not int:
            return unknown()
        return _framed(y, count, hop_length, center)

    return rule


for _name, _rows, _argument in (
    ("mfcc", 20, "n_mfcc"), ("melspectrogram", 128, "n_mels"), ("chroma_stft", 12, "n_chroma"),
    ("zero_crossing_rate", 1, None), ("spectral_centroid", 1, None),
):  # fmt: skip
    function(f"librosa.feature.{_name}")(_feature(_rows, _argument))


def _bins(n_fft: Size) -> Any:
    return UNKNOWN if n_fft is UNKNOWN else 1 + n_fft // 2


def _framed(sound: Array, rows: Size, hop: Size, center: Any) -> Array:
    """A column for each step of `hop` samples, where the sound is padded on both sides, as it is by default."""
    if sound.rank != 1:
        return unknown()
    length: Any = sound.dims[0]
    known = center is True and length is not UNKNOWN and hop is not UNKNOWN
    return Array((rows, 1 + length // hop if known else UNKNOWN), None)
