"""What holds for every test: no screen is needed, and no random failure without its seed."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests import laptops, passwords, shipped_forms, versioned_form

# Qt reads this when the application is made; who wants to look on sets it to `xcb` or `windows`.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Shared machines stall; a slow example is no failure (there are no timed asserts in the tests).
# `make test` tries fewer examples than CI, which asks for as many as usual.
_EXAMPLES = 100 if os.environ.get("BINA_THOROUGH") else 30
settings.register_profile("bina", deadline=None, print_blob=True, max_examples=_EXAMPLES)
settings.load_profile("bina")

each_password_derived_once = passwords.each_password_derived_once
"""The work of a password is done once."""

form_cache, formulir = shipped_forms.form_cache, shipped_forms.formulir
"""The shipped forms, converted."""

install = versioned_form.install
"""Versions of a small form, one after the other."""

template = laptops.template
"""A database with tables and nothing in them, to be copied."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the costly ones: of those at the end one process waits for the other."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    folders = ("e2e", "hostile", "integration", "gui", "architecture")
    return next((n for n, name in enumerate(folders) if name in item.path.parts), len(folders))
