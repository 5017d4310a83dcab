"""Tokens are found by the module of their vendor, which is remembered; a PIN never is."""

from __future__ import annotations

import pytest
from tests.builders import KADIS

from bina_desktop.domain.errors import SigningError


@pytest.fixture
def tokens(office):
    return office.seat(KADIS).token


def test_the_module_that_worked_is_remembered(tokens):
    assert tokens.module() == ""
    (found,) = tokens.find("/opt/penerbit/modul.so")
    assert (found.label, found.peringatan) == ("Kadis", "")
    assert tokens.module() == "/opt/penerbit/modul.so"


def test_a_module_without_tokens_is_told_and_not_remembered(tokens):
    with pytest.raises(SigningError, match="Tidak ada token"):
        tokens.find("")
    assert tokens.module() == ""
