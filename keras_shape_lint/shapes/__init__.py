"""Dimensions, symbols, shapes and their arithmetic: pure mathematics, no Keras and no source code."""
