"""A form with a bit of everything, and where its snapshot is found."""

from __future__ import annotations

from pathlib import Path

from tests.unit.formengine.xform_text import xform

HAND_MADE = xform(
    '<a/><b/><meta><c/></meta><r><x kind="k"/></r>',
    model='<instance id="lalu" src="jr://instance/last-saved"/>'
    '<instance id="l"><root><item><name>1</name><label>satu</label></item></root></instance>'
    '<bind nodeset="/data/a" type="int"/>'
    '<bind nodeset="/data/b" calculate="instance(\'lalu\')/data/a + count(/data/*) '
    "+ instance('l')/root/item[name = current()/../a]/name\"/>",
    body='<input ref="/data/a"><label>A <output value="/data/b"/></label></input>'
    '<repeat nodeset="/data/r" jr:count="/data/a"><input ref="/data/r/x"/></repeat>',
)


def the_snapshot(cache_dir: Path) -> Path:
    (found,) = cache_dir.glob("*.snapshot")
    return found
