"""Forms of the rarer kinds of questions and of formulas in hand-written XForms."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

TYPES = {
    "times and moments": """
| survey |
| | type      | name | label | calculation | relevant |
| | time      | t    | T     |             |          |
| | dateTime  | m    | M     |             |          |
| | calculate | day  |       | format-date(${m}, '%Y-%m-%d') |  |
| | calculate | hour |       | format-date-time(${m}, '%H:%M') | |
| | calculate | frac |       | round(decimal-time(${t}) * 1440) |    |
| | text      | late | Late  |             | decimal-time(${t}) > 0.5 |
""",
    "places": """
| survey |
| | type      | name | label | calculation | relevant |
| | geopoint  | p    | P     |             |          |
| | calculate | lat  |       | selected-at(${p}, 0) | |
| | calculate | lon  |       | selected-at(${p}, 1) | |
| | text      | has  | Has   |             | ${p} != '' |
""",
    "ranges and barcodes": """
| survey |
| | type    | name | label | parameters         | calculation |
| | range   | r    | R     | start=0 end=10 step=1 |          |
| | range   | d    | D     | start=0 end=5 step=0.5 |         |
| | barcode | b    | B     |                    |             |
| | calculate | sum |      |                    | ${r} + ${d} |
| | calculate | len |      |                    | string-length(${b}) |
""",
    "ranks": """
| survey |
| | type      | name  | label | calculation |
| | rank c    | order | Order |             |
| | calculate | first |       | selected-at(${order}, 0) |
| | calculate | n     |       | count-selected(${order}) |
| choices |
| | list_name | name | label |
| | c | a | A |
| | c | b | B |
| | c | d | D |
""",
    "or other": """
| survey |
| | type                     | name  | label | calculation |
| | select_one c or_other    | one   | One   |             |
| | select_multiple c or_other | many | Many |             |
| | calculate                | n     |       | count-selected(${many}) |
| choices |
| | list_name | name | label |
| | c | a | A |
| | c | b | B |
""",
    "values set by what is answered": """
| survey |
| | type      | name | label | calculation      | trigger | default |
| | integer   | a    | A     |                  |         |         |
| | text      | b    | B     |                  |         |         |
| | calculate | seen |       | concat(${a}, '/', ${b}) | ${b} |      |
| | integer   | copy | Copy  | ${a} * 2         | ${a}    |         |
| | calculate | sum  |       | ${copy} + ${a}   |         |         |
| | text      | dyn  | Dyn   |                  |         | concat('x', 1 + 2) |
""",
    "starting values of new instances": """
| survey |
| | type         | name | label | calculation | default            |
| | integer      | base | Base  |             | 4                  |
| | begin_repeat | r    | R     |             |                    |
| | integer      | x    | X     |             | 7                  |
| | integer      | y    | Y     |             | ${base} + 1        |
| | integer      | pos  | Pos   |             | position(..)       |
| | calculate    | xy   |       | ${x} * ${y} |                    |
| | end_repeat   |      |       |             |                    |
| | calculate    | sum  |       | sum(${xy})  |                    |
""",
    "two languages": """
| survey |
| | type         | name | label::Indonesia (id) | label::English (en) | calculation |
| | select_one c | s    | Pilih                 | Choose              |             |
| | calculate    | name |                       |                     | jr:choice-name(${s}, '${s}') |
| | note         | n    | Anda memilih ${name}  | You chose ${name}   |             |
| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) |
| | c | y | Ya    | Yes |
| | c | n | Tidak | No  |
""",
}

_HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">'
    "<h:head><h:title>Uji</h:title><model>"
)


def _xform(instance: str, model: str, body: str) -> str:
    return (
        f'{_HEAD}<instance><data id="uji">{instance}</data></instance>{model}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    )


def _input(ref: str) -> str:
    return f'<input ref="{ref}"><label>{ref}</label></input>'


XFORMS = {
    "current() and relative paths": _xform(
        '<n/><r jr:template=""><x/><y/><z/></r><r><x/><y/><z/></r><sum/>',
        '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/r/x" type="int"/>'
        '<bind nodeset="/data/r/y" type="int" relevant="current()/../x &gt; 2"/>'
        '<bind nodeset="/data/r/z" calculate="current()/../x + ../../n"/>'
        '<bind nodeset="/data/sum" calculate="sum(/data/r/z) + ./../n"/>',
        f'{_input("/data/n")}<group ref="/data/r"><label>R</label><repeat nodeset="/data/r">'
        f"{_input('/data/r/x')}{_input('/data/r/y')}</repeat></group>",
    ),
    "predicates that compare with the outside": _xform(
        "<a/><b/><price/><many/><pick/>",
        '<instance id="goods"><root>'
        "<item><name>x</name><price>3</price><kind>1</kind></item>"
        "<item><name>y</name><price>8</price><kind>2</kind></item>"
        "<item><name>z</name><price>5</price><kind>1</kind></item></root></instance>"
        '<bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" type="string"/>'
        '<bind nodeset="/data/price" calculate="instance(\'goods\')/root/item'
        '[name = /data/b]/price"/>'
        '<bind nodeset="/data/many" calculate="count(instance(\'goods\')/root/item'
        '[price &gt;= /data/a and kind = 1])"/>'
        '<bind nodeset="/data/pick" calculate="instance(\'goods\')/root/item'
        '[position() = 2]/name"/>',
        _input("/data/a") + _input("/data/b"),
    ),
    "a group that repeats its rules inside": _xform(
        "<g><a/><b/><h><c/></h></g><t/>",
        '<bind nodeset="/data/g" relevant="/data/t != \'x\'"/>'
        '<bind nodeset="/data/g/a" type="int" constraint=". mod 2 = 0"/>'
        '<bind nodeset="/data/g/b" type="decimal" required="../a &gt; 3"/>'
        '<bind nodeset="/data/g/h" relevant="../b &lt; 4 or ../a = 1"/>'
        '<bind nodeset="/data/g/h/c" calculate="../../a * 2 - ../../b"/>'
        '<bind nodeset="/data/t" type="string"/>',
        f'{_input("/data/t")}<group ref="/data/g"><label>G</label>{_input("/data/g/a")}'
        f"{_input('/data/g/b')}</group>",
    ),
}
