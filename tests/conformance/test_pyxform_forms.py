"""The runner of forms: what loads passes, what is refused needs a reason that others see."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.conformance import pyxform_forms
from tests.unit.formengine.xform_text import xform

LIST = "".join(
    f'<instance id="{name}" src="jr://file/{name}.{kind}"/>'
    for name, kind in (("l", "csv"), ("m", "xml"), ("n", "geojson"))
)
SELECTS = "".join(
    f'<select1 ref="/data/a{name}"><itemset nodeset="instance(\'{name}\')/root/item">'
    '<value ref="name"/><label ref="label"/></itemset></select1>'
    for name in "lmn"
)


def bound(**formulas: str) -> str:
    """Return a form that calculates its questions."""
    binds = "".join(
        f'<bind nodeset="/data/{name}" calculate="{text}"/>' for name, text in formulas.items()
    )
    return xform("".join(f"<{name}/>" for name in formulas), model=binds)


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        (bound(a="1 + 1"), True),
        (xform("<al/><am/><an/>", model=LIST, body=SELECTS), True),
        (bound(a="1 +", b="2"), True),
        (bound(a="/data/b + 1", b="/data/a + 1"), True),
        (bound(a="tak_dikenal(1)"), False),
        ("bukan xml", True),
    ],
)
def test_a_form_loads_or_is_refused_for_a_reason(text: str, ok: bool) -> None:
    outcome = pyxform_forms.load("uji", text)
    assert (outcome.ok, outcome.detail == "") == (ok, ok)


def test_all_forms_of_a_folder_are_loaded(tmp_path: Path) -> None:
    forms = [{"test": "satu", "xml": bound(a="1")}, {"test": "dua", "xml": bound(a="(1")}]
    with gzip.open(tmp_path / pyxform_forms.FILE, "wt", encoding="utf-8") as stream:
        json.dump({"forms": forms}, stream)
    (result,) = pyxform_forms.run(tmp_path)
    assert (result.passed, result.failed, result.reached) == (2, 0, True)
