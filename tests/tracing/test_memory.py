"""Arrays written in place: whatever is known afterwards of the array and of what was made of it is so in NumPy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tracing.variables import traced

numpy = pytest.importorskip("numpy", reason="the programs run for real, in NumPy")
pytestmark = pytest.mark.filterwarnings("ignore")

SOURCES = (
    "np.array([[1, 2, 3], [4, 5, 6]])", "np.array([[1.5, 2, 3], [4, 5, 6]])", "np.array([[1, 2], [3, 4], [5, 6]]).T",
)  # fmt: skip
MADE = """np.round(x)|x.round()|np.around(x, 1)|np.asarray(x)|np.asanyarray(x)|np.ascontiguousarray(x)|np.array(x)
np.array(x, copy=False)|np.array(x, copy=None)|x.astype(int)|x.astype("int64", copy=False)|x.astype(float, "C")
np.nan_to_num(x, copy=False)|x.conj()|np.conj(x)|x.real|np.real(x)|x.imag|np.diag(x)|x.diagonal()|x.T|x.transpose()
np.broadcast_arrays(x, x)[0]|np.squeeze(x)|x.squeeze()|x.ravel()|np.ravel(x)|x.reshape(-1)|x.reshape(3, 2)
x.flatten()|x.copy()|np.copy(x)|x[:]|x[...]|x[0]|x[[0, 1]]|x[:, 1]|np.atleast_2d(x)|np.atleast_3d(x)
np.expand_dims(x, 0)|x[None]|np.flip(x)|np.fliplr(x)|np.rot90(x)|np.roll(x, 1)|np.swapaxes(x, 0, 1)
np.moveaxis(x, 0, 1)|np.split(x, 2)[0]|np.array_split(x, 2)[0]|np.vsplit(x, 2)[0]|x.view()|+x|x + 0|np.abs(x)
np.clip(x, 0, 9)|np.where(x > 1, x, 0)|np.concatenate([x])|np.stack([x])|np.take(x, [0, 1], axis=0)|np.sort(x)
np.tile(x, 1)|np.repeat(x, 1)|np.pad(x, 0)|np.trim_zeros(x[0])|np.floor(x)|np.ceil(x)|np.trunc(x)|np.fix(x)
np.asarray(x, dtype="int64")|np.asarray(x, dtype="float32")|np.block([x])|list(x)[0]|[row for row in x][0]
np.array(list(x))|np.meshgrid(x[0], x[1], copy=False)[0]|np.positive(x)|np.real_if_close(x)|np.permute_dims(x, (1, 0))
np.random.permutation(x)|np.triu(x)|np.require(x)|np.asfortranarray(x)|np.unstack(x)[0]|np.float64(x)""".replace(
    "\n", "|"
)
WRITES = (
    "y[0] = 7", "x[0] = 7", "y += 1", "x += 1", "x.fill(3)", "y.fill(3)", "y.sort()", "np.random.shuffle(x)",
    "np.copyto(x, 0)", "x.flat[0] = 9", "np.put(x, [0], [9])", "x.put([0], [9])", "np.place(x, x > 1, 0)",
    "np.fill_diagonal(x, 9)", "np.add(x, 1, out=x)", "np.sqrt(y, out=y)", "np.cumsum(x, axis=0, out=x)", "x[x > 1] = 0",
    "x[:, 0] = 0",
)  # fmt: skip


def _wrong(real: Any, seen: Any) -> bool:
    entries = getattr(seen, "contents", None)
    if entries is None:
        return False
    values = numpy.asarray(real).ravel().tolist()
    known = [(a, b) for a, b in zip(entries, values) if isinstance(a, (int, float))]
    return len(entries) != len(values) or any(a != b for a, b in known)


@pytest.mark.parametrize("source", SOURCES)
def test_a_write_is_seen_through_all_that_may_share_memory(source: str) -> None:
    ran, wrong = 0, []
    for made in MADE.split("|"):
        for write in WRITES:
            text = f"import numpy as np\nx = {source}\ny = {made}\n{write}\n"
            real: dict[str, Any] = {}
            try:
                exec(text, real)
            except Exception:
                continue  # not every release has, and not every array takes it
            ran += 1
            seen = traced(text)
            wrong += [(made, write, name, seen[name].contents) for name in "xy" if _wrong(real[name], seen.get(name))]
    assert ran > 1_000
    assert not wrong


def test_what_is_copied_stays_known() -> None:
    values = traced("import numpy as np\nx = np.array([1, 2, 3])\ny = x.copy()\nz = np.array(x)\nx[0] = 9\n")
    assert (values["x"].contents, values["y"].contents, values["z"].contents) == (None, (1, 2, 3), (1, 2, 3))
