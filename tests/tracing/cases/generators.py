"""Generators run by turns with the code that asks them; contexts made of them, and of `contextlib`."""
import contextlib
from contextlib import ExitStack, closing, contextmanager, nullcontext

from keras import Input
from keras.layers import Dense

inp = Input((7,))


# what is sent and thrown in
def talks():
    got = yield 1
    more = yield got + 1
    yield got + more


talk = talks()
Dense(next(talk))(inp)  #: (None, 1)
Dense(talk.send(4))(inp)  #: (None, 5)
Dense(talk.send(6))(inp)  #: (None, 10)


left = [1]
def guarded():
    try:
        while True:
            yield 3
    except ValueError:
        yield 8
    finally:
        left.append(5)


stream = guarded()
next(stream)
Dense(stream.throw(ValueError("no")))(inp)  #: (None, 8)
stream.close()
Dense(sum(left))(inp)  #: (None, 6)
Dense(next(stream, 9))(inp)  #: (None, 9)


def inner():
    got = yield 1
    return got * 2
def outer():
    return (yield from inner()) + 1
def answer(generator):
    try:
        next(generator)
        generator.send(4)
    except StopIteration as end:
        return end.value
Dense(answer(outer()))(inp)  #: (None, 9)


# writes come when their turn comes
turns = [0]
def counting(n):
    for i in range(n):
        turns[0] += 1
        yield i
for i in counting(2):
    Dense(turns[0])(inp)  #: (None, 1); (None, 2)
Dense(turns[0])(inp)  #: (None, 2)


ended = []
def ending():
    try:
        yield 1
        yield 2
    finally:
        ended.append(5)
for _ in ending():
    break
Dense(sum(ended))(inp)  #: (None, 5)
kept = ending()
for _ in iter(kept):
    break
Dense(sum(ended) + next(kept))(inp)  #: (None, 7)


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
for number in fibonacci():
    if number > 20:
        break
Dense(number)(inp)  #: (None, 21)


def several(n):
    if n:
        yield from several(n - 1)
        yield n
many = [several(3) for _ in range(100)]
Dense(sum(next(each) for each in many[:20]))(inp)  #: (None, 20)
Dense(next(many[0]) + next(many[19]))(inp)  #: (None, 4)
Dense(sum(next(each) for each in many[20:]))(inp)  #: (None, 80)
Dense(next(many[0]) + next(many[99]))(inp)  #: unknown


# a loop that is not followed: what came before cannot come again
def unknown(times):
    steps = counting(5)
    for _ in range(times):
        Dense(next(steps) + 2)(inp)  #: unknown
    return steps
Dense(next(unknown(int(input()))) + 2)(inp)  #: unknown


# objects that are asked for items
class Three:
    def __init__(self):
        self.given = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.given += 1
        if self.given > 3:
            raise StopIteration
        return self.given
class Squares:
    def __getitem__(self, i):
        return [1, 4, 9][i]
a, b, c = Three()
Dense(a + b * c)(inp)  #: (None, 7)
three = Three()
Dense(next(three) + next(three) + next(three))(inp)  #: (None, 6)
Dense(next(three, 40))(inp)  #: (None, 40)
Dense(sum(Squares()))(inp)  #: (None, 14)


# contexts
state = {"n": 1}
@contextmanager
def bumped(n):
    before = state["n"]
    state["n"] = n
    try:
        yield n * 2
    finally:
        state["n"] = before
with bumped(5) as double:
    Dense(state["n"])(inp)  #: (None, 5)
    Dense(double)(inp)  #: (None, 10)
Dense(state["n"])(inp)  #: (None, 1)
try:
    with bumped(6):
        raise KeyError
except KeyError:
    Dense(state["n"] + 2)(inp)  #: (None, 3)


@contextlib.contextmanager
def swallowing():
    try:
        yield
    except ValueError:
        pass
size = 2
with swallowing():
    size = 7
    Dense(0)(inp)
    size = 8
Dense(size)(inp)  #: (None, 7)


@bumped(9)
def measured():
    return state["n"] + 1
Dense(measured() + measured())(inp)  #: (None, 20)


entered = []
@contextmanager
def noted(n):
    entered.append(n)
    yield n
    entered.append(n * 10)
with ExitStack() as stack:
    stack.callback(entered.append, 4)
    Dense(sum(stack.enter_context(noted(n)) for n in (1, 2)))(inp)  #: (None, 3)
Dense(entered[2] + entered[3])(inp)  #: (None, 30)
Dense(entered[4])(inp)  #: (None, 4)


class Resource:
    n = 3
    def close(self):
        self.n = 9
resource = Resource()
with closing(resource) as held:
    Dense(held.n)(inp)  #: (None, 3)
with nullcontext(resource) as held:
    Dense(held.n)(inp)  #: (None, 9)
