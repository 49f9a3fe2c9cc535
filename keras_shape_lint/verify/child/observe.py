"""The user's own module, run and watched: what Keras says at each line of it. Python 3.6 and later."""

import contextlib
import importlib
import os
import sys
import traceback
import types
from typing import Any

library: Any = importlib.import_module("library")

STUBBED = (
    "fit", "fit_generator", "evaluate", "evaluate_generator", "predict", "predict_generator", "predict_on_batch",
    "train_on_batch", "test_on_batch", "save", "save_weights", "load_weights", "export", "summary",
)  # fmt: skip
DATASETS: Any = {
    "mnist": (28, 28), "fashion_mnist": (28, 28), "cifar10": (32, 32, 3), "cifar100": (32, 32, 3), "imdb": (80,),
    "reuters": (80,), "boston_housing": (13,), "california_housing": (8,),
}  # fmt: skip


class Anything:
    """What a stubbed call gives: holds whatever is asked for, and nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return Anything()

    def __getitem__(self, key: Any) -> Any:
        return Anything()

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __float__(self) -> float:
        return 0.0


class Observe:
    """One module imported, its builders called, its models run once."""

    def __init__(self, keras: Any, job: Any, limits: Any) -> None:
        self.keras = keras
        self.path = job["path"]
        self.job = job
        self.limits = limits
        self.depth = 0
        self.lines: Any = set()
        self.accepted: Any = set()
        self.entered: Any = set()
        self.events: Any = []
        self.places: Any = {}
        self.models: Any = []
        self.undo: Any = []
        self.stopped: Any = None
        self.resumed = False

    def answer(self) -> Any:
        before = set(sys.modules)
        self._stub()
        sys.path.insert(0, os.path.dirname(self.path))
        self.limits.closed = True
        try:
            self._program()
            self.limits.closed = self.keras.backend != "theano"  # which starts a C compiler
            self._run_models()
        finally:
            sys.settrace(None)
            self.limits.closed = False
            sys.path.pop(0)
            for owner, name, whole in reversed(self.undo):
                setattr(owner, name, whole)
            for name in set(sys.modules) - before:
                if self._of_user(sys.modules[name]):
                    del sys.modules[name]
        return {
            "events": self.events, "lines": sorted(self.lines), "accepted": sorted(self.accepted),
            "stopped": self.stopped, "models": len(self.models), "resumed": self.resumed,
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
            with open(self.path, "rb") as file:
                code = compile(file.read(), self.path, "exec")
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
        frames = traceback.extract_tb(error.__traceback__)
        own = [index for index, frame in enumerate(frames) if frame[0] == self.path]
        line = frames[own[-1]][1] if own else 0
        beyond = [frame[0].replace("\\", "/") for frame in frames[own[-1] + 1 :]] if own else []
        keras = any(part in name for name in beyond for part in ("/keras/", "/tensorflow/", "/tf_keras/"))
        keras = keras and not str(error).startswith("verify ")
        absent = isinstance(error, ImportError) and ("keras" in str(error) or "tensorflow" in str(error))
        if keras or absent:
            self._event(line, "absent" if absent else "build", error)
        if whole:
            told = library.told(error)
            self.stopped = f"line {line} raises {told['type']}: {first_line(told['message'])}"

    def _event(self, line: int, stage: str, error: BaseException) -> None:
        event = dict(library.told(error), line=line, stage=stage)
        if event not in self.events and not (self.resumed and stage == "build" and not self._expected(line)):
            self.events.append(event)

    def _expected(self, line: int) -> Any:
        return next((each for each in self.job["findings"] if each["line"] <= line <= each["end_line"]), None)

    def _line(self) -> int:
        """The line of the user's file that is running."""
        frame: Any = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename != self.path:
            frame = frame.f_back
        return 0 if frame is None else int(frame.f_lineno)

    def _stub(self) -> None:
        layer = next(each for each in self.keras.module.layers.Dense.__mro__ if "__call__" in each.__dict__)
        called = layer.__call__

        def observed(self_: Any, *args: Any, **kwargs: Any) -> Any:
            return self._called(called, self_, args, kwargs)

        self._replace(layer, "__call__", observed)
        models = {self.keras.find("keras.Model"), self.keras.find("keras.Sequential")}
        for model in {each for made in models for each in made.__mro__}:
            for name in STUBBED:
                if name in model.__dict__ and model.__module__.split(".")[0] in ("keras", "tensorflow", "tf_keras"):
                    self._replace(model, name, self._nothing)
        for name in ("plot_model", "get_file"):
            owner = getattr(self.keras.module, "utils", None)
            if hasattr(owner, name):
                self._replace(owner, name, lambda *args, **kwargs: Anything())
        for name, shape in DATASETS.items():
            with contextlib.suppress(Exception):
                owner = importlib.import_module(self.keras.module.__name__ + ".datasets." + name)
                self._replace(owner, "load_data", lambda shape=shape, **kwargs: samples(shape))

    def _nothing(self, *args: Any, **kwargs: Any) -> Any:
        return Anything()

    def _replace(self, owner: Any, name: str, stub: Any) -> None:
        with contextlib.suppress(AttributeError, TypeError):
            self.undo.append((owner, name, owner.__dict__[name]))
            setattr(owner, name, stub)

    def _called(self, called: Any, layer: Any, args: Any, kwargs: Any) -> Any:
        """A layer's call: the user's own ones are noted with their line, and go on after a known fault."""
        line = self._line() if not self.depth else 0
        self.depth += 1
        try:
            out = called(layer, *args, **kwargs)
        except Exception as error:
            if self.depth > 1 or not line:
                if not hasattr(error, "_ksl_line"):
                    with contextlib.suppress(Exception):
                        error._ksl_line = self.places.get(id(layer), (0, None))[0]  # type: ignore[attr-defined]
                raise
            expected = self._expected(line)
            if expected is None or expected["resume"] is None:
                raise
            self._event(line, "build", error)
            self.resumed = True
            return self.keras.input(expected["resume"], None)
        finally:
            self.depth -= 1
        if line:
            self.accepted.add(line)
            self.places[id(layer)] = (line, layer)
            self._remember(layer)
        return out

    def _remember(self, value: Any) -> None:
        if isinstance(value, (list, tuple, dict)):
            for item in list(value.values() if isinstance(value, dict) else value)[:99]:
                self._remember(item)
            return
        if isinstance(value, self.keras.find("keras.Model")) and not any(value is model for model in self.models):
            self.models.append(value)

    def _run_models(self) -> None:
        """Every model that is reached from what the module left, on numbers."""
        self.depth = 1
        if self.resumed:
            return
        for owner, name, whole in self.undo:
            if name == "predict":
                setattr(owner, name, whole)
        for model in self.models:
            try:
                shapes = [(library.shape_of(each), dtype_of(each)) for each in model.inputs]
            except Exception:
                continue
            error = self._forward(model, shapes)
            if error is not None and "verify " not in str(error)[:60]:
                self._event(getattr(error, "_ksl_line", 0), "run", error)

    def _forward(self, model: Any, shapes: Any) -> Any:
        failure: Any = None
        for sizes in self.job["sizes"]:
            arrays = [library.random_array(shape, dtype, sizes) for shape, dtype in shapes]
            try:
                model(arrays if len(arrays) > 1 else arrays[0]) if self.keras.eager else model.predict(arrays)
                return None
            except Exception as error:
                failure = error
        return failure


def dtype_of(tensor: Any) -> str:
    dtype = getattr(tensor, "dtype", "float32")
    return str(getattr(dtype, "name", dtype))


def samples(shape: Any) -> Any:
    numpy: Any = importlib.import_module("numpy")
    x, y = numpy.zeros((8, *shape), "uint8"), numpy.zeros((8,), "uint8")
    return (x, y), (x.copy(), y.copy())


def first_line(text: str) -> str:
    return (text.splitlines() or [""])[0]
