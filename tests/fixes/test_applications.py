"""Keras' own applications of 1.2.2, rewritten and built under the installed Keras: what Keras 1.2.2 itself built."""

from __future__ import annotations

import json
import lzma
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.cli.main import main
from keras_shape_lint.fixes.marks import MARK
from tests.processes import ROOT

pytestmark = [pytest.mark.network, pytest.mark.timeout(900)]
MODULES = {
    "VGG16": "vgg16", "VGG19": "vgg19", "ResNet50": "resnet50", "InceptionV3": "inception_v3", "Xception": "xception",
    "MusicTaggerCRNN": "music_tagger_crnn",
}  # fmt: skip
LARGE = {"VGG19": 143_667_240, "Xception": 22_910_480}
"""Parameters that the papers' weights have; no record of Keras 1.2.2 on Theano has these models."""
GONE = "convert_all_kernels_in_model"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules as they stand outside of Keras' own package: what they import of it is named in full."""
    from tests.accuracy.download import Offline, package

    try:
        source = package("keras==1.2.2")
    except Offline as error:
        pytest.skip(str(error))
    place = tmp_path_factory.mktemp("sources") / "models"
    shutil.copytree(source / "keras" / "applications", place)
    for file in place.glob("*.py"):
        text = re.sub(r"^from \.\.(?=\w)", "from keras.", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        file.write_text(re.sub(r"^from \.\. ", "from keras ", text, flags=re.MULTILINE), encoding="utf-8")
    return place


def recorded() -> list[dict[str, Any]]:
    with lzma.open(ROOT / "tests" / "data" / "applications-1.2.2.jsonl.xz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        record
        for record in records
        if "parameters" in record and "tensor" not in record["case"] and "weights" in record["case"]
    ]


def test_round_trip(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("keras")
    files = [str(path) for path in sorted(folder.glob("*.py"))]
    before = {name: Path(name).read_text(encoding="utf-8") for name in files}
    assert main(["fix", "--keras-version=1.2.2", *files]) == 0
    left = [line for name in files for line in Path(name).read_text(encoding="utf-8").splitlines() if MARK in line]
    assert len(left) == 5
    assert all(line.endswith(f"today's Keras has no {GONE}") for line in left)
    after = {name: Path(name).read_text(encoding="utf-8") for name in files}
    assert sum(a != b for a, b in zip(before.values(), after.values())) == 8
    assert not re.search(r"\bmerge\(|K.image_dim", "\n".join(after.values()))
    assert main(["fix", "--keras-version=1.2.2", *files]) == 0
    assert after == {name: Path(name).read_text(encoding="utf-8") for name in files}
    for name, text in after.items():
        Path(name).write_text(re.sub(f"^from .*{GONE}.*$", "", text, flags=re.MULTILINE), encoding="utf-8")
    records = recorded()
    assert len(records) > 15
    cases = [[f"models.{MODULES[record['model']]}", record["model"], record["case"]] for record in records]
    cases += [[f"models.{MODULES[name]}", name, {"weights": None}] for name in (*LARGE, "MusicTaggerCRNN")]
    environment = {**os.environ, "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "fixes" / "build_models.py")], input=json.dumps(cases), text=True,
        capture_output=True, cwd=folder.parent, env=environment, timeout=800, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    built = json.loads(done.stdout)
    real = [[record["parameters"], record["output"], record["layers"]] for record in records]
    assert built[: len(records)] == real
    assert [count for count, _, _ in built[len(records) : -1]] == list(LARGE.values())
    assert built[-1][:2] == [_traced_total(before), [None, 50]]
    capsys.readouterr()


def _traced_total(before: dict[str, str]) -> int:
    """Of the original under the rules of 1.2.2."""
    from keras_shape_lint.analysis import Settings, Source, graph_of
    from keras_shape_lint.tracing.keras.parameters import inside, parameters_of

    (text,) = [text for name, text in before.items() if name.endswith("music_tagger_crnn.py")]
    traced = graph_of(Source("music_tagger_crnn.py", text), Settings("1.2.2", "channels_last"))
    assert traced.world is not None
    total = parameters_of(inside(traced.models[0][0].inputs, traced.models[0][0].outputs), traced.world)
    assert isinstance(total, int)
    return total
