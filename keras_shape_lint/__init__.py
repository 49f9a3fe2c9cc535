"""Finds Keras shape bugs before anything runs: a pylint plugin, and the engine behind it."""
__version__ = "0.1.0"
