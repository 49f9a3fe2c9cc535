"""`python -m keras_shape_lint` is the command of the same name."""

import sys

from keras_shape_lint.cli.main import program

sys.exit(program())
