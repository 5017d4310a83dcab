"""Forms of relevance, rules, calculations and choices, as Markdown tables."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

LOGIC = {
    "relevance through groups": """
| survey |
| | type            | name  | label | relevant |
| | select_one yn   | a     | A     |                |
| | begin_group     | g     | G     | ${a} = 'y'     |
| | integer         | b     | B     |                |
| | begin_group     | h     | H     | ${b} > 3       |
| | text            | c     | C     | ${b} < 8       |
| | text            | d     | D     | ${c} != ''     |
| | end_group       |       |       |                |
| | end_group       |       |       |                |
| | text            | e     | E     | ${d} = 'x' or not(${a} = 'y') |
| choices |
| | list_name | name | label |
| | yn | y | Ya |
| | yn | n | Tidak |
""",
    "calculations see blanks where nothing is shown": """
| survey |
| | type            | name  | label | relevant     | calculation |
| | integer         | n     | N     |              |             |
| | integer         | a     | A     | ${n} > 2     |             |
| | integer         | b     | B     | ${n} < 7     |             |
| | calculate       | plus  |       |              | ${a} + ${b} |
| | calculate       | safe  |       |              | coalesce(${a}, 0) + coalesce(${b}, 0) |
| | calculate       | text  |       |              | concat('[', ${a}, '/', ${b}, ']') |
| | calculate       | count |       |              | count-non-empty(${a}) + count-non-empty(${b}) |
| | calculate       | kept  |       | ${n} != 4    | ${n} * 10 |
| | calculate       | after |       |              | if(${kept} = '', 'none', ${kept}) |
""",
    "constraints and required": """
| survey |
| | type              | name | label | constraint                     | required        |
| | integer           | low  | Low   | . >= 0                         | yes             |
| | integer           | high | High  | . > ${low}                     | ${low} > 5      |
| | decimal           | mid  | Mid   | . >= ${low} and . <= ${high}   | ${low} < ${high} |
| | text              | code | Code  | string-length(.) <= 4          | ${mid} != ''    |
| | select_multiple c | many | Many  | count-selected(.) <= ${low} and not(selected(., 'x') and count-selected(.) > 1) | |
| choices |
| | list_name | name | label |
| | c | a | A |
| | c | b | B |
| | c | x | X |
""",
    "readonly follows": """
| survey |
| | type          | name | label | readonly   | required |
| | integer       | a    | A     |            |          |
| | text          | b    | B     | ${a} > 5   | ${a} > 3 |
| | begin_group   | g    | G     |            |          |
| | text          | c    | C     | ${b} = 'x' |          |
| | decimal       | d    | D     | ${a} = ''  | yes      |
| | end_group     |      |       |            |          |
""",
    "comparisons of kinds": """
| survey |
| | type          | name | label | calculation |
| | integer       | a    | A     |             |
| | decimal       | b    | B     |             |
| | text          | t    | T     |             |
| | calculate     | eq   |       | ${a} = ${b} |
| | calculate     | ne   |       | ${a} != ${b} |
| | calculate     | lt   |       | ${a} < ${b} |
| | calculate     | ge   |       | ${a} >= ${b} |
| | calculate     | te   |       | ${t} = ${a} |
| | calculate     | tl   |       | ${t} < ${a} |
| | calculate     | both |       | ${a} > 0 and ${b} > 0 |
| | calculate     | one  |       | ${a} > 0 or ${b} > 0 |
| | calculate     | no   |       | not(${a} > 0) |
| | calculate     | bool |       | if(${a} = 0, 'yes', 'no') |
| | calculate     | yes  |       | if(${t} = 'kata', true(), false()) |
""",
    "arithmetic": """
| survey |
| | type          | name | label | calculation |
| | integer       | a    | A     |             |
| | decimal       | b    | B     |             |
| | calculate     | sum  |       | ${a} + ${b} |
| | calculate     | dif  |       | ${a} - ${b} |
| | calculate     | mul  |       | ${a} * ${b} |
| | calculate     | quo  |       | ${a} div ${b} |
| | calculate     | rem  |       | ${a} mod 7 |
| | calculate     | neg  |       | -${a} |
| | calculate     | prec |       | ${a} + ${b} * 2 - ${a} div 4 |
| | calculate     | par  |       | (${a} + ${b}) * (2 - ${a}) |
| | calculate     | int  |       | int(${b} * ${a}) |
| | calculate     | num  |       | number(${b}) + 1 |
""",
    "rounding": """
| survey |
| | type          | name | label | calculation |
| | decimal       | b    | B     |             |
| | calculate     | a    |       | abs(${b})   |
| | calculate     | r0   |       | round(${a}) |
| | calculate     | r1   |       | round(${a}, 1) |
| | calculate     | r2   |       | round(${a} * 1.005, 2) |
| | calculate     | rm   |       | round(${a} * 137, -1) |
| | calculate     | int  |       | int(${b})   |
| | calculate     | intn |       | int(-1 * ${b}) |
| | calculate     | pow  |       | round(pow(${b}, 2), 3) |
| | calculate     | sqrt |       | round(sqrt(${a}), 4) |
""",
    "integers and decimals as results": """
| survey |
| | type          | name | label | calculation | readonly |
| | decimal       | b    | B     |             |          |
| | integer       | n    | N     | round(${b} * 2) |      |
| | decimal       | d    | D     | ${n} div 4  | yes      |
| | text          | t    | T     | ${d} + ${n} | yes      |
""",
    "cascade of three levels": """
| survey |
| | type            | name | label | choice_filter          | calculation |
| | select_one prov | prov | Prov  |                        |             |
| | select_one kab  | kab  | Kab   | prov = ${prov}         |             |
| | select_one kec  | kec  | Kec   | kab = ${kab} and prov = ${prov} |    |
| | calculate       | kode |       |                        | concat(${prov}, '-', ${kab}, '-', ${kec}) |
| | calculate       | nama |       |                        | jr:choice-name(${kab}, '${kab}') |
| choices |
| | list_name | name | label | prov | kab |
| | prov | a  | Prov A |   |    |
| | prov | b  | Prov B |   |    |
| | kab  | a1 | Kab A1 | a |    |
| | kab  | a2 | Kab A2 | a |    |
| | kab  | b1 | Kab B1 | b |    |
| | kec  | x  | Kec X  | a | a1 |
| | kec  | y  | Kec Y  | a | a1 |
| | kec  | z  | Kec Z  | a | a2 |
| | kec  | w  | Kec W  | b | b1 |
""",
    "select multiple": """
| survey |
| | type              | name  | label | calculation | relevant |
| | select_multiple c | many  | Many  |             |          |
| | calculate         | n     |       | count-selected(${many}) | |
| | calculate         | first |       | selected-at(${many}, 0) | |
| | calculate         | third |       | selected-at(${many}, 2) | |
| | calculate         | isb   |       | selected(${many}, 'b') | |
| | calculate         | name1 |       | jr:choice-name(selected-at(${many}, 0), '${many}') | |
| | text              | why   | Why   |             | selected(${many}, 'other') |
| | text              | ab    | AB    |             | selected(${many}, 'a') and selected(${many}, 'b') |
| | calculate         | full  |       | concat(${many}, ':', ${why}) | |
| choices |
| | list_name | name  | label |
| | c         | a     | Alfa  |
| | c         | b     | Beta  |
| | c         | c     | Gama  |
| | c         | other | Lain  |
""",
    "choices filtered by what was chosen": """
| survey |
| | type              | name | label | choice_filter | calculation |
| | select_multiple c | many | Many  |               |             |
| | select_one c      | best | Best  | selected(${many}, name) |   |
| | integer           | max  | Max   |               |             |
| | select_one n      | num  | Num   | size <= ${max} |            |
| | calculate         | out  |       |               | concat(${best}, ${num}) |
| choices |
| | list_name | name | label | size |
| | c | a | A | |
| | c | b | B | |
| | c | d | D | |
| | n | s | S | 1 |
| | n | m | M | 5 |
| | n | l | L | 20 |
""",
    "lookups in lists": """
| survey |
| | type          | name  | label | calculation |
| | select_one p  | what  | What  |             |
| | integer       | many  | Many  |             |
| | calculate     | price |       | instance('p')/root/item[name = ${what}]/price |
| | calculate     | cost  |       | ${price} * ${many} |
| | calculate     | all   |       | sum(instance('p')/root/item/price) |
| | calculate     | dear  |       | count(instance('p')/root/item[price > 5]) |
| | calculate     | over  |       | count(instance('p')/root/item[price > ${many}]) |
| choices |
| | list_name | name | label | price |
| | p | apel  | Apel  | 3.5 |
| | p | beras | Beras | 12  |
| | p | cabai | Cabai | 7   |
""",
    "defaults and once": """
| survey |
| | type          | name  | label | default | calculation | relevant |
| | integer       | a     | A     | 5       |             |          |
| | text          | t     | T     | halo    |             |          |
| | select_one yn | s     | S     | y       |             |          |
| | calculate     | first |       |         | once(${a})  |          |
| | text          | keep  | Keep  |         | once(concat(${t}, ${a})) | |
| | decimal       | d     | D     | 2.5     |             | ${s} = 'y' |
| | calculate     | out   |       |         | ${a} * ${d} |          |
| choices |
| | list_name | name | label |
| | yn | y | Ya |
| | yn | n | Tidak |
""",
    "deep nesting of if": """
| survey |
| | type      | name  | label | calculation |
| | integer   | score | Score |             |
| | calculate | grade |       | if(${score} = '', '', if(${score} >= 90, 'A', if(${score} >= 75, 'B', if(${score} >= 60, 'C', if(${score} >= 40, 'D', 'E'))))) |
| | calculate | pass  |       | if(${grade} = 'A' or ${grade} = 'B' or ${grade} = 'C', 'lulus', if(${grade} = '', 'kosong', 'gagal')) |
| | calculate | bonus |       | if(${pass} = 'lulus', round(${score} * 0.1, 1), 0) |
""",
    "notes and acknowledgements": """
| survey |
| | type        | name | label        | relevant      | calculation |
| | integer     | a    | A            |               |             |
| | note        | n    | Nilai ${a}   | ${a} > 1      |             |
| | acknowledge | ok   | Setuju       | ${a} > 2      |             |
| | text        | t    | T            | ${ok} = 'OK'  |             |
| | calculate   | c    |              |               | if(${ok} = 'OK', 1, 0) + ${a} |
""",
}
