"""ODK Web Forms' engine, installed from npm when it is measured."""

from __future__ import annotations

import filecmp
import shutil
import subprocess
from pathlib import Path

import platformdirs
from benchmarks.engine.peers import AbsentError, Engine

HERE = Path(__file__).parent / "node"
_MANIFEST = ("package.json", "package-lock.json")


def engine() -> Engine:
    """Install the package where it is not yet, and return its driver. Raises AbsentError."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            msg = f"Web Forms is left out: there is no {program} here (Node 20 is needed)."
            raise AbsentError(msg)
    folder = platformdirs.user_cache_path("bina-desktop") / "web-forms-engine"
    if not _installed(folder):
        _install(folder)
    shutil.copy(HERE / "driver.mjs", folder)
    return Engine("Web Forms", ["node", str(folder / "driver.mjs")])


def _installed(folder: Path) -> bool:
    if not (folder / "node_modules" / ".package-lock.json").exists():
        return False
    return filecmp.cmpfiles(HERE, folder, _MANIFEST, shallow=False)[0] == list(_MANIFEST)


def _install(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in _MANIFEST:
        shutil.copy(HERE / name, folder)
    run = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        shutil.rmtree(folder)
        msg = f"Web Forms is left out: npm could not install it ({_last_line(run.stderr)})."
        raise AbsentError(msg)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"
