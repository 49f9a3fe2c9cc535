"""The process that imports Keras, whatever its generation. Python 3.6 and later, nothing of this package around it.

Reads one job a line on its standard input and answers one line each on its standard output, both JSON; what the
program itself reads and prints goes elsewhere. The parent limits its time and memory and kills it.
"""

import contextlib
import importlib
import json
import os
import sys
import time
from typing import Any

PARTS = ("landlock", "sandbox", "library", "places", "stubs", "training", "rebuild", "observe")
"""The other files of the archive. A program may have modules of these names: they are forgotten before it runs."""


def main() -> None:
    _, sandbox, library, _, _, _, rebuild, observe = [importlib.import_module(name) for name in PARTS]
    sys.path.pop(0)
    for name in PARTS:
        del sys.modules[name]
    jobs, answers = sandbox.own_pipes()
    own = os.getpid()

    def say(record: Any) -> None:
        if os.getpid() != own:
            os._exit(0)
        answers.write(json.dumps(record) + "\n")
        answers.flush()

    limits = sandbox.Sandbox()
    start = time.time()
    wanted = json.loads(jobs.readline())
    try:
        keras = library.Keras()
        device = device_used(keras, wanted)
    except BaseException as error:
        kind = "refused" if isinstance(error, Unfit) else "import"
        say({"ready": False, "why": " ".join(str(error).split()) or type(error).__name__, "kind": kind})
        return
    say(
        {
            "ready": True, "keras_version": keras.version, "backend": keras.backend, "device": device,
            "data_format": keras.data_format, "seconds": time.time() - start,
        }
    )  # fmt: skip
    for line in jobs:
        job = json.loads(line)
        start = time.time()
        if os.getpid() == own:
            keras.fresh()
        try:
            work = rebuild.Rebuild(keras, job) if job["mode"] == "rebuild" else observe.Observe(keras, job, limits)
            answer = work.answer()
        except BaseException as error:
            answer = {"failed": type(error).__name__ + ": " + str(error)}
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        say(dict(answer, id=job["id"], seconds=time.time() - start))


class Unfit(Exception):
    """This environment cannot do what was asked."""


def device_used(keras: Any, wanted: Any) -> str:
    """Raises Unfit where backend or device are others than asked for."""
    if wanted["backend"] is not None and keras.backend != wanted["backend"]:
        raise Unfit("the backend here is " + keras.backend + ", not " + wanted["backend"])
    device = str(keras.device())
    if wanted["device"].startswith("gpu") and not device.startswith("gpu"):
        raise Unfit("no GPU: " + keras.backend + " uses " + device)
    return device


if __name__ == "__main__":
    main()
