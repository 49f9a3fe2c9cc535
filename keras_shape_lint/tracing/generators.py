"""Generator functions: their bodies run by turns with the code that asks for items, as in Python."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from keras_shape_lint.tracing.coroutines import FINISHED, Coroutine, Left, NoThread
from keras_shape_lint.tracing.exceptions import EXCEPTIONS, matches
from keras_shape_lint.tracing.iterators import END, Iterator, Lost
from keras_shape_lint.tracing.run import Raised, clock
from keras_shape_lint.tracing.values import Instance, Unknown

_MOST = 64
"""Bodies of a run that wait at the same time; the oldest is given up for one more."""
_START, _TURN = 40, 8
"""Steps that a thread, and going from one to another, cost as much as."""
_LISTS = ("caught", "guards", "stack")
_COUNTS = ("depth", "inside", "loose", "tries")
_OWN = ("doubted", "site", "written")
"""What the state of a run holds for the code that runs: entries and counts on top of the asking code's, and its own."""


class _Reached(Exception):
    """A body that is asked for its first item alone has come to it."""


class _First(list[Any]):
    def append(self, item: Any) -> None:
        raise _Reached(item)


class Body:
    """The source of a generator's iterator. `open`: it may have given, or still give, other items than are known.

    `items` collects them where nothing else runs before its end; `added` is what it adds to the state of its run.
    """

    __slots__ = ("_coroutine", "_frame", "_left", "_perform", "_run", "added", "items", "iterator", "open")

    def __init__(self, run: Any, frame: Any, perform: Callable[[], Any]) -> None:
        self._run = run
        self._frame = frame
        self._perform = perform
        self._coroutine: Coroutine | None = None
        self._left = 0.0
        self.added: dict[str, Any] = {"doubted": False, "site": None, "written": {}}
        self.items: list[Any] | None = None
        self.open = False
        self.iterator = Iterator(self)
        frame.yielded = self

    def __iter__(self) -> Body:
        return self

    def __next__(self) -> Any:
        item = self.ask(None)
        if item is END:
            raise StopIteration
        return item

    def give(self, item: Any) -> Any:
        """`yield`. -> what is sent. Raises Raised where an exception is thrown in."""
        if self.open:
            return Unknown("what is sent to a generator")
        if self.items is not None:
            self.items.append(item)
            return None
        assert self._coroutine is not None
        self._stop()
        try:
            return self._coroutine.pause(item)
        finally:
            self._go()

    def ask(self, message: Any) -> Any:
        """The next item, or END, for what is sent or, as a Raised, thrown in. Raises Lost."""
        run = self._run
        if run.suspended is None:
            raise Lost
        if self._coroutine is None and self.items is None:
            self._begin(message)
        if self.items is not None:
            return self.items.pop(0) if self.items else self._end()
        if self._coroutine is None or self._coroutine.running:
            raise Lost
        if self._coroutine.finished:
            return self._end()
        nodes = len(run.graph.nodes)
        run.spend(_TURN)
        try:
            item = self._by_turns(message)
        except NoThread:
            self.open = True
            raise Lost from None
        if self.added["written"] or len(run.graph.nodes) > nodes:
            self.iterator.settled = len(self.iterator.items) + 1
        return self._end() if item is FINISHED else item

    def _begin(self, message: Any) -> None:
        run = self._run
        if isinstance(message, Raised):
            self.items = []
            raise message
        if self.iterator.whole:
            self.items = []
            self.iterator.settled = 1
            self._perform()
        else:
            waiting = [body for body in run.suspended if not body.running]
            if len(waiting) >= _MOST:
                waiting[0].leave()
            run.spend(_START)
            self._coroutine = Coroutine(self._follow)
            run.suspended.append(self)

    @property
    def running(self) -> bool:
        return self._coroutine is not None and self._coroutine.running

    def leave(self) -> None:
        """It waits, and is not asked again: what it would still do is not known."""
        self.open = True
        self._by_turns(Left())

    def _end(self) -> Any:
        self.iterator.result = Unknown("what a generator returns") if self._frame.unsure else self._frame.returned
        if self.open:
            raise Lost
        return END

    def _by_turns(self, message: Any) -> Any:
        """Run it up to its next `yield`, with what it has added to the state of the run in place meanwhile."""
        run, added = self._run, self.added
        lengths = {name: len(getattr(run, name)) for name in _LISTS}
        before = {name: getattr(run, name) for name in (*_COUNTS, *_OWN)}
        for name in _LISTS:
            getattr(run, name).extend(added.get(name, ()))
        for name in _COUNTS:
            setattr(run, name, before[name] + added.get(name, 0))
        for name in _OWN:
            setattr(run, name, added[name])
        self._stop()
        try:
            assert self._coroutine is not None
            return self._coroutine.resume(message)
        finally:
            self._go()
            for name in _LISTS:
                entries = getattr(run, name)
                added[name] = entries[lengths[name] :]
                del entries[lengths[name] :]
            for name in _COUNTS:
                added[name] = getattr(run, name) - before[name]
            for name in _OWN:
                added[name] = getattr(run, name)
            for name, value in before.items():
                setattr(run, name, value)
            if run.written is not None:
                run.written.update(added["written"])

    def _follow(self) -> None:
        self._go()
        try:
            self._perform()
        finally:
            if self._run.suspended is not None:
                self._run.suspended.remove(self)
            self._stop()

    def _stop(self) -> None:
        """Each thread has a clock of its own: the time that is left goes from one to the other."""
        self._left = self._run.deadline - clock()

    def _go(self) -> None:
        self._run.deadline = clock() + self._left

    def first(self) -> Any:
        """What the body yields first, all it does undone."""
        frame = self._frame
        kept = dict(frame.vars), frame.unsure, frame.returned, self.open
        self.items = _First()
        try:
            self._run.rehearse(self._perform, exact=True)
        except _Reached as reached:
            return reached.args[0]
        finally:
            local, frame.unsure, frame.returned, self.open = kept
            self.items = None
            frame.vars.clear()
            frame.vars.update(local)
        return Unknown("what a generator yields")


def first_item(run: Any, iterator: Iterator) -> Any:
    """What an iterator gives, or gave, first. Nothing is used up, and a generator need not come to its end."""
    if iterator.items:
        return iterator.items[0]
    if isinstance(iterator.source, Body):
        return iterator.source.first()
    state = iterator.snapshot()
    try:
        item = iterator.step()
    except Lost:
        return Unknown("the items of an iterator")
    iterator.restore(state)
    return Unknown("the items of an iterator") if item is END else item


def send(run: Any, iterator: Iterator, message: Any) -> Any:
    """`send` and `throw`: the next item, or END. Raises Lost."""
    body = iterator.source
    run.touch(iterator)
    if message is None or body is None:
        if isinstance(message, Raised):
            raise message
        return iterator.step()
    if not isinstance(body, Body) or iterator.lost or iterator.position < len(iterator.items):
        iterator.lost = True
        raise Lost
    try:
        item = body.ask(message)
    except Raised:
        iterator.source = None
        raise
    except Lost:
        iterator.lost = True
        raise
    iterator.settled = len(iterator.items) + 1
    if item is END:
        iterator.source = None
        return END
    iterator.items.append(item)
    iterator.position += 1
    return item


def close(run: Any, iterator: Iterator) -> None:
    """What waits in a `finally` runs."""
    body = iterator.source
    if isinstance(body, Body) and iterator.items:
        leaving = Raised(Instance(EXCEPTIONS["GeneratorExit"]))
        try:
            send(run, iterator, leaving)
        except Raised as raised:
            if raised is not leaving and not matches(EXCEPTIONS["StopIteration"], raised):
                raise
        except Lost:
            return
    run.touch(iterator)
    iterator.source = None


def abandon(frame: Any, iterator: Iterator) -> None:
    """A loop is left that alone holds it: Python closes it. Should more hold it, what it gives next is not known."""
    if isinstance(iterator.source, Body) and not any(iterator is each for each in _held(frame)):
        close(frame.run, iterator)
        iterator.lost = True


def _held(frame: Any) -> Generator[Any, None, None]:
    """The values of the names in sight, and those of the attributes of objects among them."""
    for names in (frame.vars, frame.variables):
        yield from names.values()
        for value in names.values():
            if isinstance(value, Instance):
                yield from value.attributes.values()


def delegate(body: Body, run: Any, inner: Iterator) -> Any:
    """`yield from` an iterator. -> what it returns. Raises Lost."""
    message: Any = None
    while (item := send(run, inner, message)) is not END:
        run.spend(1)
        try:
            message = body.give(item)
        except Raised as raised:
            if not isinstance(inner.source, Body):
                raise
            message = raised
    return inner.result
