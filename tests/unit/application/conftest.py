"""One form cache for all tests of the use cases: converting a form takes seconds."""

from __future__ import annotations

import pytest
from tests.builders import SELUMA, an_aparatur
from tests.installations import Installation, formulir_service

from bina_desktop.application.formulir import FormulirService


@pytest.fixture(scope="session")
def formulir(tmp_path_factory: pytest.TempPathFactory) -> FormulirService:
    return formulir_service(tmp_path_factory.mktemp("forms"))


@pytest.fixture
def office(formulir: FormulirService) -> Installation:
    return Installation(formulir)


@pytest.fixture
def ratna():
    return an_aparatur(kode=SELUMA)
