"""What others do with the same files: `python -m benchmarks.merge.peers SIDE DATABASE LIST`.

- `pandas`: reads the visible sheet of each file with openpyxl, concatenates, melts to one row an
  answer, writes them with to_sql. What an office would write; no journal, no conflicts.
- `orm`: reads the visible sheet with openpyxl (read only) and adds an object an answer.
- `floor`: parses `_jurnal` with calamine, nothing else, and inserts the rows of the changes with
  integer keys into the journal's table with its indexes: one process, one transaction, no checks.
- `floor-sqlcipher`: the same into the kind of database that BINA writes.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import warnings
from base64 import b64decode
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmarks.merge.data import KEY, REFS, TITLE, checksum
from benchmarks.merge.measure import Stopwatch, tell
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bina_desktop.storage.database import driver


class Base(DeclarativeBase):
    """Registry of the ORM's tables."""


class Jawaban(Base):
    """One answer."""

    __tablename__ = "jawaban"
    lembar: Mapped[str] = mapped_column(primary_key=True)
    pertanyaan: Mapped[str] = mapped_column(primary_key=True)
    jawaban: Mapped[str]


def main() -> int:
    """Run one side."""
    side, database, listed = sys.argv[1:]
    paths = [Path(line) for line in Path(listed).read_text(encoding="utf-8").splitlines()]
    sides = {
        "pandas": with_pandas,
        "orm": with_orm,
        "floor": floor,
        "floor-sqlcipher": floor_encrypted,
    }
    sides[side](Path(database), paths)
    return 0


def with_pandas(database: Path, paths: Sequence[Path]) -> None:
    """Read, concatenate, melt, write."""
    import pandas

    warnings.simplefilter("ignore")
    watch = Stopwatch()
    frames = [
        pandas.read_excel(path, sheet_name=TITLE, engine="openpyxl").iloc[1:] for path in paths
    ]
    whole = pandas.concat(frames)
    whole = whole.rename(columns={whole.columns[0]: "lembar"})
    answers = whole.melt(
        id_vars="lembar", value_vars=list(REFS), var_name="pertanyaan", value_name="jawaban"
    )
    connection = sqlite3.connect(database)
    answers.to_sql("jawaban", connection, index=False, chunksize=10_000)
    connection.commit()
    taken = watch.taken()
    _tell(taken, connection)


def with_orm(database: Path, paths: Sequence[Path]) -> None:
    """Read, add an object an answer, commit a file."""
    from openpyxl import load_workbook

    watch = Stopwatch()
    engine = create_engine(f"sqlite:///{database}")
    Base.metadata.create_all(engine)
    for path in paths:
        book = load_workbook(path, read_only=True, data_only=True)
        rows = book[TITLE].iter_rows(values_only=True)
        head = next(rows)
        next(rows)
        with Session(engine) as session:
            for row in rows:
                session.add_all(
                    Jawaban(lembar=row[0], pertanyaan=ref, jawaban=text)
                    for ref, text in zip(head[1:], row[1:], strict=True)
                    if text is not None
                )
            session.commit()
        book.close()
    taken = watch.taken()
    engine.dispose()
    _tell(taken, sqlite3.connect(database))


def _tell(taken: dict[str, float], connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT lembar, pertanyaan, jawaban FROM jawaban")
    count, total = checksum((sheet.partition("|")[0], ref, text) for sheet, ref, text in rows)
    tell(taken, answers=count, checksum=total)


_JOURNAL = """
CREATE TABLE journal_change (
    id INTEGER PRIMARY KEY, device_id INTEGER, seq BIGINT, at BIGINT, actor_id INTEGER,
    record_id INTEGER, field_id INTEGER, value TEXT, base_device_id INTEGER, base_seq BIGINT,
    reason TEXT, hash BLOB, is_head BOOLEAN, batch_id INTEGER, UNIQUE (device_id, seq));
CREATE INDEX ix_place ON journal_change (record_id, field_id);
"""
_INSERT = f"INSERT INTO journal_change VALUES (NULL, {', '.join('?' * 13)})"  # noqa: S608 - marks only


def floor(database: Path, paths: Sequence[Path]) -> None:
    """Parse and insert into a plain database."""
    watch = Stopwatch()
    _fill(sqlite3.connect(database), watch, paths)


def floor_encrypted(database: Path, paths: Sequence[Path]) -> None:
    """Parse and insert into an encrypted database: same key, page size and care as BINA's."""
    watch = Stopwatch()
    connection = driver.connect(str(database))
    connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    _fill(connection, watch, paths)


def _fill(connection: Any, watch: Stopwatch, paths: Sequence[Path]) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(_JOURNAL)
    numbers: dict[str, int] = {}
    for batch, path in enumerate(paths):
        connection.executemany(_INSERT, _rows(path, batch, numbers))
    connection.commit()
    taken = watch.taken()
    (count,) = connection.execute("SELECT count(*) FROM journal_change").fetchone()
    tell(taken, changes=count)


def _rows(path: Path, batch: int, numbers: dict[str, int]) -> Iterator[tuple[object, ...]]:
    from python_calamine import CalamineWorkbook

    def number(name: str) -> int:
        return numbers.setdefault(name, len(numbers))

    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("_jurnal")
    for row in sheet.to_python()[1:]:
        _, record, *hands = json.loads("".join(row))
        for device, actor, reason, seqs, ats, fields, values, _, hashes in hands:
            digests = b64decode(hashes)
            places = zip(accumulate(seqs), accumulate(ats), fields, values, strict=True)
            for place, (seq, at, name, value) in enumerate(places):
                yield (
                    number(device),
                    seq,
                    at,
                    number(actor),
                    number(record),
                    number(name),
                    value,
                    None,
                    None,
                    reason,
                    digests[32 * place : 32 * place + 32],
                    True,
                    batch,
                )


if __name__ == "__main__":
    sys.exit(main())
