"""Statements that are worded once and then handed straight to the driver.

An answer is stored while a person types. What SQLAlchemy does for each of the statements of that
one transaction takes longer than what the database does, and keeps the window waiting meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler


@dataclass(frozen=True, slots=True)
class _Worded:
    text: str
    fixed: dict[str, Any]
    """Values that stand in the statement itself."""
    order: tuple[str, ...] | None
    """Names of the values by place; None where the driver takes them by name."""


class Prepared:
    """A statement of one shape. Values go and come as the driver has them, without their types."""

    def __init__(self, statement: Executable) -> None:
        """Take a statement whose values are named by `bindparam`."""
        self._statement = statement
        self._worded: dict[str, _Worded] = {}

    def run(self, connection: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Return the rows that the statement gives, if any, in the transaction under way.

        Raises DBAPIError where the database refuses, as SQLAlchemy does.
        """
        dialect = connection.dialect
        worded = self._worded.get(dialect.name) or self._word(connection)
        given = {**worded.fixed, **values}
        order = worded.order
        cursor = connection.connection.cursor()
        try:
            cursor.execute(
                worded.text, given if order is None else tuple([given[name] for name in order])
            )
            return list(cursor.fetchall()) if cursor.description else []
        except dialect.loaded_dbapi.Error as error:
            raise DBAPIError(worded.text, None, error) from error
        finally:
            cursor.close()

    def _word(self, connection: Connection) -> _Worded:
        dialect = connection.dialect
        made = cast("SQLCompiler", cast("Any", self._statement).compile(dialect=dialect))
        order = tuple(made.positiontup or ()) if made.positional else None
        worded = self._worded[dialect.name] = _Worded(made.string, dict(made.params), order)
        return worded
