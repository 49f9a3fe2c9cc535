"""The traced calls made again with real layers, one by one, then once more on numbers. Python 3.6 and later."""

import contextlib
import importlib
from typing import Any

library: Any = importlib.import_module("library")
training: Any = importlib.import_module("training")
Absent: Any = library.Absent
flat, references, shape_of, told, random_array = (
    library.flat, library.references, library.shape_of, library.told, library.random_array
)  # fmt: skip


class Lost(Exception):
    """A call that cannot be made again, and why."""


class Rebuild:
    """The traced calls made again with real layers, one by one, then once more on numbers."""

    def __init__(self, keras: Any, job: Any) -> None:
        self.keras = keras
        self.job = job
        self.tensors: Any = {}
        self.free: Any = {}
        self.layers: Any = {}
        self.events: Any = []
        self.passed: Any = []
        self.lost: Any = {}
        self.shapes: Any = []
        self.calls: Any = []

    def answer(self) -> Any:
        self.keras.use(self.job["data_format"])
        for index, node in enumerate(self.job["nodes"]):
            self._build(index, node)
        for lid in self.job["makes"]:
            self._only_made(lid)
        for mid in self.job["joins"]:
            with contextlib.suppress(Lost):
                self._attempt("join", mid, lambda mid=mid: self.model(mid))
        self._run()
        for index, record in enumerate(self.job["trained"]):
            self._train(index, record)
        return {
            "events": self.events, "passed": self.passed, "lost": self.lost, "shapes": self.shapes,
        }  # fmt: skip

    def _attempt(self, kind: str, key: Any, action: Any) -> Any:
        """The result, or Lost; what Keras raises is an event."""
        try:
            result = action()
        except Lost as lost:
            self.lost[kind + " " + str(key)] = str(lost)
            raise
        except Absent as absent:
            self._event(kind, key, "absent", absent)
        except Exception as error:
            self._event(kind, key, "build", error)
        else:
            self.passed.append([kind, key, "build"])
            return result
        raise Lost("Keras refused it")

    def _event(self, kind: str, key: Any, stage: str, error: BaseException) -> None:
        self.events.append(dict(told(error), at=[kind, key], stage=stage))

    def _train(self, index: int, record: Any) -> None:
        try:
            training.performed(self, record)
        except Lost as lost:
            self.lost["train " + str(index)] = str(lost)
        except Exception as error:
            self._event("train", index, "run", error)
        else:
            self.passed.append(["train", index, "run"])

    def _only_made(self, lid: Any) -> None:
        with contextlib.suppress(Lost):
            self.layer(lid)

    def layer(self, lid: Any) -> Any:
        if lid not in self.layers:
            self.layers[lid] = None
            spec = self.job["layers"][lid]
            self.layers[lid] = self._attempt("make", lid, lambda: self._made(spec))
        if self.layers[lid] is None:
            raise Lost("its layer is not made")
        return self.layers[lid]

    def _made(self, spec: Any) -> Any:
        args = [self.decoded(arg) for arg in spec["args"]]
        kwargs = {name: self.decoded(value) for name, value in spec["kwargs"].items()}
        found = self.keras.find(spec["callee"])
        return found if spec.get("name_only") else found(*args, **kwargs)

    def model(self, mid: Any) -> Any:
        known = self.layers.get(mid)
        if known is None:
            spec = self.job["models"][mid]
            inputs, outputs = self.decoded(spec["inputs"]), self.decoded(spec["outputs"])
            known = self.layers[mid] = self.keras.find("keras.Model")(inputs, outputs)
        return known

    def decoded(self, value: Any, tensors: Any = None) -> Any:
        """A value as it was encoded. Raises Lost for what the parent did not know."""
        if not isinstance(value, dict):
            return value
        ((kind, content),) = value.items()
        if kind == "tensor":
            return self._tensor(content) if tensors is None else tensors[content]
        if kind in ("list", "tuple"):
            items = [self.decoded(item, tensors) for item in content]
            return items if kind == "list" else tuple(items)
        if kind == "dict":
            return {name: self.decoded(item, tensors) for name, item in content}
        if kind == "slice":
            return slice(*[self.decoded(item, tensors) for item in content])
        if kind == "array":
            shape, dtype = content
            return importlib.import_module("numpy").zeros(shape, dtype or "float32")
        if kind == "layer":
            return self.layer(content)
        if kind == "model":
            return self.model(content)
        if kind == "name":
            return self.keras.find(content)
        if kind == "ellipsis":
            return Ellipsis
        if kind == "made":
            return self.keras.find(content[0])(**{name: self.decoded(each) for name, each in content[1].items()})
        raise Lost(content)

    def _tensor(self, tid: Any) -> Any:
        if tid in self.lost:
            raise Lost("an input was not built")
        if tid not in self.tensors:
            self._stand_in(tid, "an input has no known shape")
        return self.tensors[tid]

    def _stand_in(self, tid: Any, why: str) -> None:
        """A fresh Input for what has a shape and no producer that could be built."""
        spec = self.job["tensors"][tid]
        if spec["shape"] == "?" or "?" in spec["shape"]:
            self.lost[tid] = why
            raise Lost(why)
        self.tensors[tid] = self.keras.input(spec["shape"], spec["dtype"])
        self.free[tid] = self.tensors[tid]

    def _build(self, index: int, node: Any) -> None:
        if node["kind"] == "application":
            self._application(index, node)
            return
        try:
            out = self._attempt("call", index, lambda: self.call(node))
            outputs = flat(out)
            if len(outputs) != len(node["outputs"]):
                raise Lost(f"it has {len(outputs)} outputs")
        except Lost as lost:
            for tid in node["outputs"]:
                with contextlib.suppress(Lost):
                    self._stand_in(tid, str(lost))
            return
        for tid, tensor in zip(node["outputs"], outputs):
            self.tensors[tid] = tensor
            self.shapes.append([index, tid, shape_of(tensor)])
            if node["kind"] == "input":
                self.free[tid] = tensor
        if node["kind"] != "input":
            self.calls.append((index, node))

    def _application(self, index: int, node: Any) -> None:
        """A ready-made model is built, and its tensors are taken for inputs of what follows."""
        with contextlib.suppress(Lost):
            model = self._attempt("call", index, lambda: self._ready_made(node))
            for tid, what in node["ends"]:
                tensor = model.layers[what].output if isinstance(what, int) else getattr(model, what)
                self.tensors[tid] = self.free[tid] = tensor
                if what == "output":
                    self.shapes.append([index, tid, shape_of(tensor)])

    def _ready_made(self, node: Any) -> Any:
        if not self.keras.eager:
            raise Lost("a ready-made model is not built in this Keras")
        args = [self.decoded(arg) for arg in node["args"]]
        kwargs = {name: self.decoded(value) for name, value in node["kwargs"].items()}
        return self.keras.application(node["callee"], args, kwargs)

    def call(self, node: Any, tensors: Any = None) -> Any:
        args = [self.decoded(arg, tensors) for arg in node["args"]]
        kwargs = {name: self.decoded(value, tensors) for name, value in node["kwargs"].items()}
        if node["function"]:
            spec = self.job["layers"][node["layer"]]
            kwargs.update((name, self.decoded(value)) for name, value in spec["kwargs"].items())
            return self.keras.find(node["callee"])(*args, *[self.decoded(arg) for arg in spec["args"]], **kwargs)
        if node["model"] is not None:
            return self.model(node["model"])(*args, **kwargs)
        if node["layer"] is not None:
            return self.layer(node["layer"])(*args, **kwargs)
        return self.keras.find(node["callee"])(*args, **kwargs)

    def _run(self) -> None:
        """One forward pass; a call that fails counts only when it fails with every choice of sizes."""
        failures: Any = {}
        for sizes in self.job["sizes"]:
            failures = self._forward(sizes) if self.keras.eager else self._predict(sizes)
            if not failures:
                break
        for index, _ in self.calls:
            if index in failures:
                self._event("call", index, "run", failures[index])
            elif not failures or self.keras.eager:
                self.passed.append(["call", index, "run"])

    def _forward(self, sizes: Any) -> Any:
        failures: Any = {}
        values = {tid: self._data(tid, shape_of(tensor), sizes) for tid, tensor in self.free.items()}
        for index, node in self.calls:
            try:
                outputs = flat(self.call(node, values))
            except KeyError:
                continue
            except Exception as error:
                failures[index] = error
                continue
            values.update(zip(node["outputs"], outputs))
        return failures

    def _data(self, tid: Any, shape: Any, sizes: Any) -> Any:
        array = random_array(shape, self.job["tensors"][tid]["dtype"], sizes)
        if self.keras.generation >= (3,):
            return self.keras.module.ops.convert_to_tensor(array)
        return importlib.import_module("tensorflow").convert_to_tensor(array) if self.keras.eager else array

    def _predict(self, sizes: Any) -> Any:
        """Without eager execution: the whole model, and if that fails each call of it until the first that does."""
        values = {tid: self._data(tid, shape_of(tensor), sizes) for tid, tensor in self.free.items()}
        needed: Any = {tid: {tid} for tid in self.free}
        read: Any = set()
        for _, node in self.calls:
            given = references([node["args"], node["kwargs"]])
            read.update(given)
            needed.update((tid, set().union(*[needed.get(each, set()) for each in given])) for tid in node["outputs"])
        leaves = [tid for _, node in self.calls for tid in node["outputs"] if tid not in read]
        if leaves and self._fails(leaves, needed, values) is None:
            return {}
        for index, node in self.calls:
            error = self._fails(node["outputs"], needed, values)
            if error is not None:
                return {index: error}
        return {}

    def _fails(self, outputs: Any, needed: Any, values: Any) -> Any:
        """The error of predicting these tensors, None where there is none."""
        order = sorted(set().union(*[needed[tid] for tid in outputs]), key=str)
        ends = [[self.tensors[tid] for tid in tids] for tids in (order, outputs)]
        try:
            self.keras.find("keras.Model")(*ends).predict([values[tid] for tid in order])
        except Exception as error:
            return error
        return None
