"""The options of the checkers as pylint would read them: its own discovery, without loading it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

RC_NAMES = ("pylintrc", "pylintrc.toml", ".pylintrc", ".pylintrc.toml")
SECTIONED = ("setup.cfg", "tox.ini")
PROJECT = "pyproject.toml"
OPTIONS = ("keras-version", "keras-data-format", "keras-library-stub")
"""Those of the checkers."""


class Configuration(NamedTuple):
    """`switches` are the options `enable` and `disable` with their values, in the order of the file.

    `passed_by` says of each file on the way that mentions pylint, and could not be parsed, why.
    """

    keras_version: str | None = None
    keras_data_format: str | None = None
    switches: tuple[tuple[str, str], ...] = ()
    source_roots: str = ""
    passed_by: tuple[str, ...] = ()


def configuration(rcfile: str | None) -> Configuration:
    """Raises OSError for an rcfile that cannot be read, ValueError for one that cannot be parsed or names an option
    that there is not."""
    passed_by: dict[str, str] = {}
    path = os.path.expanduser(os.path.expandvars(rcfile)) if rcfile else next(_candidates(passed_by), None)
    if path is None:
        return Configuration(passed_by=tuple(passed_by.values()))
    options = list(_options(path))
    last = dict(options)
    for name in last:
        if name.startswith("keras-") and name not in OPTIONS:
            raise ValueError(f"{path}: no option {name}: {', '.join(OPTIONS)}")
    return Configuration(
        last.get("keras-version"),
        last.get("keras-data-format"),
        tuple(option for option in options if option[0] in ("enable", "disable")),
        last.get("source-roots", ""),
        tuple(passed_by.values()),
    )


def _candidates(passed_by: dict[str, str]) -> Iterator[str]:
    """Files with a configuration of pylint, the one it takes first. What it passes by is put down."""
    for name in (*RC_NAMES, PROJECT, *SECTIONED):
        wholly_pylints = name in RC_NAMES and not name.endswith(".toml")
        if os.path.isfile(name) and (wholly_pylints or _mentions_pylint(name, passed_by)):
            yield name
    yield from _above_package()
    project = _project_above()
    if project is not None and _mentions_pylint(project, passed_by):
        yield project
    yield from _of_user()
    if os.path.isfile("/etc/pylintrc"):
        yield "/etc/pylintrc"


def _above_package() -> Iterator[str]:
    directory = os.path.realpath(os.getcwd())
    while os.path.isfile(os.path.join(directory, "__init__.py")):
        directory = os.path.dirname(directory)
        for name in RC_NAMES:
            path = os.path.join(directory, name)
            if os.path.isfile(path):
                yield path


def _project_above() -> str | None:
    """The nearest pyproject.toml, not above the root of a repository."""
    directory = os.path.realpath(os.getcwd())
    while True:
        path = os.path.join(directory, PROJECT)
        if os.path.isfile(path):
            return path
        parent = os.path.dirname(directory)
        if parent == directory or any(os.path.isdir(os.path.join(directory, vcs)) for vcs in (".git", ".hg")):
            return None
        directory = parent


def _of_user() -> Iterator[str]:
    named = os.environ.get("PYLINTRC")
    if named is not None and os.path.exists(named):
        if os.path.isfile(named):
            yield named
        return
    home = os.path.expanduser("~")
    if home not in ("~", "/root"):
        for path in (os.path.join(home, ".pylintrc"), os.path.join(home, ".config", "pylintrc")):
            if os.path.isfile(path):
                yield path


def _mentions_pylint(path: str, passed_by: dict[str, str]) -> bool:
    """The file has a table or section of pylint's. Most have not, and need no parser to say so."""
    try:
        with open(path, "rb") as file:
            content = file.read().translate(None, b" \t\"'")
        if b"pylint" not in content or (
            path.endswith(".toml") and b"tool.pylint" not in content and b"[tool]" not in content
        ):
            return False
        if path.endswith(".toml"):
            return "pylint" in _toml(path).get("tool", {})
        return any(section == "pylint" or section.startswith("pylint.") for section in _ini(path).sections())
    except OSError:
        return False
    except ValueError as error:
        passed_by.setdefault(os.path.realpath(path), str(error))
        return False


def _options(path: str) -> Iterator[tuple[str, str]]:
    """Sections have no meaning to pylint beyond telling its options from those of other tools."""
    if path.endswith(".toml"):
        for name, value in _toml(path).get("tool", {}).get("pylint", {}).items():
            table = value if isinstance(value, dict) else {name: value}
            yield from ((option, _written(entry)) for option, entry in table.items())
        return
    parser = _ini(path)
    sectioned = os.path.basename(path) in SECTIONED
    for section in parser.sections():
        if not sectioned or section.startswith("pylint"):
            yield from parser[section].items()


def _written(value: Any) -> str:
    return ",".join(map(_written, value)) if isinstance(value, list) else str(value)


def _toml(path: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    with open(path, "rb") as file:
        try:
            content: dict[str, Any] = tomllib.load(file)
        except ValueError as error:
            raise ValueError(f"{path}: cannot parse: {error}") from None
    return content


def _ini(path: str) -> Any:
    import configparser

    parser = configparser.ConfigParser(inline_comment_prefixes=("#", ";"))
    try:
        with open(path, encoding="utf_8_sig") as file:
            parser.read_file(file)
    except (configparser.Error, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: cannot parse: {' '.join(str(error).split())}") from None
    return parser
