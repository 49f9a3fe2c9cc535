"""Builds models of rewritten modules with the installed Keras: on standard input a JSON list of
[module, function, arguments], on standard output [parameters, output shape, number of layers] of each."""

import importlib
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


def built(module, function, arguments):
    import keras

    keras.backend.clear_session()
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in arguments.items()}
    model = getattr(importlib.import_module(module), function)(**given)
    return [model.count_params(), list(model.output.shape), len(model.layers)]


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    print(json.dumps([built(*case) for case in json.load(sys.stdin)]))
