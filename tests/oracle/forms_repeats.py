"""Forms of repeats, as Markdown tables."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

REPEATS = {
    "sums over a repeat": """
| survey |
| | type         | name  | label | calculation |
| | begin_repeat | r     | R     |             |
| | integer      | qty   | Qty   |             |
| | decimal      | price | Price |             |
| | calculate    | cost  |       | ${qty} * ${price} |
| | end_repeat   |       |       |             |
| | calculate    | total |       | sum(${cost}) |
| | calculate    | most  |       | max(/data/r[price > 0]/price) |
| | calculate    | least |       | min(/data/r[price != '']/price) |
| | calculate    | n     |       | count(${r}) |
| | calculate    | filled |      | count-non-empty(${qty}) |
| | calculate    | mean  |       | ${total} div ${n} |
""",
    "positions in a repeat": """
| survey |
| | type         | name | label | calculation    | relevant |
| | begin_repeat | r    | R     |                |          |
| | text         | t    | T     |                |          |
| | calculate    | pos  |       | position(..)   |          |
| | calculate    | tag  |       | concat(${pos}, ':', ${t}) |  |
| | text         | late | Late  |                | position(..) > 1 |
| | end_repeat   |      |       |                |          |
| | calculate    | all  |       | join('; ', ${tag}) |      |
| | calculate    | lates |      | concat(${late}) |         |
""",
    "a repeat in a repeat": """
| survey |
| | type         | name  | label | calculation | relevant |
| | integer      | base  | Base  |             |          |
| | begin_repeat | house | House |             |          |
| | text         | head  | Head  |             |          |
| | begin_repeat | child | Child |             | ${head} != '' |
| | integer      | age   | Age   |             |          |
| | calculate    | plus  |       | ${age} + ${base} |     |
| | calculate    | owner |       | concat(${head}, position(..)) | |
| | end_repeat   |       |       |             |          |
| | calculate    | ages  |       | sum(${age}) |          |
| | calculate    | kids  |       | count(${child}) |      |
| | end_repeat   |       |       |             |          |
| | calculate    | total |       | sum(${ages}) |         |
| | calculate    | all   |       | sum(${plus}) |         |
| | calculate    | many  |       | count(${child}) |      |
""",
    "three repeats deep": """
| survey |
| | type         | name | label | calculation |
| | begin_repeat | a    | A     |             |
| | integer      | x    | X     |             |
| | begin_repeat | b    | B     |             |
| | integer      | y    | Y     |             |
| | begin_repeat | c    | C     |             |
| | integer      | z    | Z     |             |
| | calculate    | xyz  |       | ${x} * 100 + ${y} * 10 + ${z} |
| | end_repeat   |      |       |             |
| | calculate    | sz   |       | sum(${z})   |
| | end_repeat   |      |       |             |
| | calculate    | sy   |       | sum(${y}) + sum(${sz}) |
| | end_repeat   |      |       |             |
| | calculate    | all  |       | sum(${xyz}) |
""",
    "repeats counted by an answer": """
| survey |
| | type         | name | label | calculation | repeat_count | default |
| | integer      | n    | N     |             |              | 1       |
| | begin_repeat | r    | R     |             | ${n}         |         |
| | integer      | x    | X     |             |              |         |
| | calculate    | y    |       | ${x} + position(..) |      |         |
| | end_repeat   |      |       |             |              |         |
| | calculate    | sum  |       | sum(${y})   |              |         |
| | calculate    | cnt  |       | count(${r}) |              |         |
""",
    "repeats counted by a calculation": """
| survey |
| | type         | name | label | calculation | repeat_count     |
| | integer      | a    | A     |             |                  |
| | select_multiple c | m | M   |             |                  |
| | begin_repeat | r    | R     |             | 1 + count-selected(${m}) |
| | calculate    | which |      | if(position(..) > count-selected(${m}), 'x', selected-at(${m}, position(..) - 1)) | |
| | integer      | x    | X     |             |                  |
| | end_repeat   |      |       |             |                  |
| | calculate    | sum  |       | sum(${x}) + ${a} |             |
| choices |
| | list_name | name | label |
| | c | p | P |
| | c | q | Q |
| | c | r | R |
""",
    "a repeat that comes and goes": """
| survey |
| | type          | name | label | calculation | relevant |
| | select_one yn | on   | On    |             |          |
| | begin_repeat  | r    | R     |             | ${on} = 'y' |
| | integer       | x    | X     |             |          |
| | text          | t    | T     |             | ${x} > 3 |
| | end_repeat    |      |       |             |          |
| | calculate     | sum  |       | sum(${x})   |          |
| | calculate     | n    |       | count(${r}) |          |
| | calculate     | ts   |       | join(',', ${t}) |      |
| choices |
| | list_name | name | label |
| | yn | y | Ya |
| | yn | n | Tidak |
""",
    "relevance within instances": """
| survey |
| | type          | name | label | calculation | relevant | constraint | required |
| | integer       | lim  | Lim   |             |          |            |          |
| | begin_repeat  | r    | R     |             |          |            |          |
| | integer       | x    | X     |             |          | . <= ${lim} | yes     |
| | begin_group   | g    | G     |             | ${x} > 2 |            |          |
| | text          | t    | T     |             |          |            | ${x} > 5 |
| | decimal       | d    | D     |             | ${t} != '' | . > ${x} |          |
| | end_group     |      |       |             |          |            |          |
| | calculate     | c    |       | coalesce(${d}, ${x}) |  |           |          |
| | end_repeat    |      |       |             |          |            |          |
| | calculate     | sum  |       | sum(${c})   |          |            |          |
""",
    "indexed-repeat": """
| survey |
| | type          | name | label | calculation |
| | integer       | i    | I     |             |
| | begin_repeat  | r    | R     |             |
| | text          | t    | T     |             |
| | integer       | x    | X     |             |
| | end_repeat    |      |       |             |
| | calculate     | one  |       | indexed-repeat(${t}, ${r}, 1) |
| | calculate     | ith  |       | if(${i} > 0 and ${i} <= count(${r}), indexed-repeat(${x}, ${r}, ${i}), '') |
| | calculate     | two  |       | if(count(${r}) >= 2, indexed-repeat(${x}, ${r}, 2), 'none') |
""",
    "predicates over instances": """
| survey |
| | type          | name | label | calculation |
| | integer       | min  | Min   |             |
| | begin_repeat  | r    | R     |             |
| | integer       | x    | X     |             |
| | select_one yn | s    | S     |             |
| | end_repeat    |      |       |             |
| | calculate     | big  |       | count(${r}[x > 3]) |
| | calculate     | yes  |       | sum(${r}[s = 'y']/x) |
| | calculate     | over |       | count(/data/r[x > /data/min]) |
| choices |
| | list_name | name | label |
| | yn | y | Ya |
| | yn | n | Tidak |
""",
    "choices from answers in a repeat": """
| survey |
| | type          | name | label | calculation | choice_filter |
| | begin_repeat  | r    | R     |             |               |
| | select_one p  | prov | Prov  |             |               |
| | select_one k  | kab  | Kab   |             | prov = ${prov} |
| | calculate     | name |       | jr:choice-name(${kab}, '${kab}') | |
| | end_repeat    |      |       |             |               |
| | calculate     | all  |       | join('/', ${name}) |        |
| choices |
| | list_name | name | label | prov |
| | p | a  | A  |   |
| | p | b  | B  |   |
| | k | a1 | A1 | a |
| | k | a2 | A2 | a |
| | k | b1 | B1 | b |
""",
    "a matrix of two repeats": """
| survey |
| | type          | name | label | calculation |
| | begin_repeat  | r    | R     |             |
| | integer       | x    | X     |             |
| | end_repeat    |      |       |             |
| | begin_repeat  | s    | S     |             |
| | integer       | y    | Y     |             |
| | calculate     | xy   |       | ${y} * sum(${x}) |
| | end_repeat    |      |       |             |
| | calculate     | all  |       | count(${r}) * count(${s}) |
""",
}
