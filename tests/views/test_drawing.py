"""Drawings: which boxes and arrows there are, and the page as a browser shows it."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from keras_shape_lint.analysis import Source, graph_of
from keras_shape_lint.cli.main import main
from keras_shape_lint.views import diagrams
from keras_shape_lint.views.drawing import Arrow, Drawing, drawing
from keras_shape_lint.views.layout import layout
from keras_shape_lint.views.page import page
from tests.processes import ROOT

BAD = """\
from keras import Input, layers
left = Input((10,))
right = Input((5,), name="<b>&\\"right")
near = layers.Dense(3)(left)
both = layers.Add()([left, right])
last = layers.Dense(2, name='a"b')(both)
"""


def picture(text: str = BAD) -> Drawing:
    return drawing(graph_of(Source("m.py", text)))


def test_boxes_and_arrows() -> None:
    found = picture()
    assert [(box.line, box.outputs, bool(box.faults)) for box in found.boxes] == [
        (2, ("(None, 10)",), False),
        (3, ("(None, 5)",), False),
        (4, ("(None, 3)",), False),
        (5, ("(None, ?)",), True),
        (6, ("(None, 2)",), False),
    ]
    assert found.arrows == (
        Arrow(0, 2, "(None, 10)", False),
        Arrow(0, 3, "(None, 10)", True),
        Arrow(1, 3, "(None, 5)", True),
        Arrow(3, 4, "(None, ?)", False),
    )


def test_faults_of_every_path_are_drawn() -> None:
    program = (
        "from keras import Input, layers\ndef build(wide):\n    x = Input((4,))\n"
        "    if wide:\n        x = layers.LSTM(3)(x)\n    else:\n        x = layers.Conv2D(3, 3)(x)\n    return x\n"
    )
    faulty = {box.line for box in picture(program).boxes if box.faults}
    assert faulty == {5, 7}


def test_boxes_do_not_lie_on_each_other() -> None:
    for name in ("fixed_attention.py", "broken_branches.py", "broken_gate.py"):
        where = layout(picture((ROOT / "examples" / name).read_text(encoding="utf-8"))).boxes
        for index, a in enumerate(where):
            for b in where[:index]:
                assert a.y != b.y or a.x + a.width <= b.x or b.x + b.width <= a.x


def test_arrows_lead_downwards() -> None:
    found = picture((ROOT / "examples" / "fixed_attention.py").read_text(encoding="utf-8"))
    where, bends = layout(found)
    for arrow, through in zip(found.arrows, bends, strict=True):
        heights = [where[arrow.start].y, *(bend.y for bend in through), where[arrow.end].y]
        assert heights == sorted(set(heights))


def test_mermaid_and_dot() -> None:
    found = picture()
    lines = diagrams.mermaid([diagrams.Sheet("m.py", found)])
    assert lines[0] == "flowchart TD"
    assert '    n0 -- "(None, 10)" --> n3' in lines
    assert "    class n3 fault" in lines
    assert "    linkStyle 1,2 stroke:#d00,color:#d00" in lines
    assert all(line.count('"') in (0, 2) for line in lines)
    lines = diagrams.dot([diagrams.Sheet("m.py", found)])
    assert '    n1 -> n3 [label="(None, 5)", color="#dd0000", fontcolor="#dd0000"]' in lines
    assert (lines[0], lines[-1]) == ("digraph {", "}")


def test_several_files_are_one_diagram(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("a.py", BAD), ("b.py", BAD), ("empty.py", "x = 1\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["shapes", "--format=mermaid", "."])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in lines if line.startswith(("flowchart", "subgraph", "end"))] == [
        "flowchart TD", 'subgraph f0["a.py"]', "end", 'subgraph f1["b.py"]', "end"]  # fmt: skip
    assert [line.partition("[")[0] for line in lines if line[:1] == "n" and "[" in line] == [f"n{i}" for i in range(10)]
    assert 'n5 -- "(None, 10)" --> n8' in lines
    assert lines[-3:] == ["classDef fault stroke:#d00,stroke-width:2px,fill:#fdd", "class n3,n8 fault",
                          "linkStyle 1,2,5,6 stroke:#d00,color:#d00"]  # fmt: skip
    main(["shapes", "--format=dot", "."])
    out = capsys.readouterr().out
    assert out.startswith("digraph {\n")
    assert (out.count("{"), out.count("}"), out.count("digraph")) == (3, 3, 1)
    assert 'label="b.py"' in out
    assert "n6 -> n8 [" in out


def test_nothing_to_draw() -> None:
    assert picture("import numpy\n") == Drawing((), ())
    assert "<svg" in page([(graph_of(Source("m.py", "x = (")), Source("m.py", "x = ("))])


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        if tag not in ("meta", "rect", "path"):
            self.open.append(tag)
        self.targets += [given["data-target"]] if "data-target" in given else []
        self.ids += [given["id"]] if "id" in given else []
        self.outside += [value for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("rect", "path"):
            assert self.open.pop() == tag


@pytest.fixture
def html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["shapes", "--format=html", "bad.py"]) == 1
    return capsys.readouterr().out


def test_the_page_is_whole_and_alone(html: str) -> None:
    elements = _Elements()
    elements.feed(html)
    assert elements.open == []
    assert elements.outside == []
    assert len(elements.targets) == 6
    assert set(elements.targets) <= set(elements.ids)
    assert "<b>&" not in html


def test_the_page_in_a_browser(html: str, tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no browser")
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()
        errors: list[str] = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto((tmp_path / "page.html").as_uri())
        tab.locator("g.box.fault").click()
        assert tab.locator("li.shown").inner_text().strip().startswith("5")
        assert "layers.Add" in tab.locator("li.shown").inner_text()

        def view() -> list[float]:
            return [float(each) for each in tab.eval_on_selector(
                "svg", "s => { const b = s.viewBox.baseVal; return [b.x, b.y, b.width, b.height]; }")]  # fmt: skip

        whole = view()
        box = tab.locator("svg").bounding_box()
        tab.mouse.move(box["x"] + 20, box["y"] + 20)
        tab.mouse.wheel(0, -200)
        tab.wait_for_function(f"document.querySelector('svg').viewBox.baseVal.width < {whole[2]}")
        near = view()
        tab.mouse.down()
        tab.mouse.move(box["x"] + 80, box["y"] + 50)
        tab.mouse.up()
        moved = view()
        assert moved[0] < near[0]
        assert moved[1] < near[1]
        assert moved[2:] == near[2:]
        tab.mouse.move(box["x"] + 120, box["y"] + 90)
        assert view() == moved
        assert errors == []
        browser.close()
