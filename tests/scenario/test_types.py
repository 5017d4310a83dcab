"""Kinds of questions and how they want to be drawn."""

from __future__ import annotations

import pytest
from tests.scenario.dsl import scenario

from bina_desktop.formengine.client import DataType, NodeKind, ViolationKind
from bina_desktop.formengine.presentation import (
    ChoicePresentation,
    ChoiceStyle,
    DatePrecision,
    DatePresentation,
    GeoPresentation,
    GroupPresentation,
    MediaKind,
    RangePresentation,
    RangeStyle,
    TextPresentation,
    UploadPresentation,
    UploadStyle,
)


@pytest.mark.parametrize(
    ("question", "kind", "data_type"),
    [
        ("time", NodeKind.INPUT, DataType.TIME),
        ("dateTime", NodeKind.INPUT, DataType.DATETIME),
        ("geopoint", NodeKind.INPUT, DataType.GEOPOINT),
        ("geotrace", NodeKind.INPUT, DataType.GEOTRACE),
        ("geoshape", NodeKind.INPUT, DataType.GEOSHAPE),
        ("barcode", NodeKind.INPUT, DataType.BARCODE),
        ("image", NodeKind.UPLOAD, DataType.FILE),
        ("audio", NodeKind.UPLOAD, DataType.FILE),
        ("video", NodeKind.UPLOAD, DataType.FILE),
        ("file", NodeKind.UPLOAD, DataType.FILE),
        ("range", NodeKind.RANGE, DataType.INTEGER),
        ("rank warna", NodeKind.RANK, DataType.RANK),
        ("acknowledge", NodeKind.ACKNOWLEDGE, DataType.ACKNOWLEDGE),
        ("note", NodeKind.NOTE, DataType.TEXT),
        ("hidden", NodeKind.HIDDEN, DataType.TEXT),
        ("background-audio", NodeKind.HIDDEN, DataType.FILE),
        ("start-geopoint", NodeKind.HIDDEN, DataType.GEOPOINT),
    ],
)
def test_each_type_of_question_has_its_kind(
    question: str, kind: NodeKind, data_type: DataType
) -> None:
    node = scenario(f"""
| survey |
|        | type       | name | label |
|        | {question} | a    | A     |
| choices |
|         | list_name | name | label |
|         | warna     | m    | Merah |
|         | warna     | h    | Hijau |
""").node("/data/a")
    assert (node.kind, node.data_type) == (kind, data_type)


def test_what_only_a_telephone_measures_stays_empty_and_is_told() -> None:
    told = scenario("""
| survey |
|        | type             | name  | label |
|        | start-geopoint   | awal  |       |
|        | background-audio | suara |       |
|        | text             | a     | A     |
""")
    told.expect("/data/awal", "").expect("/data/suara", "")
    assert [notice.message for notice in told.form.notices] == [
        "Posisi untuk “awal” tidak diambil otomatis; pertanyaan ini tetap kosong.",
        "Suara untuk “suara” tidak direkam otomatis; pertanyaan ini tetap kosong.",
    ]


DRAWN = """
| survey |
|  | type       | name | label | appearance | parameters |
|  | {question} | a    | A     | {words}    | {parameters} |
| choices |
|  | list_name | name | label |
|  | l         | x    | X     |
"""


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("", ChoicePresentation()),
        ("minimal", ChoicePresentation(ChoiceStyle.MINIMAL)),
        ("minimal autocomplete", ChoicePresentation(ChoiceStyle.MINIMAL, search=True)),
        ("search", ChoicePresentation(search=True)),
        ("likert", ChoicePresentation(ChoiceStyle.LIKERT)),
        ("label", ChoicePresentation(ChoiceStyle.LABEL)),
        ("list-nolabel", ChoicePresentation(ChoiceStyle.LIST_NOLABEL)),
        ("image-map", ChoicePresentation(ChoiceStyle.IMAGE_MAP)),
        ("map", ChoicePresentation(ChoiceStyle.MAP)),
        ("quick", ChoicePresentation(quick=True)),
        ("columns", ChoicePresentation(ChoiceStyle.COLUMNS)),
        ("columns-3", ChoicePresentation(ChoiceStyle.COLUMNS, columns=3)),
        ("columns-pack", ChoicePresentation(ChoiceStyle.COLUMNS, packed=True)),
        ("horizontal", ChoicePresentation(ChoiceStyle.COLUMNS)),
        ("columns no-buttons", ChoicePresentation(ChoiceStyle.COLUMNS, buttons=False)),
        ("quickcompact-2", ChoicePresentation(ChoiceStyle.COLUMNS, columns=2, quick=True)),
    ],
)
def test_choices_are_drawn_as_the_form_asks(words: str, drawn: ChoicePresentation) -> None:
    form = scenario(DRAWN.format(question="select_one l", words=words, parameters=""))
    assert form.node("/data/a").presentation.choice == drawn
    assert not form.form.notices


@pytest.mark.parametrize(
    ("words", "parameters", "drawn"),
    [
        ("multiline", "", TextPresentation(multiline=True)),
        ("", "rows=7", TextPresentation(multiline=True, rows=7)),
        ("numbers", "", TextPresentation(numbers=True)),
        ("thousands-sep", "", TextPresentation(thousands_separator=True)),
        ("masked", "", TextPresentation(masked=True)),
        ("url", "", TextPresentation(url=True)),
    ],
)
def test_typed_text_is_drawn_as_the_form_asks(
    words: str, parameters: str, drawn: TextPresentation
) -> None:
    form = scenario(DRAWN.format(question="text", words=words, parameters=parameters))
    assert form.node("/data/a").presentation.text == drawn


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("", DatePresentation()),
        ("no-calendar", DatePresentation(calendar=False)),
        ("month-year", DatePresentation(calendar=False, precision=DatePrecision.MONTH)),
        ("year", DatePresentation(calendar=False, precision=DatePrecision.YEAR)),
    ],
)
def test_dates_are_asked_as_precisely_as_the_form_wants(
    words: str, drawn: DatePresentation
) -> None:
    form = scenario(DRAWN.format(question="date", words=words, parameters=""))
    assert form.node("/data/a").presentation.date == drawn


@pytest.mark.parametrize(
    ("words", "parameters", "drawn"),
    [
        ("", "", RangePresentation(start=1)),
        (
            "vertical no-ticks",
            "start=0 end=5",
            RangePresentation(0, 5, vertical=True, ticks=False),
        ),
        ("rating", "start=1 end=5", RangePresentation(1, 5, style=RangeStyle.RATING)),
        ("picker", "start=0 end=1 step=0.5", RangePresentation(0, 1, 0.5, RangeStyle.PICKER)),
        (
            "",
            "start=1 end=7 step=2 tick_interval=2 placeholder=3",
            RangePresentation(1, 7, 2, tick_interval=2, placeholder=3),
        ),
    ],
)
def test_ranges_carry_their_numbers(words: str, parameters: str, drawn: RangePresentation) -> None:
    form = scenario(DRAWN.format(question="range", words=words, parameters=parameters))
    assert form.node("/data/a").presentation.range == drawn


@pytest.mark.parametrize(
    ("question", "words", "parameters", "drawn"),
    [
        (
            "image",
            "",
            "max-pixels=800",
            UploadPresentation(MediaKind.IMAGE, ("image/*",), max_pixels=800),
        ),
        (
            "image",
            "signature",
            "",
            UploadPresentation(MediaKind.IMAGE, ("image/*",), style=UploadStyle.SIGNATURE),
        ),
        (
            "image",
            "new-front",
            "",
            UploadPresentation(MediaKind.IMAGE, ("image/*",), style=UploadStyle.NEW_FRONT),
        ),
        (
            "audio",
            "",
            "quality=low",
            UploadPresentation(MediaKind.AUDIO, ("audio/*",), quality="low"),
        ),
        (
            "video",
            "new",
            "",
            UploadPresentation(MediaKind.VIDEO, ("video/*",), 0, UploadStyle.NEW),
        ),
        ("file", "", "", UploadPresentation()),
    ],
)
def test_uploads_say_what_they_take(
    question: str, words: str, parameters: str, drawn: UploadPresentation
) -> None:
    form = scenario(DRAWN.format(question=question, words=words, parameters=parameters))
    assert form.node("/data/a").presentation.upload == drawn


@pytest.mark.parametrize(
    ("words", "parameters", "drawn"),
    [
        ("", "", GeoPresentation()),
        ("maps", "", GeoPresentation(map=True)),
        ("placement-map", "", GeoPresentation(map=True, placement=True)),
        (
            "",
            "capture-accuracy=5 warning-accuracy=20",
            GeoPresentation(capture_accuracy=5, warning_accuracy=20),
        ),
    ],
)
def test_places_say_how_well_to_measure(
    words: str, parameters: str, drawn: GeoPresentation
) -> None:
    form = scenario(DRAWN.format(question="geopoint", words=words, parameters=parameters))
    assert form.node("/data/a").presentation.geo == drawn


def test_groups_and_widths() -> None:
    form = scenario("""
| survey |
|  | type         | name | label | appearance         |
|  | begin_group  | g    | G     | field-list compact |
|  | text         | a    | A     | w2                 |
|  | end_group    |      |       |                    |
|  | begin_repeat | r    | R     | summary            |
|  | text         | b    | B     | w10                |
|  | end_repeat   |      |       |                    |
""")
    drawn = form.node("/data/g").presentation.group
    assert drawn == GroupPresentation(field_list=True, compact=True)
    assert form.node("/data/g/a").presentation.width == 2
    assert form.node("/data/r[1]/b").presentation.width == 10


def test_appearances_that_are_not_supported_are_notices() -> None:
    form = scenario(
        DRAWN.format(question="text", words="ex:org.app(a='b c') myanmar", parameters="")
    )
    assert [notice.column for notice in form.form.notices] == ["appearance", "appearance"]
    assert "ex:org.app(a='b c')" in form.form.notices[0].message


RANGES = """
| survey |
|  | type      | name  | label | parameters               | calculation |
|  | range     | utuh  | A     | start=1 end=9 step=2     |             |
|  | range     | pecah | B     | start=-1 end=1 step=0.1  |             |
|  | range     | turun | C     | start=10 end=1 step=3    |             |
|  | calculate | jml   |       |                          | ${utuh} + ${pecah} |
"""


def test_a_range_takes_its_own_numbers() -> None:
    (
        scenario(RANGES)
        .answer("/data/utuh", 7)
        .answer("/data/pecah", "0,3")
        .expect("/data/jml", "7.3")
        .answer("/data/turun", 4)
        .expect_valid("/data/utuh", "/data/pecah", "/data/turun")
        .restored()
        .expect("/data/pecah", "0.3")
    )


@pytest.mark.parametrize(
    ("ref", "typed", "sentence"),
    [
        ("/data/utuh", "8", "Isi dengan bilangan 1 sampai 9, dengan langkah 2."),
        ("/data/utuh", "11", "Isi dengan bilangan 1 sampai 9, dengan langkah 2."),
        ("/data/pecah", "0,15", "Isi dengan bilangan -1 sampai 1, dengan langkah 0,1."),
        ("/data/turun", "9", "Isi dengan bilangan 1 sampai 10, dengan langkah 3."),
        ("/data/utuh", "banyak", "Isi dengan bilangan bulat, misalnya 12."),
    ],
)
def test_a_number_outside_a_range_reads_as_blank(ref: str, typed: str, sentence: str) -> None:
    (
        scenario(RANGES)
        .answer(ref, typed)
        .expect_violation(ref, ViolationKind.TYPE, sentence)
        .expect("/data/jml", "")
        .clear(ref)
        .expect_valid(ref)
    )


def test_texts_under_a_range_are_its_choices_and_bind_nobody() -> None:
    form = scenario("""
| survey |
|  | type  | name | label | parameters                           |
|  | range | a    | A     | start=1 end=5 step=1 tick_labelset=l |
| choices |
|  | list_name | name | label |
|  | l         | 1    | Buruk |
|  | l         | 5    | Baik  |
""")
    assert [c.label for c in form.node("/data/a").choices] == ["Buruk", "Baik"]
    form.answer("/data/a", 3).expect("/data/a", 3).expect_valid("/data/a")
    form.answer("/data/a", 9).expect("/data/a", 9)
    form.expect_violation("/data/a", ViolationKind.TYPE)


RANK = """
| survey |
|  | type              | name  | label | choice_filter            |
|  | select_multiple l | pilih | P     |                          |
|  | rank l            | urut  | U     | selected(${pilih}, name) |
|  | rank l            | semua | S     |                          |
| choices |
|  | list_name | name | label |
|  | l         | a    | A     |
|  | l         | b    | B     |
|  | l         | c    | C     |
"""


def test_a_ranking_keeps_its_order_and_always_holds_all_choices() -> None:
    (
        scenario(RANK)
        .expect_choices("/data/urut")
        .answer("/data/pilih", "a b c")
        .expect("/data/urut", "")
        .answer("/data/urut", "c a b")
        .answer("/data/pilih", "a b")
        .expect("/data/urut", "a b")
        .answer("/data/pilih", "")
        .expect("/data/urut", "")
        .answer("/data/pilih", "b c")
        .expect("/data/urut", "c b")
        .answer("/data/semua", "b")
        .expect("/data/semua", "b a c")
        .expect_valid("/data/urut", "/data/semua")
        .answer("/data/semua", "b x")
        .expect_violation("/data/semua", ViolationKind.CHOICE)
    )


def test_times_and_places_as_typed() -> None:
    (
        scenario("""
| survey |
|  | type      | name  | label | calculation            |
|  | time      | jam   | J     |                        |
|  | dateTime  | saat  | S     |                        |
|  | geopoint  | titik | T     |                        |
|  | calculate | hari  |       | round(${saat} - 1, 2)  |
|  | calculate | turut |       | ${titik}               |
""")
        .answer("/data/jam", "14.30")
        .expect("/data/jam", "14:30:00.000+00:00")
        .answer("/data/saat", "2-1-1970 12.00")
        .expect("/data/saat", "1970-01-02T12:00:00.000+00:00")
        .expect("/data/hari", "0.5")
        .answer("/data/titik", "-3,795 102,26")
        .expect("/data/turut", "-3.795 102.26 0.0 0.0")
        .answer("/data/titik", "entah")
        .expect_violation("/data/titik", ViolationKind.TYPE)
        .expect("/data/turut", "")
        .clear("/data/titik")
        .restored()
        .expect("/data/jam", "14:30:00.000+00:00")
    )
