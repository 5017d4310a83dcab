"""What holds for every test: no screen is needed, and no random failure without its seed."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests import laptops, shipped_forms, versioned_form

# Qt reads this when the application is made; who wants to look on sets it to `xcb` or `windows`.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Shared machines stall; a slow example is no failure (there are no timed asserts in the tests).
settings.register_profile("bina", deadline=None, print_blob=True)
settings.load_profile("bina")

form_cache, formulir = shipped_forms.form_cache, shipped_forms.formulir
"""The shipped forms, converted."""

install = versioned_form.install
"""Versions of a small form, one after the other."""

template = laptops.template
"""A database with tables and nothing in them, to be copied."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the plays of whole cycles: alone at the end, one process would wait for them."""
    items.sort(key=lambda item: "e2e" not in item.path.parts)
