"""JavaRosa, which ODK Collect and ODK Validate run, holds the same values after the same answers.

`ORACLE_SEQUENCES` is how many random fillings of each form are compared, `ORACLE_MOVES` how long
each is. A failure names the form, the seed, the moves and the first node that differs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.engine.measure import same
from benchmarks.engine.peers import AbsentError, Driver, javarosa
from tests.oracle.decisions import DECISIONS, Decision
from tests.oracle.forms_functions import FUNCTIONS
from tests.oracle.forms_logic import LOGIC
from tests.oracle.forms_repeats import REPEATS
from tests.oracle.forms_types import TYPES, XFORMS
from tests.oracle.play import ZONE, Filling, State, opened

from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.from_xlsform import convert

pytestmark = pytest.mark.long

SEQUENCES = int(os.environ.get("ORACLE_SEQUENCES", "3"))
MOVES = int(os.environ.get("ORACLE_MOVES", "30"))
SHIPPED = Path(__file__).parents[2] / "forms"
CORPUS = {**LOGIC, **REPEATS, **FUNCTIONS, **TYPES}
BY_ITSELF = frozenset({"/data/meta/instanceID"})
"""What each engine makes up."""


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    try:
        engine = javarosa(tmp_path_factory.mktemp("classes"), zone=ZONE)
    except AbsentError as absent:
        pytest.skip(str(absent))
    with Driver(engine) as driver:
        yield driver


@pytest.mark.parametrize("name", CORPUS)
def test_a_form_of_the_corpus_holds_what_javarosa_holds(
    name: str, oracle: Driver, tmp_path: Path
) -> None:
    conversion = convert(CORPUS[name].encode(), file_type=".md")
    assert not conversion.errors, conversion.errors
    agree(oracle, conversion.xform, name, tmp_path, SEQUENCES)


@pytest.mark.parametrize("name", XFORMS)
def test_a_hand_written_form_holds_what_javarosa_holds(
    name: str, oracle: Driver, tmp_path: Path
) -> None:
    agree(oracle, XFORMS[name], name, tmp_path, SEQUENCES)


@pytest.mark.parametrize("folder", ["kuesioner_aparatur", "lembar_penilaian", "skm"])
def test_a_shipped_form_holds_what_javarosa_holds(
    folder: str, oracle: Driver, tmp_path: Path
) -> None:
    conversion = convert((SHIPPED / folder / "form.xlsx").read_bytes(), file_type=".xlsx")
    assert not conversion.errors
    agree(oracle, conversion.xform, folder, tmp_path, max(1, SEQUENCES // 3))


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.topic)
def test_where_we_decide_otherwise_both_are_known(
    decision: Decision, oracle: Driver, tmp_path: Path
) -> None:
    conversion = convert(decision.form.encode(), file_type=".md")
    filling = opened(read_xform(conversion.xform), "")
    filling.take(decision.steps)
    theirs = told(oracle, conversion.xform, filling, tmp_path)["states"][-1]
    held = [state.get(decision.path, {}).get("value") for state in (filling.states[-1], theirs)]
    assert held == [decision.ours, decision.theirs], decision.why


def agree(oracle: Driver, xform: str, name: str, folder: Path, sequences: int) -> None:
    """Fill a form at random in both engines and compare every state."""
    form = read_xform(xform)
    for number in range(sequences):
        filling = opened(form, f"{name} {number}")
        filling.play(MOVES)
        answer = told(oracle, xform, filling, folder)
        for at, (mine, other) in enumerate(zip(filling.states, answer["states"], strict=False)):
            found = differences(mine, other)
            moves = [[(s.op, s.path, s.value) for s in move] for move in filling.moves[:at]]
            assert not found, f"{found} in {name} {number} after {moves}"
        assert "stopped" not in answer, f"{name} {number}: {answer['stopped']}"


ADDED = "/data/orx:meta"
"""Given to forms that have no instanceID, as the specification wants it; JavaRosa adds nothing."""


def told(oracle: Driver, xform: str, filling: Filling, folder: Path) -> dict[str, Any]:
    """Let JavaRosa take the same steps; return its state after each move."""
    file = folder / "form.xml"
    file.write_text(xform, encoding="utf-8")
    return oracle.ask({"do": "play", "form": str(file), "moves": filling.as_json()})


def differences(mine: State, theirs: State) -> list[str]:
    """Return what differs in two states; what ours does not tell of a node is not compared."""
    alone = [path for path in mine.keys() ^ theirs.keys() if not path.startswith(ADDED)]
    found = [f"{path} is relevant in one only" for path in sorted(alone)]
    for path in mine.keys() & theirs.keys() - BY_ITSELF:
        for what, held in mine[path].items():
            other = theirs[path].get(what)
            if held != other and not (what == "value" and same(held, str(other))):
                found.append(f"{path} {what}: {held!r} here, {other!r} in JavaRosa")
    return found
