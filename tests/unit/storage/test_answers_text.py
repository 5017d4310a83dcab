from __future__ import annotations

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError
from tests.laptops import Laptop, a_lembar

from bina_desktop.domain.journal import json_text
from bina_desktop.domain.lembar_penilaian import LembarId
from bina_desktop.storage.answers_text import AnswersText, OpenSheet
from bina_desktop.storage.entities import table_of
from bina_desktop.storage.journal_rows import ActorRow
from bina_desktop.storage.prepared import Prepared

ACTOR = table_of(ActorRow)
L1 = LembarId("l1")


def test_an_altered_text_is_what_writing_it_anew_would_give() -> None:
    answers = {"/data/b": "dua \n“kutip”", "/data/a": '","/data/b":"', "/data/r[k]/a": "é\\"}
    kept = AnswersText(json_text(answers))
    for changed in (
        {"/data/c": '":"', "/data/a": "x"},
        {"/data/b": "", "/data/none": ""},
        {"/data/A": "1", "/data/r[k]/a": "\u2028"},
        dict.fromkeys(answers, ""),
    ):
        answers |= changed
        assert kept.altered(changed).text == json_text({r: a for r, a in answers.items() if a})


def test_the_open_sheet_knows_its_answers_only_as_they_stand_in_the_database() -> None:
    sheet = OpenSheet()
    first = sheet.take('{"/data/a":"1"}')
    sheet.keep(first)
    assert sheet.take(first.text) is first
    sheet.keep(first.altered({"/data/a": "2"}))
    assert sheet.take('{"/data/a":"1"}').answers == {"/data/a": "1"}


def test_answers_that_were_rolled_back_are_not_written_with_the_next(laptop: Laptop) -> None:
    with laptop.write() as uow:
        uow.lembar.save(a_lembar())
        uow.lembar.save_answers(L1, {"/data/a": "1"})
    with laptop.begin(actor="p1") as uow:
        uow.lembar.save_answers(L1, {"/data/a": "2", "/data/b": "2"})
    with laptop.write() as uow:
        uow.lembar.save_answers(L1, {"/data/c": "3"})
        assert uow.lembar.answers(L1) == {"/data/a": "1", "/data/c": "3"}


def test_a_prepared_statement_gives_rows_and_takes_part_in_the_transaction(
    laptop: Laptop,
) -> None:
    code = ACTOR.c.code
    added = Prepared(insert(ACTOR).values(code=bindparam("who")).returning(code))
    renamed = Prepared(update(ACTOR).where(code == bindparam("who")).values(code="budi"))
    known = Prepared(select(code).where(code == "budi").limit(bindparam("most")))
    with laptop.engine.connect() as connection:
        with connection.begin():
            assert added.run(connection, who="ani") == [("ani",)]
            assert renamed.run(connection, who="ani") == []
        with connection.begin() as transaction:
            added.run(connection, who="ani")
            transaction.rollback()
        assert known.run(connection, most=5) == [("budi",)]


def test_what_the_database_refuses_is_told_as_sqlalchemy_tells_it(laptop: Laptop) -> None:
    added = Prepared(insert(ACTOR).values(code=bindparam("who")))
    with laptop.engine.connect() as connection, connection.begin():
        added.run(connection, who="ani")
        with pytest.raises(DBAPIError, match="UNIQUE"):
            added.run(connection, who="ani")
