"""ODK Web Forms' engine, installed from npm when it is measured.

It runs in a headless Chromium where there is one, which is what it is made for; else in Node.
"""

from __future__ import annotations

import filecmp
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs
from benchmarks.engine.peers import AbsentError, Engine, version

HERE = Path(__file__).parent / "node"
_DRIVERS = ("driver.mjs", "node.mjs", "page.html")
_BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
)
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
    for name in _DRIVERS:
        shutil.copy(HERE / name, folder)
    found = browser()
    if found is None:
        return Engine("Web Forms", ["node", str(folder / "node.mjs")])
    command = [sys.executable, "-m", "benchmarks.engine.chromium", found, str(folder)]
    return Engine("Web Forms", command)


def browser() -> str | None:
    """Return the Chromium of this computer."""
    return next((path for name in _BROWSERS if (path := shutil.which(name))), None)


def habitat() -> str:
    """Return what the package runs in here, with its version."""
    found = browser()
    return version(found, "--version") if found else f"Node {version('node', '-v')}"


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
