"""The language server: `keras-shape-lint server`, with the extra `editor`."""
