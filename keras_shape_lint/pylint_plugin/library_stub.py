"""Keras' public names handed to astroid, so that pylint need not read Keras' and TensorFlow's sources.

Off by default: what pylint would say about the arguments of Keras' own functions goes with their sources.
"""

from __future__ import annotations

from importlib.util import find_spec

from astroid import nodes
from astroid.brain.helpers import register_module_extender
from astroid.builder import AstroidBuilder
from astroid.manager import AstroidManager

from keras_shape_lint.layers.public_names import public_names

CLASS = """
class {name}:
    def __init__(self, *args, **kwargs): pass
    def __call__(self, *args, **kwargs): return unknown()
    def __getattr__(self, name): return unknown()
"""
FUNCTION = "def {name}(*args, **kwargs): return unknown()\n"
VALUE = "{name} = unknown()\n"


def install() -> None:
    """For those of keras, tf_keras and tensorflow that are installed: a missing one is still said to be missing."""
    manager = AstroidManager()
    roots = [root for root in ("keras", "tf_keras") if find_spec(root) is not None]
    if find_spec("tensorflow") is not None:
        roots.append("tensorflow.keras")
        register_module_extender(manager, "tensorflow", _keras_of_tensorflow)
    for root in roots:
        for path, kinds in public_names().items():
            module = root + path.removeprefix("keras")
            if module not in manager.astroid_cache:
                _build(manager, module, kinds)


def _build(manager: AstroidManager, module: str, kinds: dict[str, str]) -> None:
    """Into astroid's cache, under the name of the module. Pylint takes modules with a file as fully known."""
    text = "".join(VALUE.format(name=name) for name in ("__version__", *kinds.get("value", "").split()))
    text += "".join(FUNCTION.format(name=name) for name in kinds.get("function", "").split())
    text += "".join(CLASS.format(name=name) for name in kinds.get("class", "").split())
    tree = AstroidBuilder(manager, apply_transforms=False).string_build(text, module, f"{module}.py")
    tree.package = "module" in kinds
    manager.astroid_cache[module] = tree


def _keras_of_tensorflow() -> nodes.Module:
    manager = AstroidManager()
    tree: nodes.Module = AstroidBuilder(manager, apply_transforms=False).string_build("", "tensorflow")
    tree.locals["keras"] = [manager.astroid_cache["tensorflow.keras"]]
    return tree
