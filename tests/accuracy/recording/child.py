"""Started as a program: `python recording/child.py`, with the folder of verify's own child as its argument."""

import contextlib
import importlib
import importlib.machinery
import json
import operator
import os
import sys
import time
import traceback
from typing import Any

DATASETS: Any = {
    "mnist": (60000, 28, 28), "fashion_mnist": (60000, 28, 28), "cifar10": (50000, 32, 32, 3),
    "cifar100": (50000, 32, 32, 3), "imdb": (25000,), "reuters": (8982,), "boston_housing": (404, 13),
    "california_housing": (16512, 8),
}  # fmt: skip
"""The shape of what each gives to train on."""
TESTED: Any = {"imdb": 25000, "reuters": 2246, "boston_housing": 102, "california_housing": 4128}
"""Samples to test on, 10000 for the others."""
SHOWING = ("cv2", "PIL", "matplotlib", "pylab", "cairocffi", "editdistance", "tqdm", "skimage", "imageio", "seaborn")
"""Modules that read and show pictures or measure progress, stood in for where they are not installed."""
OWN = ("keras", "tensorflow", "tf_keras", "tensorflow_core")


class Recorder:
    """What Keras gave at every call site of the files below one folder."""

    def __init__(self, parts: Any, keras: Any, job: Any, limits: Any) -> None:
        self.sites: Any = {}
        self.parts = parts
        self.keras = keras
        self.job = job
        self.limits = limits
        self.folder = os.path.join(job["folder"], "")
        self.own: Any = ()
        kinds = [keras.find("keras.layers.Dense"), keras.find("keras.Model")]
        self.layer = next(each for each in kinds[0].__mro__ if each.__name__ in ("Layer",))
        self.model = kinds[1]
        self.sequential = keras.find("keras.Sequential")

    def answer(self) -> Any:
        stubs = self.parts["stubs"].Stubs()
        stubs.leave_out(self.keras)
        self._stub_data(stubs)
        self.limits.closed = True
        before = set(sys.modules)
        self._forget(before)
        sys.meta_path.insert(0, self)
        sys.path.insert(0, self.job["root"])
        start = time.time()
        stopped = None
        layout = self._layout()
        try:
            self._run()
        except SystemExit:
            pass
        except BaseException as error:
            stopped = self._told(error)
        finally:
            seconds = time.time() - start
            self.limits.closed = False
            self._layout(layout)
            sys.meta_path.remove(self)
            sys.path.remove(self.job["root"])
            stubs.restore()
            self._forget(set(sys.modules) - before)
        return {"sites": self.sites, "stopped": stopped, "seconds": seconds}

    def _layout(self, wanted: Any = None) -> Any:
        """The data format, which one program may set and the next one finds; set where one is wanted."""
        modern = hasattr(self.keras.module.backend, "image_data_format")
        name = "image_data_format" if modern else "image_dim_ordering"
        if wanted is not None:
            getattr(self.keras.module.backend, "set_" + name)(wanted)
        return getattr(self.keras.module.backend, name)()

    def _forget(self, names: Any) -> None:
        for name in names:
            if self._inside(vars(sys.modules[name]).get("__file__")) or isinstance(sys.modules[name], Absent):
                del sys.modules[name]

    def _stub_data(self, stubs: Any) -> None:
        """Data sets of their real sizes, and a text for every file that would be downloaded."""
        root = self.keras.module.__name__
        for name, shape in DATASETS.items():
            with contextlib.suppress(Exception):
                owner = importlib.import_module(root + ".datasets." + name)
                stubs.replace(owner, "load_data", lambda name=name, shape=shape, **kwargs: samples(name, shape))
        text = os.path.join(os.getcwd(), "downloaded.txt")
        with open(text, "w") as file:
            file.write("the quick brown fox jumps over the lazy dog. " * 500)
        for name in ("utils.data_utils", "utils"):
            with contextlib.suppress(Exception):
                stubs.replace(importlib.import_module(root + "." + name), "get_file", lambda *a, **k: text)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """A finder of the import system: modules below the folder are loaded with their calls made to speak."""
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None and name.partition(".")[0] in SHOWING:
            return importlib.machinery.ModuleSpec(name, AbsentLoader(self.parts["stubs"].Anything), is_package=True)
        if spec is None or not self._inside(spec.origin) or not str(spec.origin).endswith(".py"):
            return None
        loader = Source(name, str(spec.origin))
        loader.recorder = self
        spec.loader = loader
        return spec

    def _inside(self, path: Any) -> Any:
        return isinstance(path, str) and os.path.abspath(path).startswith(self.folder)

    def _run(self) -> None:
        path = self.job["path"]
        package = self.job["name"].rpartition(".")[0]
        if package:
            importlib.import_module(package)
        module = type(sys)(self.job["name"])
        scope = module.__dict__
        scope.update(__file__=path, **({"__package__": package} if package else {}))
        main, sys.modules[module.__name__] = sys.modules.get(module.__name__), module
        sys.argv = [path]
        try:
            exec(self.compiled(self.job["text"], path, scope), scope)
        finally:
            if main is not None:
                sys.modules[module.__name__] = main

    def _told(self, error: BaseException) -> Any:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if self._inside(frame[0])]
        place = f"{os.path.relpath(frames[-1][0], self.folder)}:{frames[-1][1]}" if frames else "?"
        return {
            "place": place, "type": type(error).__name__, "message": str(error)[:400],
            "lines": [[frame[0], frame[1]] for frame in frames], "keras": self._of_keras(error),
        }  # fmt: skip

    def _of_keras(self, error: BaseException) -> bool:
        """The exception left Keras itself, not the program or a stub."""
        last = traceback.extract_tb(error.__traceback__)[-1][0]
        return not self._inside(last) and any(
            "/" + name + "/" in last.replace("\\", "/") for name in ("keras", "tensorflow")
        )

    def compiled(self, text: Any, path: str, scope: Any) -> Any:
        sites = self.sites.setdefault(path, {})
        scope[self.parts["sites"].CALLED] = lambda key, called: self._proxy(sites, key, called)
        scope[self.parts["sites"].OPERATED] = lambda key, name, left, right: self._operated(
            sites, key, name, left, right
        )
        return self.parts["sites"].instrumented(text, path)

    def _proxy(self, sites: Any, key: str, called: Any) -> Any:
        kind = self._kind(called)
        if kind is None:
            return called

        def proxy(*args: Any, **kwargs: Any) -> Any:
            out = called(*args, **kwargs)
            given = getattr(called, "__self__", None) if kind == "sequential" else out
            self._note(sites, key, kind, called, given)
            return out

        return proxy

    def _operated(self, sites: Any, key: str, name: str, left: Any, right: Any) -> Any:
        out = getattr(operator, name)(left, right)
        if type(out).__name__ == "KerasTensor":
            self._note(sites, key, "op", getattr(operator, name), out)
        return out

    def _kind(self, called: Any) -> Any:
        """What a call of this gives a shape for; None when it is not Keras' own."""
        if isinstance(called, self.layer):
            own = type(called).__module__.split(".")[0] in OWN and not self._of_user(called)
            return "layer" if own else None
        owner = getattr(called, "__self__", None)
        if isinstance(owner, self.sequential):
            return "sequential" if getattr(called, "__name__", "") == "add" else None
        module = str(getattr(called, "__module__", None) or "")
        if module.split(".")[0] not in OWN or self._of_user(called):
            return None
        if isinstance(called, type):
            return "model" if issubclass(called, self.sequential) else None
        name = getattr(called, "__name__", "")
        if name in ("Input", "merge") or ".ops" in module or (".layers" in module and name.islower()):
            return "op"
        return None

    def _of_user(self, called: Any) -> bool:
        kind = called if isinstance(called, type) or not isinstance(called, self.layer) else type(called)
        module = sys.modules.get(getattr(kind, "__module__", None) or "")
        return bool(self._inside(getattr(module, "__file__", None)))

    def _note(self, sites: Any, key: str, kind: str, called: Any, out: Any) -> None:
        try:
            shapes = self._shapes(out)
        except Exception:
            return
        if not shapes:
            return
        name = getattr(called, "__name__", None) or type(called).__name__
        site = sites.setdefault(key, {"kind": kind, "callee": name, "shapes": []})
        if shapes not in site["shapes"]:
            site["shapes"].append(shapes)

    def _shapes(self, out: Any) -> Any:
        if isinstance(out, self.model):
            if getattr(out, "inputs", None) is None or not out.inputs:
                return None
            out = list(out.outputs)
        tensors = self.parts["library"].flat(out)
        if not tensors or not all(map(symbolic, tensors)):
            return None
        return [self.parts["library"].shape_of(tensor) for tensor in tensors]


class Absent(type(sys)):  # type: ignore[misc]
    """A module that is not installed and that no shape hangs on."""

    anything: Any = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.anything()


class AbsentLoader:
    def __init__(self, anything: Any) -> None:
        self.anything = anything

    def create_module(self, spec: Any) -> Any:
        module = Absent(spec.name)
        module.anything = self.anything
        return module

    def exec_module(self, module: Any) -> None:
        pass


class Source(importlib.machinery.SourceFileLoader):
    """Loads a module as the recorder compiles it."""

    recorder: Any = None

    def get_code(self, fullname: str) -> Any:
        return None

    def exec_module(self, module: Any) -> None:
        path = self.get_filename(module.__name__)
        exec(self.recorder.compiled(self.get_data(path), path, module.__dict__), module.__dict__)


def samples(name: str, shape: Any) -> Any:
    numpy: Any = importlib.import_module("numpy")

    def part(count: int) -> Any:
        if len(shape) == 1:
            x = numpy.empty((count,), dtype=object)
            x[:] = [[1, 2, 3]] * count
        else:
            x = numpy.zeros((count, *shape[1:]), "uint8")
        labels = (count, 1) if name.startswith("cifar") else (count,)
        return x, numpy.zeros(labels, "int64")

    return part(shape[0]), part(TESTED.get(name, 10000))


def symbolic(tensor: Any) -> bool:
    """A tensor of a graph: a piece of data has no shape that a program is about."""
    return hasattr(tensor, "shape") and type(tensor).__name__ in ("KerasTensor", "Tensor", "SymbolicTensor",
        "TensorVariable", "_KerasTensor", "RaggedKerasTensor", "SparseKerasTensor")  # fmt: skip


def main() -> None:
    folder = sys.argv[1]
    own = os.path.dirname(os.path.abspath(__file__))
    sys.path[:1] = [folder, own]
    names = ("sandbox", "library", "stubs", "sites")
    parts = {name: importlib.import_module(name) for name in names}
    del sys.path[:2]
    for name in names:
        del sys.modules[name]
    jobs, answers = parts["sandbox"].own_pipes()

    def say(record: Any) -> None:
        answers.write(json.dumps(record) + "\n")
        answers.flush()

    limits = parts["sandbox"].Sandbox()
    jobs.readline()
    try:
        keras = parts["library"].Keras()
    except BaseException as error:
        say({"ready": False, "why": str(error), "kind": "import"})
        return
    say({"ready": True, "keras_version": keras.version})
    for line in jobs:
        job = json.loads(line)
        keras.fresh()
        try:
            answer = Recorder(parts, keras, job, limits).answer()
        except BaseException as error:
            answer = {"failed": type(error).__name__ + ": " + str(error)}
        say(dict(answer, id=job["id"]))


if __name__ == "__main__":
    main()
