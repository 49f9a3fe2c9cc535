"""The Keras a program meets: its generation, image data format and backend."""

from __future__ import annotations

from typing import NamedTuple

Generation = tuple[int, ...]
Span = tuple[Generation, Generation]
"""First and last generation."""
LATEST: Generation = (99,)
ORDERINGS = {"th": "channels_first", "tf": "channels_last"}
"""Data formats as Keras 1 calls them."""
ORDERING_OF = {layout: word for word, layout in ORDERINGS.items()}
ALL: Span = ((1,), LATEST)


class World(NamedTuple):
    """`generation` compares as a tuple: `world.generation >= (2, 15)`."""

    generation: Generation
    data_format: str = "channels_last"
    backend: str = "tensorflow"

    @property
    def version(self) -> str:
        return ".".join(map(str, self.generation))


def fits(span: Span, world: World) -> bool:
    """Whether the generation of a world is in a span."""
    return span[0] <= world.generation <= span[1]


MEASURED: tuple[World, ...] = (
    World((3,)),
    World((2, 15)),
    World((2, 3, 1)),
    World((2, 2, 4)),
    World((2, 1, 6)),
    World((2, 0, 9)),
    World((1, 2, 2), backend="theano"),
    World((1, 2, 2)),
    World((1, 1, 2), backend="theano"),
    World((1, 0, 8), "channels_first", "theano"),
)
"""Every generation measured on real Keras, newest first."""

RELEASES_TAKEN = f"auto, {', '.join(dict.fromkeys(world.version for world in MEASURED))}, or one near these"


def worlds_of(version: str, data_format: str = "auto", backend: str | None = None) -> tuple[World, ...]:
    """The measured worlds that stand for a release; a finding must hold in each.

    A release that was measured on two backends stands for the first of them, unless `backend` names one. Releases
    2.4 to 2.14 were not measured: what 2.3.1 and 2.15 both reject. Raises ValueError, in one line.
    """
    worlds = MEASURED if version == "auto" else tuple(_measured(_parsed(version), version))
    if backend is not None:
        worlds = tuple(world for world in worlds if world.backend == backend) or worlds
    elif "." in version:
        worlds = tuple({world.generation: world for world in reversed(worlds)}.values())[::-1]
    if data_format != "auto":
        worlds = tuple(world._replace(data_format=data_format) for world in worlds)
    return worlds


def _parsed(version: str) -> Generation:
    try:
        return tuple(int(part) for part in version.split("."))
    except ValueError:
        raise ValueError(f"keras-version {version!r} is not a Keras release: {RELEASES_TAKEN}") from None


def _measured(release: Generation, version: str) -> list[World]:
    if release == (2, 1):
        raise ValueError("keras-version 2.1 may be an unquoted 2.10 in TOML: write 2.1.6 or '2.10'")
    by_generation = {world.generation: world for world in reversed(MEASURED)}
    if release[0] == 3:
        return [by_generation[3,]]
    if release[0] == 2 and release >= (2, 15):
        return [by_generation[2, 15]]
    if release[0] == 2 and release >= (2, 4):
        return [by_generation[2, 15], by_generation[2, 3, 1]]
    if release[0] in (1, 2):
        if len(release) == 1:
            return [world for world in MEASURED if world.generation[0] == release[0]]
        same_minor = [world for world in MEASURED if world.generation[:2] == release[:2]]
        if same_minor:
            return same_minor
    raise ValueError(f"keras-version {version!r} is not a Keras release: {RELEASES_TAKEN}")
