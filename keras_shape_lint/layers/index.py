"""Generated: canonical name -> module of its rule. `python -m keras_shape_lint.layers.indexing` writes it."""

MODULES: dict[str, str] = {
    "keras.layers.Dense": "core",
}
