"""Hand-written XForms: what pyxform never writes, or writes only for forms we refuse."""

from __future__ import annotations

import pytest
from tests.unit.formengine.xform_text import HEAD, messages, notices, xform

from bina_desktop.formengine.client import FormDefinitionError, NodeKind
from bina_desktop.formengine.definition import datasets, document
from bina_desktop.formengine.definition.from_xform import read_xform
from bina_desktop.formengine.definition.model import Event


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<", "bukan XML"),
        ("bukan xml", "bukan XML"),
        ("<html/>", "bukan XForm"),
        (f"{HEAD}<h:head/><h:body/></h:html>", "tidak mempunyai model"),
        (f"{HEAD}<h:head><model/></h:head></h:html>", "tidak mempunyai model"),
        (f"{HEAD}<h:head><model><instance/></model></h:head></h:html>", "tidak mempunyai model"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><h:html/>', "DOCTYPE"),
    ],
)
def test_what_is_no_form_is_refused(text: str, told: str) -> None:
    sentences = messages(text)
    assert len(sentences) == 1
    assert told in sentences[0]


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    text = xform("<a/>")
    monkeypatch.setattr(document, "MAX_ELEMENTS", 3)
    assert "terlalu besar" in messages(text)[0]
    monkeypatch.setattr(document, "MAX_XFORM_CHARACTERS", 10)
    assert "terlalu besar" in messages(text)[0]


def test_too_many_choices_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets, "MAX_CHOICES", 1)
    items = "<item><name>1</name></item><item><name>2</name></item>"
    sentences = messages(
        xform("<a/>", model=f'<instance id="l"><root>{items}</root></instance><instance id="m"/>')
    )
    assert "terlalu banyak" in sentences[0]


def test_depth_is_bounded() -> None:
    deep = "<g>" * 300 + "</g>" * 300
    assert "bukan XML" in messages(xform(deep))[0]


def test_a_form_without_a_body_or_title_has_only_hidden_values() -> None:
    text = (
        f'{HEAD}<h:head><model><instance><data id="f"><a>1</a></data></instance></model>'
        "</h:head></h:html>"
    )
    form = read_xform(text, title="berkas.xml")
    assert (form.info.title, form.info.form_id, form.info.version) == ("berkas.xml", "f", "")
    kinds = {node.path: node.kind for node in form.nodes}
    assert kinds == {
        "/data": NodeKind.ROOT,
        "/data/a": NodeKind.HIDDEN,
        "/data/orx:meta": NodeKind.GROUP,
        "/data/orx:meta/orx:instanceID": NodeKind.HIDDEN,
    }


def test_prefixed_nodes_keep_their_prefix_in_paths() -> None:
    form = read_xform(
        xform(
            "<a/><orx:meta><orx:instanceID/></orx:meta>",
            model='<bind nodeset="/data/a" calculate="/data/orx:meta/orx:instanceID"/>',
        )
    )
    assert [node.path for node in form.nodes][-1] == "/data/orx:meta/orx:instanceID"
    assert form.nodes[-1].preload == "instanceID"
    assert not form.notices


def test_a_prefixed_root() -> None:
    text = (
        f'{HEAD}<h:head><model><instance><orx:data id="f"><a/></orx:data></instance>'
        '<bind nodeset="/orx:data/a" calculate="/orx:data/b"/></model></h:head></h:html>'
    )
    assert read_xform(text).nodes[1].path == "/orx:data/a"


def test_a_calculated_instance_id_is_the_forms_own() -> None:
    form = read_xform(
        xform(
            "<meta><instanceID/></meta>",
            model="<bind nodeset=\"/data/meta/instanceID\" calculate=\"concat('a', 'b')\"/>",
        )
    )
    assert form.nodes[-1].preload == ""


def test_rules_and_questions_without_a_node() -> None:
    text = xform("<a/>", model='<bind nodeset="/data/b" required="true()"/>')
    assert ["/data/b" in told for told in notices(text)] == [True]
    text = xform("<a/>", body='<input ref="/data/c"/>')
    assert ["/data/c" in told for told in notices(text)] == [True]


def test_relative_paths_of_binds_and_controls() -> None:
    form = read_xform(
        xform(
            "<g><a/></g>",
            model='<bind nodeset="g/a" type="int"/>',
            body='<group ref="g"><input ref="a"/></group>',
        )
    )
    assert form.nodes[2].kind is NodeKind.INPUT
    assert form.nodes[2].data_type.value == "integer"


def test_a_name_twice_among_siblings_is_refused() -> None:
    assert messages(xform("<g><a/><a/></g>"))[0].startswith("Simpul “a” muncul lebih dari sekali")


def test_a_group_around_questions_without_a_node_of_its_own() -> None:
    form = read_xform(
        xform("<a/>", body='<group><label>Hiasan</label><input ref="/data/a"/></group>')
    )
    assert form.nodes[1].kind is NodeKind.INPUT


def test_a_count_may_not_look_into_its_own_repeat() -> None:
    told = messages(
        xform(
            "<r><x/></r>",
            body='<repeat nodeset="/data/r" jr:count="./x"><input ref="/data/r/x"/></repeat>',
        )
    )
    assert told == [
        (
            "Jumlah ulangan “r” dihitung dari isi ulangan itu sendiri; hitung dari pertanyaan di "
            "luarnya."
        )
    ]


def test_a_broken_count_is_told() -> None:
    told = messages(
        xform(
            "<r><x/></r>",
            body='<repeat nodeset="/data/r" jr:count="1 +"><input ref="/data/r/x"/></repeat>',
        )
    )
    assert len(told) == 1
    assert "repeat_count" in told[0]


def test_an_empty_group_is_shown_as_a_group() -> None:
    form = read_xform(xform("<g/>", body='<group ref="/data/g"><label>G</label></group>'))
    assert form.nodes[1].kind is NodeKind.GROUP


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<setvalue ref="/data/a" event="xforms-ready dobel" value="1"/>', "“dobel”"),
        ('<setvalue ref="/data/a" value="1"/>', "peristiwa"),
    ],
)
def test_what_is_not_supported_is_named(body: str, told: str) -> None:
    sentences = messages(xform("<a/>", body=body))
    assert len(sentences) == 1
    assert told in sentences[0]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<input ref="/data/a"><odk:setgeopoint ref="/data/a" event="x"/></input>', "Posisi"),
        ('<input ref="/data/a"/><odk:recordaudio ref="/data/a"/>', "Suara"),
        ('<bina:peta ref="/data/a"><bina:butir/></bina:peta>', "“peta” pada “a” tidak dikenal"),
        ('<bina:bingkai><input ref="/data/a" appearance="aneh"/></bina:bingkai>', "“aneh”"),
    ],
)
def test_what_is_not_known_is_told_and_can_be_filled_in(body: str, told: str) -> None:
    text = xform("<a/>", body=body)
    assert [told in sentence for sentence in notices(text)] == [True]
    assert read_xform(text).nodes[1].kind is NodeKind.INPUT


LIST = '<instance id="l"><root><item><name>1</name></item></root></instance>'


SHOWN = '<label ref="x"/></itemset>'


@pytest.mark.parametrize(
    ("model", "itemset", "told"),
    [
        ("", "<itemset nodeset=\"instance('l')/root/item\">" + SHOWN, None),
        (
            '<instance id="l"><root/></instance>',
            "<itemset nodeset=\"instance('l')/root/item\">" + SHOWN,
            None,
        ),
        (
            '<instance id="l"/>',
            "<itemset nodeset=\"instance('l')/root/item\">" + SHOWN,
            None,
        ),
        (
            LIST,
            '<itemset nodeset="instance(\'l\')/root/item"><value ref="kode"/>' + SHOWN,
            "kolom “kode”",
        ),
        (LIST, '<itemset nodeset="foo()">' + SHOWN, "foo"),
        (LIST, '<itemset nodeset="/data/r[">' + SHOWN, "itemset"),
        (
            LIST,
            '<itemset nodeset="/data/zz"><value ref="x"/>' + SHOWN,
            "tidak ditemukan",
        ),
        (
            LIST,
            '<itemset nodeset="/data/r"><value ref="zz"/>' + SHOWN,
            "tidak ditemukan",
        ),
        (
            LIST,
            '<itemset nodeset="/data/r"><value ref="q"/>' + SHOWN,
            "tidak ditemukan",
        ),
        (
            LIST,
            '<itemset nodeset="/data/r"><value ref="x"/><label ref="zz"/></itemset>',
            "tidak ditemukan",
        ),
        (
            LIST,
            '<itemset nodeset="../../../x"><value ref="zz"/>' + SHOWN,
            "tidak ditemukan",
        ),
    ],
)
def test_itemsets_without_a_source(model: str, itemset: str, told: str | None) -> None:
    text = xform(
        "<a/><r><x/><q><z/></q></r>",
        model=model,
        body=(
            f'<select1 ref="/data/a">{itemset}</select1><repeat nodeset="/data/r">'
            '<repeat nodeset="/data/r/q"><input ref="/data/r/q/z"/></repeat></repeat>'
        ),
    )
    if told is None:
        assert len(notices(text)) == 1
    else:
        sentences = messages(text)
        assert len(sentences) == 1
        assert told in sentences[0].replace("choice_filter", "itemset")


def test_choices_from_nodes_by_relative_path_and_below_groups() -> None:
    form = read_xform(
        xform(
            "<g><a/><r><h><x/></h></r></g>",
            body=(
                '<select1 ref="/data/g/a"><itemset nodeset="current()/../r[h/x != \'\']">'
                '<value ref="h/x"/><label ref="./h/x"/></itemset></select1>'
                '<repeat nodeset="/data/g/r"><input ref="/data/g/r/h/x"/></repeat>'
            ),
        )
    )
    choices = form.nodes[2].choices
    assert choices is not None
    assert [*choices.ways.values()] == [((0, 0), (0, 0))]


def test_dynamic_defaults_and_their_events() -> None:
    form = read_xform(
        xform(
            "<a/><b/><r><x/></r>",
            model=(
                '<setvalue ref="/data/a" event="odk-instance-first-load">teks\'nya</setvalue>'
                '<setvalue ref="/data/zz" event="odk-instance-first-load" value="1"/>'
                '<setvalue ref="/data/r/x" event="odk-instance-first-load" value="1"/>'
                '<setvalue ref="/data/b" event="xforms-ready" value="2"/>'
            ),
            body=(
                '<repeat nodeset="/data/r"><input ref="/data/r/x"/>'
                '<setvalue ref="/data/r/x" event="odk-new-repeat" value="1"/></repeat>'
            ),
        )
    )
    told = [(form.nodes[action.node].name, *action.events) for action in form.actions]
    assert told == [
        ("a", Event.FIRST_LOAD),
        ("x", Event.FIRST_LOAD),
        ("b", Event.FIRST_LOAD),
        ("x", Event.NEW_REPEAT),
    ]
    assert "zz" in form.notices[0].message


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            '<input ref="/data/a"><setgeopoint ref="/data/a" event="odk-instance-load"/></input>',
            "“a” tidak di",
        ),
        ('<odk:recordaudio ref="/data/a" event="odk-instance-load"/>', "“a” tidak di"),
        ('<setvalue event="odk-instance-load" value="1"/>', "tidak ada pertanyaan demikian"),
        ('<setvalue ref="/data/a[" event="odk-instance-load" value="1"/>', "“/data/a[” diabaikan"),
    ],
)
def test_actions_that_do_nothing_are_noticed(body: str, told: str) -> None:
    sentences = notices(xform("<a/>", body=body))
    assert len(sentences) == 1
    assert told in sentences[0]


def test_a_broken_default_is_told() -> None:
    text = xform(
        "<a/>", model='<setvalue ref="/data/a" event="odk-instance-first-load" value="1 +"/>'
    )
    assert "default" in messages(text)[0]


def test_starting_instances_are_those_of_the_form() -> None:
    form = read_xform(
        xform(
            "<r><x>1</x></r><r><x>2</x></r>"
            "<s jr:template=''><y>9</y><q jr:template=''><z/></q></s>",
            body=(
                '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>'
                '<repeat nodeset="/data/s"><input ref="/data/s/y"/><repeat nodeset="/data/s/q">'
                '<input ref="/data/s/q/z"/></repeat></repeat>'
            ),
        )
    )
    first, second, _ = form.seed.children
    assert isinstance(first, tuple)
    assert [seed.children[0].value for seed in first] == ["1", "2"]  # type: ignore[union-attr]
    assert second == ()
    template = form.nodes[3].seed
    assert template.children[0].value == "9"  # type: ignore[union-attr]
    assert template.children[1] == ()


def test_circles_within_a_repeat_are_found() -> None:
    told = messages(
        xform(
            "<r><x/><y/></r>",
            model=(
                '<bind nodeset="/data/r/x" calculate="../y + 1"/>'
                '<bind nodeset="/data/r/y" calculate="sum(/data/r/x)"/>'
            ),
            body='<repeat nodeset="/data/r"><label>R</label></repeat>',
        )
    )
    assert len(told) == 1
    assert "melingkar" in told[0]


def test_once_may_read_itself() -> None:
    form = read_xform(xform("<a/>", model='<bind nodeset="/data/a" calculate="once(random())"/>'))
    assert len(form.vertices) == 1


def test_a_form_definition_error_lists_the_first_five() -> None:
    model = "".join(f'<bind nodeset="/data/a{n}" calculate="foo()"/>' for n in range(7))
    with pytest.raises(FormDefinitionError) as caught:
        read_xform(xform("".join(f"<a{n}/>" for n in range(7)), model=model))
    assert len(caught.value.messages) == 7
    assert "“a4”" in str(caught.value)
    assert "“a5”" not in str(caught.value)


def test_paths_from_another_root_lead_nowhere() -> None:
    text = xform("<a/>", model='<bind nodeset="/data/a" calculate="concat(/lain/a, ../../x)"/>')
    assert len(notices(text)) == 2
