"""Texts: itext, outputs, fallbacks."""

from __future__ import annotations

from tests.unit.formengine.xform_text import messages, notices, xform

from bina_desktop.formengine.client import Ref
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.model import Text
from bina_desktop.formengine.instance.session import FormSession
from bina_desktop.formengine.presentation import Media


def itext(**texts: str) -> str:
    """Return itext of one language; each argument is an id and its `<value>` elements."""
    entries = "".join(f'<text id="{name}">{values}</text>' for name, values in texts.items())
    return f'<itext><translation lang="id">{entries}</translation></itext>'


def test_a_text_falls_back_from_language_to_default_to_any() -> None:
    text = Text({"id": ("satu",), "en": ("one",)}, "id")
    assert text.parts("en") == ("one",)
    assert text.parts("fr") == ("satu",)
    assert Text({"": ("sama",)}, "id").parts("en") == ("sama",)
    assert Text({"en": ("one",)}, "id").parts("fr") == ("one",)
    assert Text({}, "id").parts("fr") == ()


def test_long_texts_media_and_missing_ids() -> None:
    text = xform(
        "<a/><b/><c/><d/>",
        itext=itext(
            panjang='<value form="long">Panjang</value><value form="image">jr://images/x.png</value>'
            '<value form="audio">-</value>',
            kosong="<value/>",
        ),
        body=(
            '<input ref="/data/a"><label ref="jr:itext(\'panjang\')"/></input>'
            '<input ref="/data/b"><label ref="jr:itext(\'hilang\')"/></input>'
            '<input ref="/data/c"><label ref="jr:itext(\'kosong\')"/></input>'
            '<input ref="/data/d"><label/></input>'
        ),
    )
    told = notices(text)
    assert len(told) == 1
    assert "hilang" in told[0]
    session = FormSession(read_xform(text))
    assert session.node(Ref("/data/a")).label == "Panjang"
    assert session.node(Ref("/data/a")).media == Media(image="x.png")
    assert not session.node(Ref("/data/b")).media
    for ref in ("/data/b", "/data/c", "/data/d"):
        assert session.node(Ref(ref)).label == ""


def test_labels_by_reference_and_other_markup() -> None:
    text = xform(
        "<a>isi</a><b/><c/>",
        body=(
            '<input ref="/data/b"><label ref="/data/a"/></input>'
            '<input ref="/data/c"><label>Satu <h:b>dua</h:b> '
            '<output ref="/data/a"/></label></input>'
        ),
    )
    session = FormSession(read_xform(text))
    assert session.node(Ref("/data/b")).label == "isi"
    assert session.node(Ref("/data/c")).label == "Satu dua isi"


def test_broken_references_and_outputs_are_told() -> None:
    told = messages(
        xform(
            "<b/><c/>",
            body=(
                '<input ref="/data/b"><label ref="1 +"/></input>'
                '<input ref="/data/c"><label>x <output value="foo()"/></label></input>'
            ),
        )
    )
    assert len(told) == 2


def test_messages_by_reference_and_outputs_at_both_ends() -> None:
    text = xform(
        "<a>x</a><r><n>N</n></r>",
        itext=itext(wajib='<value><output value="/data/a"/>!</value>'),
        model='<bind nodeset="/data/r/n" required="true()" jr:requiredMsg="jr:itext(\'wajib\')"/>',
        body=(
            '<group ref="/data/r"><label><output value="/data/r/n"/></label>'
            '<repeat nodeset="/data/r"><input ref="/data/r/n"/></repeat></group>'
        ),
    )
    session = FormSession(read_xform(text))
    assert session.node(Ref("/data/r[1]")).label == "N"
    session.set_value(Ref("/data/r[1]/n"), "")
    violation = session.node(Ref("/data/r[1]/n")).violation
    assert violation is not None
    assert violation.message == "x!"
