"""The `keras-shape-lint` command."""
