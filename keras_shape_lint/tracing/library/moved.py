"""Built-in functions under the names that old programs import them from."""

from __future__ import annotations

from keras_shape_lint.tracing.library import declares
from keras_shape_lint.tracing.library.builtin import BUILTINS

for _old, _name in {"xrange": "range", "unicode": "str", "basestring": "str", "long": "int"}.items():
    declares(**{f"past__builtins__{_old}": BUILTINS[_name]})
declares(**{f"builtins__{_name}": _value for _name, _value in BUILTINS.items() if not _name.startswith("__")})
declares(**{f"six__moves__{_name}": BUILTINS[_name] for _name in ("range", "zip", "map", "filter", "input")})
declares(
    six__moves__xrange=BUILTINS["range"], six__string_types=(BUILTINS["str"],), six__integer_types=(BUILTINS["int"],),
    six__PY2=False, six__PY3=True,
)  # fmt: skip
