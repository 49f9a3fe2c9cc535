"""Source files and notebooks as text, with as little imported as can be."""

from __future__ import annotations

from keras_shape_lint.analysis import Source


def read(path: str) -> Source:
    """Raises OSError, or ValueError as `decoded` and `source`."""
    with open(path, "rb") as file:
        data = file.read()
    return source(path, decoded(data))


def source(path: str, text: str) -> Source:
    """The text of a file as a source. Raises ValueError for what should be a notebook and is none."""
    if not path.endswith(".ipynb"):
        return Source(path, text)
    from keras_shape_lint.cli.notebooks import notebook

    return notebook(path, text)


def decoded(data: bytes) -> str:
    """As Python decodes a source file: UTF-8, but for a coding comment in the first two lines.

    Raises ValueError for bytes that are not text in that encoding.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    encoding = "utf-8"
    if b"coding" in b"".join(data.split(b"\n", 2)[:2]):
        encoding = _declared(data)
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise ValueError(str(error)) from None


def unread(error: OSError | ValueError) -> str:
    """Why a file was not read. Of folders only those are, in vain, that hold nothing to be read."""
    if isinstance(error, IsADirectoryError):
        return "no program and no notebook in this folder"
    return f"cannot read: {getattr(error, 'strerror', None) or error}"


def _declared(data: bytes) -> str:
    from io import BytesIO
    from tokenize import detect_encoding

    try:
        return detect_encoding(BytesIO(data).readline)[0]
    except SyntaxError as error:
        raise ValueError(str(error)) from None
