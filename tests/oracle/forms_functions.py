"""Forms of functions over texts, dates, times, places and numbers, as Markdown tables."""

# ruff: noqa: E501 - a form is a table; its rows stay whole

FUNCTIONS = {
    "texts": """
| survey |
| | type      | name | label | calculation |
| | text      | t    | T     |             |
| | text      | u    | U     |             |
| | integer   | n    | N     |             |
| | calculate | len  |       | string-length(${t}) |
| | calculate | cat  |       | concat(${t}, '-', ${u}, ${n}) |
| | calculate | sub  |       | substr(${t}, 1, 3) |
| | calculate | sub1 |       | substr(${t}, 2) |
| | calculate | con  |       | contains(${t}, ${u}) |
| | calculate | sta  |       | starts-with(${t}, 'k') |
| | calculate | end  |       | ends-with(${t}, 'a') |
| | calculate | bef  |       | substring-before(${t}, 'a') |
| | calculate | aft  |       | substring-after(${t}, 'a') |
| | calculate | tra  |       | translate(${t}, 'abk', 'ABK') |
| | calculate | nor  |       | normalize-space(concat(' ', ${t}, '  ', ${u}, ' ')) |
| | calculate | str  |       | string(${n}) |
""",
    "patterns": """
| survey |
| | type      | name | label | calculation | constraint |
| | text      | t    | T     |             | regex(., '[a-z ]+') |
| | text      | nik  | NIK   |             | regex(., '[0-9]{2,4}') |
| | calculate | has  |       | regex(${t}, '.*[0-9].*') | |
| | calculate | all  |       | regex(${t}, '^k.*a$') |      |
| | calculate | num  |       | regex(${nik}, '\\d+') |       |
""",
    "texts that look like numbers": """
| survey |
| | type      | name | label | calculation |
| | text      | t    | T     |             |
| | integer   | n    | N     |             |
| | calculate | num  |       | number(${t}) |
| | calculate | add  |       | ${t} + 1 |
| | calculate | int  |       | int(${t}) |
| | calculate | eq   |       | ${t} = ${n} |
| | calculate | cmp  |       | ${t} > ${n} |
| | calculate | bol  |       | boolean-from-string(${t}) |
""",
    "dates": """
| survey |
| | type      | name | label | calculation | constraint | relevant |
| | date      | d    | D     |             | . <= today() |        |
| | date      | e    | E     |             | . >= ${d}  |          |
| | calculate | days |       | ${e} - ${d} |            |          |
| | calculate | num  |       | number(${d}) div 1 |  |       |
| | calculate | year |       | format-date(${d}, '%Y') | |         |
| | calculate | form |       | format-date(${d}, '%d/%m/%y') | |   |
| | calculate | same |       | ${d} = ${e} |            |          |
| | calculate | next |       | format-date(date(${d} + 1), '%Y-%m-%d') |         |          |
| | calculate | lit  |       | ${d} < date('2026-01-15') |  |      |
| | text      | why  | Why   |             |            | ${d} > date('2026-03-01') |
| | calculate | age  |       | int((date('2026-11-23') - ${d}) div 365.25) | | |
""",
    "ages and quarters": """
| survey |
| | type      | name | label | calculation |
| | date      | d    | D     |             |
| | calculate | mon  |       | int(format-date(${d}, '%m')) |
| | calculate | qua  |       | if(${d} = '', '', int((${mon} + 2) div 3)) |
| | calculate | old  |       | if(${d} != '' and ${d} < date('2026-02-01'), 'lama', 'baru') |
""",
    "checklists": """
| survey |
| | type          | name | label | calculation |
| | select_one yn | a    | A     |             |
| | select_one yn | b    | B     |             |
| | select_one yn | c    | C     |             |
| | calculate     | ck   |       | checklist(2, 3, ${a} = 'y', ${b} = 'y', ${c} = 'y') |
| | calculate     | wck  |       | weighted-checklist(3, 6, ${a} = 'y', 1, ${b} = 'y', 2, ${c} = 'y', 4) |
| | calculate     | n    |       | number(${a} = 'y') + number(${b} = 'y') + number(${c} = 'y') |
| choices |
| | list_name | name | label |
| | yn | y | Ya |
| | yn | n | Tidak |
""",
    "sums that skip blanks": """
| survey |
| | type         | name | label | calculation |
| | begin_repeat | r    | R     |             |
| | decimal      | x    | X     |             |
| | end_repeat   |      |       |             |
| | calculate    | sum  |       | sum(${x})   |
| | calculate    | one  |       | sum(${x}) + 1 |
| | calculate    | avg  |       | if(count-non-empty(${x}) > 0, sum(${x}) div count-non-empty(${x}), '') |
""",
    "mathematics": """
| survey |
| | type      | name | label | calculation |
| | decimal   | b    | B     |             |
| | integer   | n    | N     |             |
| | calculate | p    |       | round(pi(), 4) |
| | calculate | e    |       | round(exp(${n} div 10), 3) |
| | calculate | l    |       | round(log(${n}), 4) |
| | calculate | l10  |       | round(log10(${n}), 4) |
| | calculate | s    |       | round(sin(${b}), 4) |
| | calculate | c    |       | round(cos(${b}), 4) |
| | calculate | t    |       | round(tan(${b}), 3) |
| | calculate | a    |       | round(atan(${b}), 4) |
| | calculate | mx   |       | max(coalesce(${b}, 0), coalesce(${n}, 0), 3) |
| | calculate | mn   |       | min(coalesce(${b}, 0), coalesce(${n}, 0), 3) |
| | calculate | pw   |       | pow(${n}, 2) |
""",
    "digests and codes": """
| survey |
| | type      | name | label | calculation |
| | text      | t    | T     |             |
| | calculate | md5  |       | digest(${t}, 'MD5', 'hex') |
| | calculate | sha  |       | digest(${t}, 'SHA-256', 'base64') |
| | calculate | b64  |       | base64-decode('aGFsbw==') |
""",
    "coalesce": """
| survey |
| | type      | name | label | calculation |
| | text      | a    | A     |             |
| | integer   | b    | B     |             |
| | calculate | ab   |       | coalesce(${a}, ${b}) |
| | calculate | bz   |       | coalesce(${b}, 'kosong') |
| | calculate | dep  |       | coalesce(${ab}, ${bz}) |
""",
}
