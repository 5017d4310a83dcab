"""The form of every appearance on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.gui.form.conftest import Disk
from tests.gui.form.every_widget import EVERY_WIDGET, draw_media
from tests.gui.form.form_page import FormPage
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import Session
from bina_desktop.ui.form.controller import FormController
from bina_desktop.ui.form.view import FormView
from bina_desktop.ui.jobs import Jobs


@pytest.fixture
def session() -> Session:
    return scenario(EVERY_WIDGET).session


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_media(tmp_path_factory.mktemp("media"))


@pytest.fixture
def controller(session: Session, jobs: Jobs, disk: Disk, media: Path) -> FormController:
    return FormController(session, jobs, record=disk.record, media_folder=media)


@pytest.fixture
def at(view: FormView) -> Callable[[int], FormPage]:
    """Show a section."""

    def show_section(number: int) -> FormPage:
        view.show_section(number)
        return FormPage(view)

    return show_section
