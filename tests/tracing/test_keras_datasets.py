"""The shapes of keras.datasets, as their documentation and their own assertions give them."""

from __future__ import annotations

import pytest

from tests.tracing.variables import traced

IMAGES = "(60000, 28, 28) (60000,) (10000, 28, 28) (10000,)"
CIFAR = "(50000, 32, 32, 3) (50000, 1) (10000, 32, 32, 3) (10000, 1)"
SHAPES = {
    "mnist.load_data()": IMAGES,
    "fashion_mnist.load_data()": IMAGES,
    "cifar10.load_data()": CIFAR,
    "cifar100.load_data(label_mode='coarse')": CIFAR,
    "imdb.load_data(num_words=20000)": "(25000,) (25000,) (25000,) (25000,)",
    "imdb.load_data(maxlen=100)": "(?,) (?,) (?,) (?,)",
    "reuters.load_data(num_words=1000)": "(8982,) (8982,) (2246,) (2246,)",
    "reuters.load_data(test_split=0.5)": "(5614,) (5614,) (5614,) (5614,)",
    "boston_housing.load_data()": "(404, 13) (404,) (102, 13) (102,)",
    "boston_housing.load_data(test_split=n)": "(?, 13) (?,) (?, 13) (?,)",
    "california_housing.load_data()": "(16512, 8) (16512,) (4128, 8) (4128,)",
    "california_housing.load_data(version='small')": "(480, 8) (480,) (120, 8) (120,)",
}
FIRST = "K.set_image_data_format('channels_first')\n"


def shapes(call: str, before: str = "") -> str:
    text = "from keras.datasets import *\nfrom keras import datasets, backend as K\nn = open('n').read()\n"
    values = traced(f"{text}{before}(a, b), (c, d) = datasets.{call}\n")
    return " ".join(repr(values[name]) for name in "abcd")


@pytest.mark.parametrize("call", SHAPES)
def test_load_data_gives(call: str) -> None:
    assert shapes(call) == SHAPES[call]


def test_channels_stand_where_the_data_format_says() -> None:
    assert shapes("cifar10.load_data()", FIRST).startswith("(50000, 3, 32, 32) (50000, 1)")
