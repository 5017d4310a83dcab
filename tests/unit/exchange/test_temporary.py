"""What a killed import leaves behind in the folder for temporary files."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from bina_desktop.exchange.temporary import PREFIX, sweep_temporary, temporary_folder


def test_only_old_folders_of_ours_are_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, age in ((f"{PREFIX}lama", 3600), (f"{PREFIX}baru", 0), ("bina-lain", 3600)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "cells.json").write_text("{}")
        then = folder.stat().st_mtime - age
        os.utime(folder, (then, then))
    sweep_temporary()
    assert {path.name for path in tmp_path.iterdir()} == {f"{PREFIX}baru", "bina-lain"}


def test_what_a_killed_process_left_goes_at_once_and_what_is_in_use_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    killed = (
        "import os\n"
        "from bina_desktop.exchange.temporary import temporary_folder\n"
        "with temporary_folder() as folder:\n"
        "    (folder / 'cells.json').write_text('{}')\n"
        "    os._exit(9)\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}
    subprocess.run([sys.executable, "-c", killed], check=False, env=environment)
    (left,) = tmp_path.iterdir()
    assert (left / "cells.json").exists()
    with temporary_folder() as mine:
        sweep_temporary()
        assert list(tmp_path.iterdir()) == [mine]
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_nothing_to_remove(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tidak ada"))
    sweep_temporary()
    assert list(tmp_path.iterdir()) == []
