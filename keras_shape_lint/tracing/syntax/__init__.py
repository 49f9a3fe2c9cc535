"""Each piece of Python's syntax, compiled once to a closure over a frame."""
