"""The parent watches its child where the operating system does not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.integration.exchange.books import make_content, read, write

from bina_desktop.domain.errors import ImportRefusedError
from bina_desktop.exchange import limits


def test_a_process_within_the_limit_goes_on():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert not limits.is_too_large(child.pid)
    child.communicate()


def test_a_process_that_has_ended_is_none():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not limits.is_too_large(ended.pid)


def test_a_child_past_the_limit_is_stopped_and_its_file_refused(tmp_path, monkeypatch):
    path = write(tmp_path / "hasil.xlsx", make_content())
    monkeypatch.setattr(limits, "MEMORY_LIMIT", 1)
    assert limits.is_too_large(os.getpid())
    with pytest.raises(ImportRefusedError, match="tidak dapat diurai dengan aman"):
        read(path)
