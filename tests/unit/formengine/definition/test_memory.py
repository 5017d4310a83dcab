"""The collector rests while a form is built, and only then."""

from __future__ import annotations

import gc

import pytest

from bina_desktop.formengine.client import FormDefinitionError
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.memory import collector_resting


def test_the_collector_rests_within_the_block() -> None:
    with collector_resting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_again_after_a_form_that_cannot_be_read() -> None:
    with pytest.raises(FormDefinitionError):
        read_xform("<html/>")
    assert gc.isenabled()


def test_a_collector_that_rests_already_is_left_alone() -> None:
    gc.disable()
    try:
        with collector_resting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_built_is_old_also_where_the_collector_rests_already() -> None:
    gc.disable()
    try:
        with collector_resting():
            built: list[list[int]] = [[]]
        assert any(one is built for one in gc.get_objects(generation=2))
    finally:
        gc.enable()


def test_objects_that_somebody_froze_stay_frozen() -> None:
    ours: list[list[int]] = [[]]
    gc.freeze()
    try:
        with collector_resting():
            pass
        assert not any(one is ours for one in gc.get_objects())  # which tells the thawed ones
    finally:
        gc.unfreeze()
