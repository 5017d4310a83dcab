"""An answer does the same as a wave, through the heap and among others."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from tests.scenario.dsl import opened
from tests.unit.formengine.xform_text import xform

from bina_desktop.formengine.client import Node, NodeKind, ReadonlyNodeError, Ref, Session
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.instance import opening, waves
from bina_desktop.formengine.instance.session import FormSession
from bina_desktop.formengine.instance.surge import Head, Role, Shape
from bina_desktop.formengine.xpath.values import MAX_TEXT

MANY = range(1, 27)
NUMBERS = ("", "3", "12", "-4", "0,5", "2.50", "banyak")
MORE = ("a b", "a  b", "c", "", "a zz")
ASKED = {NodeKind.INPUT, NodeKind.SELECT_ONE, NodeKind.SELECT_MULTIPLE, NodeKind.RANGE}
WORDS = ("", "ya", "kata", " ada spasi ", "9 nyawa", "1.234", "\x07")


def bind(name: str, **properties: str) -> str:
    given = "".join(
        f' {key.replace("warning", "bina:warning")}="{value}"' for key, value in properties.items()
    )
    return f'<bind nodeset="/data/{name}"{given}/>'


def kinds() -> str:
    """Return a form in which answers reach vertices of every kind."""
    total = " + ".join(f"coalesce(/data/banyak/h{at}, 0)" for at in MANY)
    named = " + ".join(f"if(/data/banyak/k{at} = 'besar', 1, 0)" for at in MANY)
    plain = " + ".join(f"coalesce(/data/banyak/b{at}, 0)" for at in MANY)
    binds = (
        bind("n", type="int", constraint=". &gt; '0'", warning=". &lt; 10"),
        bind("d", type="decimal", required="/data/n = 3"),
        bind("tanggal", type="date", constraint=". &lt;= today()"),
        bind("kali", calculate="/data/n * /data/d"),
        bind("bulat", type="int", calculate="/data/d * 2"),
        bind("sebut", calculate="if(/data/n = '', '', concat('n=', /data/n))"),
        bind(
            "separuh", calculate="if(/data/n = '', '', /data/n div 2)", relevant="/data/t != 'ya'"
        ),
        bind("dekat", calculate="/data/separuh + 1"),
        bind("kata", calculate="concat(/data/t, '!')", relevant="/data/n != 3"),
        bind("lain", type="string", relevant="/data/t = 'ya'"),
        bind("salin", calculate="concat(/data/lain, /data/kata)"),
        bind("tersembunyi", relevant="/data/n = 12"),
        bind("tersembunyi/dalam", type="string", relevant="/data/d &gt; 1"),
        bind("tersembunyi/hitung", calculate="concat(/data/n, /data/tersembunyi/dalam)"),
        bind("lanjut", relevant="/data/tersembunyi/dalam != 'ya' and not(/data/harga = 12)"),
        bind("lanjut/bagian", relevant="/data/tanggal != ''"),
        bind("lanjut/bagian/catatan", type="string", relevant="/data/t != ''"),
        bind("lanjut/bagian/jumlah", calculate="concat(../catatan, /data/n)"),
        bind("sesudah", calculate="concat(/data/lanjut/bagian/jumlah, '.')"),
        bind("banyak", relevant="/data/d != 12"),
        bind("kunci", readonly="/data/lain = 'kata'", type="string"),
        bind("sekali", calculate="once(/data/n)"),
        bind("akhir", calculate="concat(/data/sekali, /data/n)"),
        bind("jumlah", calculate=total),
        bind("isi", calculate=named),
        bind("polos", calculate=plain),
        bind("baris/kali", calculate="../m * /data/harga"),
        bind("baris/m", type="int"),
        bind("baris/lagi", calculate="/data/bulat + 1"),
        bind("nama", calculate="jr:choice-name(/data/tetap, '/data/tetap')"),
        bind("semua", calculate="sum(/data/baris/kali)"),
        bind("ulang", calculate="count(/data/baris[m = /data/harga])"),
        bind("luar", calculate="concat(count(/data/baris[m = 3]), /data/d)"),
        bind("harga", type="decimal"),
        bind("cocok", calculate="/data/pilih"),
        bind("kode", calculate="if(/data/n = 3, 'a', 'x')"),
        bind("ada", calculate="count(/data/lain | /data/kunci)"),
        *(bind(f"banyak/b{at}", type="decimal") for at in MANY),
        *(bind(f"banyak/h{at}", calculate=f"../b{at} * 2") for at in MANY),
        *(bind(f"banyak/k{at}", calculate=f"if(../b{at} &gt; 5, 'besar', '')") for at in MANY),
    )
    lists = (
        "<instance id='huruf'><root>"
        + "".join(
            f"<item><name>{name}</name><label>{name.upper()}</label><untuk>{of}</untuk></item>"
            for name, of in (("a", "3"), ("b", "3"), ("c", "12"))
        )
        + "</root></instance>"
    )
    items = (
        "<itemset nodeset=\"instance('huruf')/root/item{0}\">"
        "<value ref='name'/><label ref='label'/></itemset>"
    )
    body = "".join(
        f'<input ref="/data/{name}"><label>{name} <output value="/data/kata"/></label></input>'
        for name in (
            "n",
            "d",
            "t",
            "harga",
            "tanggal",
            "lain",
            "kunci",
            "tersembunyi/dalam",
            "lanjut/bagian/catatan",
        )
    )
    body += "".join(f'<input ref="/data/banyak/b{at}"/>' for at in MANY)
    body += (
        f'<select1 ref="/data/pilih">{items.format("[untuk = /data/n]")}</select1>'
        f'<select ref="/data/beberapa">{items.format("[untuk = /data/n]")}</select>'
        f'<select1 ref="/data/tetap">{items.format("")}</select1>'
        f'<select ref="/data/campur">{items.format("")}</select>'
        f'<select1 ref="/data/kode">{items.format("")}</select1>'
        '<range ref="/data/skala" start="1" end="9" step="2"/>'
        '<repeat nodeset="/data/baris"><input ref="/data/baris/m"/></repeat>'
    )
    names = (
        *("n", "d", "t", "tanggal", "kali", "bulat", "sebut", "separuh", "dekat", "kata"),
        *(
            "lain",
            "salin",
            "kunci",
            "sekali",
            "akhir",
            "jumlah",
            "isi",
            "semua",
            "ulang",
            "luar",
            "harga",
            "polos",
            "nama",
        ),
        *("pilih", "beberapa", "tetap", "campur", "kode", "cocok", "ada", "skala"),
    )
    instance = "".join(f"<{name}/>" for name in names)
    many = "".join(f"<b{at}/><h{at}/><k{at}/>" for at in MANY)
    return xform(
        f"{instance}<banyak>{many}</banyak><baris><m/><kali/><lagi/></baris>"
        "<tersembunyi><dalam/><hitung/></tersembunyi><sesudah/>"
        "<lanjut><bagian><catatan/><jumlah/></bagian></lanjut>",
        model=lists + "".join(binds) + bind("skala", type="int"),
        body=body,
    )


def state(session: Session) -> list[object]:
    return [_told(node) for node in session.walk() if "instanceID" not in node.ref]


def _told(node: Node) -> object:
    choices = [choice.value for choice in node.choices]
    rules = node.required, node.readonly, node.violation, node.warning
    return node.ref, node.value, node.relevant, rules, node.label, choices


def answers(session: Session) -> list[tuple[str, tuple[str, ...]]]:
    """Return what may be typed at every question of the form."""
    special = {
        "tanggal": ("2026-11-20", "20 Nov 2026", "2030-01-01", "besok", ""),
        "pilih": ("a", "c", "", "zz"),
        "tetap": ("a", "b", "", "zz", " a "),
        "campur": ("a b", "b b", "c", "", "zz a"),
        "skala": ("1", "2", "9", ""),
    }
    for name in ("t", "lain", "kunci", "dalam", "catatan"):
        special[name] = WORDS
    return [
        (node.ref, special.get(node.name, NUMBERS))
        for node in session.walk()
        if node.kind in ASKED and not node.name.startswith("b")
    ] + [("/data/banyak/b3", NUMBERS), ("/data/banyak/b7", NUMBERS), ("/data/beberapa", MORE)]


@pytest.mark.parametrize("seed", range(8))
def test_an_answer_alone_does_what_it_does_among_others(seed: int) -> None:
    chance = Random(seed)
    alone, prepared, among = [opened(kinds()).session for _ in range(3)]
    for session in (alone, prepared, among):
        session.add_repeat(Ref("/data/baris"), key="b")
    asked = answers(alone)
    for _ in range(50):
        ref, texts = chance.choice(asked)
        text = chance.choice(texts)
        if alone.node(Ref(ref)).readonly:
            with pytest.raises(ReadonlyNodeError):
                alone.set_value(Ref(ref), text)
            continue
        changed = alone.set_value(Ref(ref), text)
        assert changed == prepared.set_value(Ref(ref), text), (ref, text)
        assert changed == among.set_values({Ref(ref): text}), (ref, text)
        assert state(alone) == state(prepared) == state(among), (ref, text)
        prepared.prepare()
    while alone.can_undo:
        assert alone.undo() == prepared.undo() == among.undo()
    assert not prepared.can_undo
    assert not among.can_undo
    assert state(alone) == state(prepared) == state(among)


def test_a_text_that_grows_too_long_is_dropped_in_a_wave() -> None:
    form = xform(
        "<a/><b/><c/>",
        model=bind("b", calculate="concat(/data/a, /data/a)")
        + bind("c", calculate="string-length(/data/b)"),
        body='<input ref="/data/a"/>',
    )
    told = opened(form)
    for text, length in (("x", 2), ("y" * MAX_TEXT, 0), ("z", 2), ("w", 2)):
        told.answer("/data/a", text).expect("/data/c", length)
        told.session.prepare()
    told.expect("/data/b", "ww")


def test_a_text_that_grows_too_long_is_dropped_by_the_heap() -> None:
    form = xform(
        "<a/><b/><c/>",
        model=bind("b", calculate="concat(/data/a, /data/a)")
        + bind("c", calculate="string-length(/data/b)"),
        body='<input ref="/data/a"/>',
    )
    told = opened(form)
    for text, length in (("x", 2), ("y" * MAX_TEXT, 0), ("yy" * (MAX_TEXT // 2), 0), ("w", 2)):
        told.answer("/data/a", text).expect("/data/c", length)
    told.expect("/data/b", "ww")


def test_a_wave_computes_what_an_expression_says_twice_as_the_heap_does() -> None:
    cents = "round(/data/a * 100) mod 100"
    text = f"concat(int(/data/a), ',', if({cents} &lt; 10, '0', ''), {cents})"
    form = xform(
        "<a/><b/><c/>",
        model=bind("a", type="decimal")
        + bind("b", calculate=f"if(/data/a = '', '-', {text})")
        + bind("c", calculate="round(/data/a * 3) div 4 + round(/data/a * 3) div 4"),
        body='<input ref="/data/a"/>',
    )
    told = opened(form)
    for number, written, double in (
        ("7.5", "7,50", "11.5"),
        ("12.04", "12,04", "18"),
        ("-1.5", "-1,0-50", "-2.5"),
        ("0", "0,00", "0"),
        ("", "-", ""),
        ("2.1", "2,10", "3"),
    ):
        told.answer("/data/a", number).expect("/data/b", written).expect("/data/c", double)
        told.session.prepare()


def test_a_question_whose_instance_has_gone_is_not_prepared() -> None:
    form = xform("<r><a/></r>", body='<repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat>')
    session = opened(form).session
    instance = session.add_repeat(Ref("/data/r"), key="b")[0]
    session.set_value(Ref(f"{instance}/a"), "x")
    session.remove_repeat(instance)
    session.prepare()
    assert session.undo()
    assert session.set_value(Ref(f"{instance}/a"), "y") == {f"{instance}/a"}


@pytest.mark.parametrize("large", [False, True])
def test_a_wave_runs_what_no_answer_before_has_reached(*, large: bool) -> None:
    # In a large form ranks are numbers of which Python does not keep one object each.
    others = [f"lain{at}" for at in range(300 * large)]
    form = xform(
        "<a/><b/><d/>" + "".join(f"<{name}/>" for name in others) + "<c/><r><m>x</m></r>",
        model=bind("a", type="int")
        + "".join(bind(name, calculate="/data/d") for name in others)
        + bind("b", calculate="if(/data/a &gt; 5, 'x', '')")
        + bind("c", calculate="count(/data/r[m = /data/b])"),
        body='<input ref="/data/a"/><repeat nodeset="/data/r"><input ref="/data/r/m"/></repeat>',
    )
    known = read_xform(form)
    session = FormSession(replace(known, opened=opening.opened(known)))
    session.set_value(Ref("/data/a"), "1")
    session.prepare()
    session.set_value(Ref("/data/a"), "6")
    assert session.node(Ref("/data/c")).value == "1"


def test_a_group_stays_hidden_in_a_hidden_one() -> None:
    form = xform(
        "<a/><b/><luar><dalam><c/></dalam></luar>",
        model=bind("luar", relevant="/data/a = 'ya'")
        + bind("luar/dalam", relevant="/data/b = 'ya'"),
        body='<input ref="/data/a"/><input ref="/data/b"/><input ref="/data/luar/dalam/c"/>',
    )
    for prepared in (False, True):
        told = opened(form)
        if prepared:
            told.answer("/data/a", "x").answer("/data/b", "x").session.prepare()
            told.answer("/data/a", "").answer("/data/b", "")
        told.answer("/data/b", "ya").expect_changed("/data/b")
        told.expect_not_relevant("/data/luar/dalam").answer("/data/a", "ya")
        told.expect_relevant("/data/luar/dalam/c").answer("/data/b", "")
        told.expect_changed("/data/b", "/data/luar/dalam", "/data/luar/dalam/c")


def test_an_answer_that_reaches_too_much_is_left_to_the_heap() -> None:
    names = [f"k{at}" for at in range(waves.MOST + 1)]
    chain = "".join(
        bind(name, calculate=f"/data/{before} + 1") for before, name in pairwise(["a", *names])
    )
    form = xform(
        "<a/>" + "".join(f"<{name}/>" for name in names),
        model=bind("a", type="int") + chain,
        body='<input ref="/data/a"/>',
    )
    told = opened(form)
    for number in (1, 2, 3):
        told.answer("/data/a", number).expect(f"/data/{names[-1]}", number + len(names))
        told.session.prepare()


def test_shapes_are_forgotten_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waves, "_KEPT", 2)
    shapes = waves.Shapes()
    shape = Shape(Head.TEXT, False, ())
    first = shapes.sort((Role.SHOWN, None, False, 0))
    assert shapes.sort((Role.SHOWN, None, False, 0)) == first
    known = shapes.code((1,), lambda: shape)
    shapes.code((2,), lambda: shape)
    assert shapes.code((1,), lambda: shape) is known
    shapes.code((3,), lambda: shape)  # the third: all are forgotten
    assert shapes.code((1,), lambda: shape) is not known
    assert shapes.sort((Role.SHOWN, None, False, 0)) > first
