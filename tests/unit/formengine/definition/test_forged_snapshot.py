"""A snapshot that somebody spoilt, or forged and sealed again, is found out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.unit.formengine.definition.snapshots_at_hand import the_snapshot
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.definition.figures import figures, packed_figures
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.packing import UnfitError
from bina_desktop.formengine.definition.snapshot import from_text, to_text
from bina_desktop.formengine.definition.snapshot_files import recalled
from bina_desktop.formengine.engine import load_form, new_session
from bina_desktop.formengine.xpath.errors import XPathError


def sealed(path: Path, body: bytes) -> bytes:
    """Return a snapshot as somebody would forge it, its hash put right."""
    return hashlib.sha256(path.name.encode() + b"\n" + body).hexdigest().encode() + b"\n" + body


def forged(path: Path, change: Callable[[dict[str, Any]], object]) -> bytes:
    packed = json.loads(path.read_bytes().partition(b"\n")[2])
    change(packed)
    return sealed(path, json.dumps(packed).encode())


def altered(columns: list[Any], at: int, number: int) -> None:
    """Put a number in the place of the last one of a column."""
    columns[at] = packed_figures([*figures(columns[at])[:-1], number])


def wider(keys: list[Any]) -> None:
    """Let every hole of the stencils be filled with a number that is not given."""
    for key in keys:
        for hole in key[3]:
            hole[0] = 999


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: b"", id="empty"),
        pytest.param(lambda path: path.read_bytes()[:-7], id="cut off"),
        pytest.param(lambda path: path.read_bytes().replace(b"satu", b"dua!"), id="tampered"),
        pytest.param(lambda path: b"\xff\xfe\n{}", id="no text"),
        pytest.param(lambda path: sealed(path, b"\xff\xfe"), id="no text inside"),
        pytest.param(lambda path: sealed(path, b"{}"), id="nothing inside"),
        pytest.param(lambda path: sealed(path, b"[" * 100_000), id="deep"),
        pytest.param(lambda path: sealed(path.with_name("lain.snapshot"), b"{}"), id="foreign"),
        pytest.param(
            lambda path: forged(path, lambda form: form.pop("notices")), id="a part is missing"
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["nodes"].pop()), id="a column is missing"
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["nodes"][2].__setitem__(1, "data")),
            id="a short column",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["nodes"].__setitem__(0, 10**12)),
            id="endless rows",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["nodes"][1].__setitem__(1, "bA")),
            id="half a number",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form.__setitem__("media", ["system", "rm"])),
            id="an unknown class",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form.__setitem__("info", ["FormInfo", "x"])),
            id="too few fields",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["readers"][1][0].__setitem__(2, 0)),
            id="an edge more",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["expressions"].__setitem__(4, "bAA==")),
            id="an expression less",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["vertices"].__setitem__(1, "bAA==")),
            id="a vertex less",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["expressions"][0][0].__setitem__(0, "x")),
            id="an unknown kind of stencil",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: altered(form["vertices"], 1, 99)),
            id="a vertex of no sort",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: altered(form["vertices"], 2, 30_000)),
            id="a vertex with no expression",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["vertices"][0][0].pop()),
            id="a vertex with too few marks",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: altered(form["expressions"][3], 1, -1)),
            id="a text that begins nowhere",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: altered(form["expressions"], 4, 99)),
            id="an expression of no kind",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: form["expressions"][2].pop()),
            id="an expression without its parts",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: altered(form["expressions"][5], 0, 30_000)),
            id="an expression about no node",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: altered(form["expressions"][5], 0, -1)),
            id="an expression about a node before the first",
        ),
        pytest.param(
            lambda path: forged(path, lambda form: wider(form["expressions"][0])),
            id="a stencil with a hole too many",
        ),
    ],
)
def test_a_doubtful_snapshot_is_not_used_and_is_written_anew(
    spoil: Callable[[Path], bytes], source: Path, readings: list[str], tmp_path: Path
) -> None:
    load_form(source, cache_dir=tmp_path)
    path = the_snapshot(tmp_path)
    good = path.read_bytes()
    path.write_bytes(spoil(path))
    assert recalled(path) is None
    load_form(source, cache_dir=tmp_path)
    assert path.read_bytes() == good
    assert recalled(path) is not None
    assert len(readings) == 2


def other_term(sums: list[Any]) -> None:
    sums[0] = packed_figures([99, *figures(sums[0])[1:]])


def other_node(sums: list[Any]) -> None:
    (alike,) = sums[1][0]
    alike[1] = packed_figures([9_999, *figures(alike[1])[1:]])


@pytest.mark.parametrize("change", [other_term, other_node])
def test_a_forged_sum_is_refused_at_once(change: Callable[[list[Any]], None]) -> None:
    names = [f"a{number}" for number in range(40)]
    form = xform(
        "".join(f"<{name}/>" for name in names) + "<total/>",
        model="".join(f'<bind nodeset="/data/{name}" type="int"/>' for name in names)
        + f'<bind nodeset="/data/total" calculate="{"+".join(f"/data/{n}" for n in names)}"/>',
    )
    packed = json.loads(to_text(read_xform(form)))
    (sums,) = [other[2] for other in packed["expressions"][2] if isinstance(other[2], list)]
    from_text(json.dumps(packed))
    change(sums)
    with pytest.raises(UnfitError, match="not there"):
        from_text(json.dumps(packed))


def last_formula(packed: Any, text: str) -> None:
    """Put a text in the place of the last expression."""
    whole, begins = packed[3]
    *turns, last, end = figures(begins)
    assert end == len(whole)
    packed[3] = [whole[:last] + text, packed_figures([*turns, last, last + len(text)])]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda packed: packed[0][0].__setitem__(1, ["x("]), id="stencil"),
        pytest.param(lambda packed: last_formula(packed, "x("), id="text"),
        pytest.param(lambda packed: last_formula(packed, "__import__('os').abort()"), id="code"),
    ],
)
def test_a_forged_formula_is_refused_when_it_is_needed(
    change: Callable[[Any], object], source: Path, tmp_path: Path
) -> None:
    load_form(source, cache_dir=tmp_path)
    path = the_snapshot(tmp_path)
    path.write_bytes(forged(path, lambda form: change(form["expressions"])))
    form = recalled(path)
    assert form is not None
    with pytest.raises((ValueError, XPathError)):
        [node.label for node in new_session(form).walk()]
