"""Engines as processes that are spoken to in lines of JSON.

Every driver knows the same requests: `load` a form file, `run` steps, tell `values`, `serialise`.
Times come back in microseconds, measured inside the driver around what the engine itself does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

HERE = Path(__file__).parent


class AbsentError(Exception):
    """A peer that is not installed here; `str()` says what is missing."""


class DriverError(RuntimeError):
    """A driver ended, or an engine refused what it was asked."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How one engine is started."""

    name: str
    command: Sequence[str]
    surroundings: Mapping[str, str] = field(default_factory=dict[str, str])


class Driver:
    """A running engine."""

    def __init__(self, engine: Engine, *, errors: int = subprocess.DEVNULL) -> None:
        """Start the process."""
        self._name = engine.name
        self._process = subprocess.Popen(
            engine.command,
            env={**os.environ, **engine.surroundings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        """Use the process for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request and return the answer. Raises DriverError."""
        given, told = self._process.stdin, self._process.stdout
        assert given is not None
        assert told is not None
        given.write(json.dumps(request) + "\n")
        given.flush()
        line = told.readline()
        if not line:
            msg = f"{self._name} ended with status {self._process.wait()}"
            raise DriverError(msg)
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            msg = f"{self._name}: {answer['error']}"
            raise DriverError(msg)
        return answer

    def load(self, form: Path) -> float:
        """Load a form and open it; return the microseconds this took."""
        return float(self.ask({"do": "load", "form": str(form)})["us"])

    def run(self, steps: Sequence[Mapping[str, Any]], *, naive: bool = False) -> list[float]:
        """Take steps; return the microseconds of each. Only our engine can be `naive`."""
        return self.ask({"do": "run", "steps": steps, "naive": naive})["us"]

    def values(self) -> dict[str, str]:
        """Return what relevant nodes hold, by path, blanks left out."""
        return self.ask({"do": "values"})["values"]

    def serialise(self) -> float:
        """Write what is stored or sent; return the microseconds this took."""
        return float(self.ask({"do": "serialise"})["us"])

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=30)


def ours(snapshots: Path | None = None) -> Engine:
    """Return our engine; it keeps snapshots of forms in a folder, if one is given."""
    words = [str(snapshots)] if snapshots is not None else []
    return Engine("BINA", [sys.executable, "-m", "benchmarks.engine.ours", *words])


def javarosa(folder: Path, *, zone: str = "") -> Engine:
    """Compile the driver of JavaRosa into `folder`. Raises AbsentError."""
    for program in ("java", "javac"):
        if shutil.which(program) is None:
            msg = f"JavaRosa is left out: there is no {program} here (Java 17 is needed)."
            raise AbsentError(msg)
    jar = javarosa_jar()
    subprocess.run(
        ["javac", "-encoding", "UTF-8", "-cp", str(jar), "-d", str(folder), HERE / "Peer.java"],
        check=True,
    )
    options = ["-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=US"]
    if zone:
        options.append(f"-Duser.timezone={zone}")
    classes = os.pathsep.join((str(jar), str(folder)))
    return Engine("JavaRosa", ["java", *options, "-cp", classes, "Peer"])


def javarosa_jar() -> Path:
    """Return the jar inside the installed pyxform. Raises AbsentError."""
    import pyxform

    package = Path(pyxform.__file__).parent
    jar = package / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
    if not jar.exists():
        msg = "JavaRosa is left out: the installed pyxform has no ODK_Validate.jar."
        raise AbsentError(msg)
    return jar


def version(*command: str) -> str:
    """Return the first line a program says about its version."""
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return (run.stdout + run.stderr).strip().splitlines()[0]
