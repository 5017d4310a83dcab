"""Driver of our engine: `python -m benchmarks.engine.ours [FOLDER]`.

Snapshots of forms are kept in FOLDER, if one is given. A run asked to be `naive` follows every
answer by the recalculation of the whole form, as an engine without a graph of dependencies does.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter_ns, process_time_ns
from typing import Any

from benchmarks.engine.places import ref_at, values_of

from bina_desktop.formengine.engine import load_form, new_session
from bina_desktop.formengine.instance.session import FormSession


class Filling:
    """The form that is filled in at the moment."""

    def __init__(self, cache_dir: Path) -> None:
        """Have no form yet."""
        self._cache_dir = cache_dir
        self._session: FormSession | None = None
        self._pauses: list[float] = []
        """What the pauses after the answers were used for, in microseconds."""

    def answer(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Do what is asked."""
        match asked["do"]:
            case "load":
                return self._load(Path(asked["form"]))
            case "run":
                return {"us": self._run(asked["steps"], naive=asked.get("naive", False))}
            case "pauses":
                return {"us": self._pauses}
            case "values":
                return {"values": values_of(self._open)}
            case "serialise":
                began = perf_counter_ns()
                self._open.answers()
                self._open.results()
                return {"us": _since(began)}
            case what:
                raise ValueError(what)

    @property
    def _open(self) -> FormSession:
        assert self._session is not None, "a form is loaded first"
        return self._session

    def _load(self, form: Path) -> dict[str, float]:
        self._session = None
        ran, began = process_time_ns(), perf_counter_ns()
        session = new_session(load_form(form, cache_dir=self._cache_dir, remember=False))
        took, computed = _since(began), (process_time_ns() - ran) / 1000
        # The program does this beside the wait (`bootstrap.warm_up`).
        load_form(form, cache_dir=self._cache_dir)
        assert isinstance(session, FormSession)
        self._session = session
        return {"us": took, "cpu_us": computed}

    def _run(self, steps: Sequence[Mapping[str, Any]], *, naive: bool) -> list[float]:
        return [self._take(step, naive=naive) for step in steps]

    def _take(self, step: Mapping[str, Any], *, naive: bool) -> float:
        """Take one step; only what the engine does is measured, not finding the place."""
        session = self._open
        ref = ref_at(session, step["path"])
        reads = [session.node(ref_at(session, path)) for path in step.get("read", ())]
        value = step.get("value", "")
        began = perf_counter_ns()
        match step["op"]:
            case "set":
                session.set_value(ref, value)
            case "add":
                session.add_repeat(ref)
            case _:
                session.remove_repeat(ref)
        if naive:
            session.recalculate()
        for node in reads:
            node.choices  # noqa: B018 - a face reads them to draw them
        took = _since(began)
        # The window does this while nobody types (`FormController.commit`).
        began = perf_counter_ns()
        session.prepare()
        self._pauses.append(_since(began))
        return took


def _since(began: int) -> float:
    return (perf_counter_ns() - began) / 1000


def main() -> None:
    """Answer requests until there are none."""
    with tempfile.TemporaryDirectory(prefix="bina-engine-") as folder:
        filling = Filling(Path(sys.argv[1] if len(sys.argv) > 1 else folder))
        for line in sys.stdin:
            print(json.dumps(filling.answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
