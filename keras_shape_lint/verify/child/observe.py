"""The user's own module, run and watched: what Keras says at each call of it. Python 3.6 and later."""

import contextlib
import importlib
import os
import sys
import types
from typing import Any

library: Any = importlib.import_module("library")
places: Any = importlib.import_module("places")
stubs: Any = importlib.import_module("stubs")


LOOSE = 50
"""Tensors without a model that are run, the last ones."""


class Observe:
    """One module imported, its builders called, its models run once."""

    def __init__(self, keras: Any, job: Any, limits: Any) -> None:
        self.keras = keras
        self.path = job["path"]
        self.job = job
        self.limits = limits
        self.places = places.Places(self.path)
        self.stubs = stubs.Stubs()
        self.depth = 0
        self.lines: Any = set()
        self.entered: Any = set()
        self.events: Any = []
        self.shapes: Any = []
        self.called: Any = {}
        self.made: Any = []
        self.read: Any = set()
        self.models: Any = []
        self.stopped: Any = None
        self.resumed = False
        self.invented = False
        self.running = False
        self.ran = 0

    def answer(self) -> Any:
        before = set(sys.modules)
        self.stubs.leave_out(self.keras)
        self._watch()
        sys.path.insert(0, os.path.dirname(self.path))
        self.limits.close()
        try:
            self._program()
            self.limits.closed = self.keras.backend != "theano"  # which starts a C compiler
            self._run_models()
        finally:
            sys.settrace(None)
            self.limits.closed = False
            sys.path.pop(0)
            self.stubs.restore()
            for name in set(sys.modules) - before:
                if self._of_user(sys.modules[name]):
                    del sys.modules[name]
        return {
            "events": self.events, "lines": sorted(self.lines), "shapes": self.shapes, "stopped": self.stopped,
            "models": self.ran,
        }  # fmt: skip

    def _of_user(self, module: Any) -> bool:
        return (getattr(module, "__file__", None) or "").startswith(os.path.dirname(self.path) + os.sep)

    def _program(self) -> None:
        name = "__main__" if self.job["function"] is None else os.path.splitext(os.path.basename(self.path))[0]
        module = types.ModuleType(name)
        module.__dict__.update(__file__=self.path)
        sys.argv = [self.path]
        main, sys.modules[name] = sys.modules.get(name), module
        try:
            code = compile(self.job["text"], self.path, "exec")
            self._guarded(lambda: exec(code, module.__dict__), True)
            if self.job["function"] is not None:
                builder = module.__dict__.get(self.job["function"])
                if not callable(builder):
                    self.stopped = self.stopped or "there is no function " + self.job["function"]
                    return
                self._guarded(builder, True)
            else:
                for builder in self._builders(module):
                    self._guarded(builder, False)
        except SyntaxError as error:
            self.stopped = "it is no Python that this interpreter reads: " + str(error)
        finally:
            for value in list(module.__dict__.values()):
                self._remember(value)
            if main is not None:
                sys.modules[name] = main

    def _builders(self, module: Any) -> Any:
        """Functions with Keras calls that nothing has called and that need no argument."""
        for name in self.job["builders"]:
            found = module.__dict__.get(name)
            if isinstance(found, types.FunctionType) and found.__code__ not in self.entered:
                code = found.__code__
                if code.co_argcount <= len(found.__defaults__ or ()) and not code.co_kwonlyargcount:
                    yield found

    def _guarded(self, action: Any, whole: bool) -> None:
        sys.settrace(self._trace)
        try:
            self._remember(action())
        except SystemExit:
            pass
        except BaseException as error:
            sys.settrace(None)
            self._stop(error, whole)
        finally:
            sys.settrace(None)

    def _trace(self, frame: Any, event: str, arg: Any) -> Any:
        """Only frames of the user's file are followed line by line."""
        if frame.f_code.co_filename != self.path:
            return None
        self.entered.add(frame.f_code)

        def local(frame: Any, event: str, arg: Any) -> Any:
            if event == "line":
                self.lines.add(frame.f_lineno)
            return local

        return local

    def _stop(self, error: BaseException, whole: bool) -> None:
        """An exception left the program: it is Keras' when the innermost frames are not the user's."""
        place, beyond = self.places.raised(error)
        keras = any(part in name for name in beyond for part in ("/keras/", "/tensorflow/", "/tf_keras/"))
        absent = isinstance(error, ImportError) and ("keras" in str(error) or "tensorflow" in str(error))
        if place is not None and (keras or absent or self._expected(place)) and not _ours(error):
            self._event(place, "absent" if absent else "build", error)
        if whole:
            told = library.told(error)
            line = 0 if place is None else place[0]
            self.stopped = "line {} raises {}: {}".format(line, told["type"], first_line(told["message"]))

    def _event(self, place: Any, stage: str, error: BaseException) -> None:
        event = dict(library.told(error), at=place, stage=stage)
        known = any(each["at"] == place and each["type"] == event["type"] for each in self.events)
        if not known and not (self.resumed and stage == "build" and not self._expected(place)):
            self.events.append(event)

    def _expected(self, place: Any) -> Any:
        return next((each for each in self.job["findings"] if places.nest(each["at"], place)), None)

    def _watch(self) -> None:
        """Layers called, and since Keras 3 operations on symbolic tensors."""
        layer = next(each for each in self.keras.module.layers.Dense.__mro__ if "__call__" in each.__dict__)
        self._observe(layer, "__call__")
        for each in layer.__mro__[1:]:
            for name in ("symbolic_call", "__call__"):
                if "symbolic_call" in each.__dict__ and name in each.__dict__:
                    self._observe(each, name)

    def _observe(self, owner: Any, name: str) -> None:
        whole = owner.__dict__[name]

        def observed(layer: Any, *args: Any, **kwargs: Any) -> Any:
            return self._called(whole, layer, args, kwargs, sys._getframe(1))

        self.stubs.replace(owner, name, observed)

    def _called(self, whole: Any, layer: Any, args: Any, kwargs: Any, caller: Any) -> Any:
        """A call: the user's own ones are noted with their place, and go on after a known fault."""
        place = self.places.running(caller) if not self.depth or self.places.own(caller) else None
        if any(isinstance(each, stubs.Anything) for each in library.flat([args, kwargs])):
            raise stubs.LeftOut("verify left out what this input comes from")
        self.depth += 1
        try:
            out = whole(layer, *args, **kwargs)
        except Exception as error:
            if id(layer) in self.called and not hasattr(error, "_ksl_place"):
                with contextlib.suppress(Exception):
                    known = self.called[id(layer)][1:]
                    error._ksl_place = next(filter(self._expected, known), known[-1])  # type: ignore[attr-defined]
            out = self._resumed(error) if self.depth == 1 and place is not None else None
            if out is None:
                raise
        finally:
            self.depth -= 1
        if place is not None and not self.running:
            outputs = library.flat(out)
            if not self.depth:
                self.called.setdefault(id(layer), [layer]).append(place)
                self._remember(layer)
                self.read.update(map(id, library.flat([args, kwargs])))
                self.made += outputs
            self._note(place, outputs)
        return out

    def _note(self, place: Any, outputs: Any) -> None:
        """Shapes that Keras gives. Within a layer it may compute on its backend's tensors, in jax of invented sizes."""
        symbolic = self.keras.generation < (3,) or all(self.keras.symbolic(each) for each in outputs)
        if place[2] is None or not (symbolic or self.keras.backend == "tensorflow"):
            return
        shapes = [library.shape_of(each) for each in outputs]
        if not symbolic:
            shapes = [
                shape if shape == "?" else ["?" if size is None else size for size in shape] for shape in shapes
            ]  # fmt: skip
        if [place, shapes] not in self.shapes[-50:]:
            self.shapes.append([place, shapes])

    def _resumed(self, error: Exception) -> Any:
        """What the tracer went on with after a fault it knows; None where it is not one."""
        place = self.places.raised(error)[0] or self.places.running(sys._getframe(2))
        expected = None if place is None or _ours(error) else self._expected(place)
        if expected is None or expected["resume"] is None:
            return None
        self._event(place, "build", error)
        self.resumed = True
        self.invented = self.invented or "?" in expected["resume"][1:]
        shape = [(1 if axis else None) if size == "?" else size for axis, size in enumerate(expected["resume"])]
        return self.keras.input(shape, None)

    def _remember(self, value: Any) -> None:
        if isinstance(value, (list, tuple, dict)):
            for item in list(value.values() if isinstance(value, dict) else value)[:99]:
                self._remember(item)
            return
        if isinstance(value, self.keras.find("keras.Model")) and not any(value is model for model in self.models):
            self.models.append(value)

    def _run_models(self) -> None:
        """On numbers: every model that the module left, and what leads to tensors that it put into none."""
        self.depth, self.running = 1, True
        self.stubs.restore("predict")
        ends: Any = set()
        if not self.resumed:
            for model in self.models:
                ends.update(id(each) for each in library.flat(getattr(model, "outputs", None) or []))
        loose = [each for each in self.made if id(each) not in self.read | ends][-LOOSE:]
        for model in [] if self.resumed else self.models:
            self._run(model)
        for tensor in [] if self.invented else loose:
            with contextlib.suppress(Exception):
                self._run(self._model_of(tensor))

    def _model_of(self, tensor: Any) -> Any:
        """Raises what Keras does for a tensor that comes from no Input."""
        inputs = self.keras.sources(tensor)
        return self.keras.find("keras.Model")(inputs if len(inputs) > 1 else inputs[0], tensor)

    def _run(self, model: Any) -> None:
        try:
            names = list(model.input) if isinstance(model.input, dict) else None
            tensors = [model.input[name] for name in names] if names else model.inputs
            inputs = [(library.shape_of(each), dtype_of(each)) for each in tensors]
        except Exception:
            return
        error = self._forward(model, inputs, names)
        if error is not None and not _ours(error):
            self._event(getattr(error, "_ksl_place", None) or [0, 0, None, None], "run", error)

    def _forward(self, model: Any, inputs: Any, names: Any) -> Any:
        """Why it fails on arrays of these shapes and dtypes, by name for a dict of inputs; None where it runs."""
        failure: Any = None
        for sizes in self.job["sizes"]:
            arrays = [library.random_array(shape, dtype, sizes) for shape, dtype in inputs]
            given = dict(zip(names, arrays)) if names else arrays if len(arrays) > 1 else arrays[0]
            self.ran += 1
            try:
                model(given) if self.keras.eager else model.predict(arrays)
                return None
            except Exception as error:
                failure = error
        return failure


def _ours(error: BaseException) -> bool:
    """It is verify that said no."""
    return isinstance(error, stubs.LeftOut) or "verify " in str(error)[:60]


def dtype_of(tensor: Any) -> str:
    dtype = getattr(tensor, "dtype", "float32")
    return str(getattr(dtype, "name", dtype))


def first_line(text: str) -> str:
    return (text.splitlines() or [""])[0]
