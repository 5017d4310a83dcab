"""An office on fakes."""

from __future__ import annotations

import pytest
from tests.builders import SELUMA, an_aparatur
from tests.installations import Installation

from bina_desktop.application.formulir import FormulirService


@pytest.fixture
def office(formulir: FormulirService) -> Installation:
    return Installation(formulir)


@pytest.fixture
def ratna():
    return an_aparatur(kode=SELUMA)
