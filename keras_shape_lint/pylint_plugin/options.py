"""The options of the checkers, as in `[tool.pylint.keras-shapes]`."""

from __future__ import annotations

import sys

from pylint.lint import PyLinter
from pylint.typing import Options

from keras_shape_lint.analysis import DATA_FORMATS, Settings
from keras_shape_lint.layers.world import RELEASES_TAKEN
from keras_shape_lint.tracing.folders import roots_of

OPTIONS: Options = (
    (
        "keras-version",
        {
            "default": "auto",
            "type": "string",
            "metavar": "<release>",
            "help": f"The Keras that the program is written for: {RELEASES_TAKEN}. With auto, an error is reported "
            "where every release that the program may be written for raises it.",
        },
    ),
    (
        "keras-data-format",
        {
            "default": "auto",
            "type": "string",
            "metavar": "<format>",
            "help": f"image_data_format in keras.json, if the program does not set it: {', '.join(DATA_FORMATS)}.",
        },
    ),
    (
        "keras-library-stub",
        {
            "default": False,
            "type": "yn",
            "metavar": "<y or n>",
            "help": "Give pylint the public names of Keras instead of its sources: faster, and without false messages "
            "about tensorflow.keras; but the arguments of Keras' own functions are not checked by pylint.",
        },
    ),
)


def settings_of(linter: PyLinter) -> Settings:
    """With the folders of the path as pylint has made it up for this run, its `init-hook` included."""
    return Settings(linter.config.keras_version, linter.config.keras_data_format, roots_of(sys.path))
