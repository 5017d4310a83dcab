"""Write the calculations of the sheet: proposals, nilai per aspek, nilai akhir, predikat.

Plain ODK XPath only, so the sheet scores itself in ODK Collect and Kobo too. Every rounding is
one division of whole numbers scaled by 100, `round`, then `div 100`: half-up to two decimals
without a binary fraction tipping a tie downwards. Unanswered or non-relevant numbers read as
NaN, and every comparison with NaN is false; the conditions rely on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.lembar import ASPEK, Lembar, Table, applies, ref


def hasil_rows(lembar: Lembar) -> Iterator[Table]:
    """Yield the calculations that open the group `hasil`: per aspek, then the whole sheet."""
    for aspek in lembar.aspek:
        yield from _aspek_result(aspek, lembar.rules)
    for name in ("jumlah", "bobot_dinilai", "bobot_berlaku"):
        yield _calculate(name, " + ".join(f"${{{name}_{letter}}}" for letter in ASPEK))
    yield _calculate("bobot_belum", "${bobot_berlaku} - ${bobot_dinilai}")
    enough = f"${{bobot_berlaku}} >= {lembar.rules['bobot_paling_sedikit']}"
    quotient = _quotient("${jumlah}", "${bobot_dinilai}")
    yield _calculate("nilai_akhir", f"if({enough}, {quotient}, '')")
    yield _calculate("teks_nilai_akhir", _with_two_decimals("${nilai_akhir}"), "tampilan")
    critical = [i for a in lembar.aspek for i in a["indikator"] if i.get("kritis")]
    hit = " or ".join(f"{ref(item)} = '1'" for item in critical)
    yield _calculate("batas_kritis", f"if({hit}, 'ya', 'tidak')")
    yield from _predikat_rows(lembar.rules)


def denominators(item: Table) -> list[str]:
    """Name suffixes of the questions whose sum divides: `penyebut`, or numbered if several."""
    count = len(item["kuantitatif"]["penyebut"])
    return ["penyebut"] if count == 1 else [f"penyebut_{i}" for i in range(1, count + 1)]


def capaian_calculations(item: Table, rules: Table, part: dict[str, str]) -> Iterator[Table]:
    """Yield realisasi, capaian (%, capped) and the proposed skor of a quantitative indikator."""
    name = item["kode"].lower()
    above = ref(item, "_pembilang")
    below_parts = [ref(item, f"_{suffix}") for suffix in denominators(item)]
    below = below_parts[0] if len(below_parts) == 1 else f"({' + '.join(below_parts)})"
    ready = f"{above} >= 0 and {below} > 0"
    target, scale = "", "100"
    if "target" in item["kuantitatif"]:
        target, scale = ref(item, "_target"), "10000"
    divisor = f"({below} * {target})" if target else below
    ready_target = f"{ready} and {target} > 0" if target else ready
    cap = rules["capaian_tertinggi"]
    capaian = (
        f"if({above} * {scale} > {cap} * {divisor}, {cap}, "
        f"round({above} * {scale}00 div {divisor}) div 100)"
    )
    yield _calculate(
        f"{name}_realisasi",
        f"if({ready}, round({above} * 10000 div {below}) div 100, '')",
        "realisasi",
        part,
    )
    yield _calculate(f"{name}_capaian", f"if({ready_target}, {capaian}, '')", "capaian", part)
    steps = "1"
    for entry in reversed(rules["ambang"][:-1]):
        steps = f"if({ref(item, '_capaian')} >= {entry['dari']}, {entry['skor']}, {steps})"
    proposal = f"if({ref(item, '_capaian')} = '', '', {steps})"
    yield _calculate(f"{name}_usulan", proposal, "usulan_skor", part)
    for figure in ("realisasi", "capaian") if target else ("capaian",):
        text = f"translate(string({ref(item, f'_{figure}')}), '.', ',')"
        yield _calculate(f"{name}_teks_{figure}", text, "tampilan", part)


def _aspek_result(aspek: Table, rules: Table) -> Iterator[Table]:
    letter = aspek["kode"].lower()
    part = {"aspek": aspek["kode"]}
    items = aspek["indikator"]
    base, step = rules["nilai_dasar"], rules["nilai_per_skor"]
    jumlah = " + ".join(
        f"if({ref(i)} > 0, {i['bobot']} * ({base} + {step} * {ref(i)}), 0)" for i in items
    )
    dinilai = " + ".join(f"if({ref(i)} > 0, {i['bobot']}, 0)" for i in items)
    berlaku = " + ".join(_applicable_weight(i) for i in items)
    yield _calculate(f"jumlah_{letter}", jumlah, "jumlah_aspek", part)
    yield _calculate(f"bobot_dinilai_{letter}", dinilai, "bobot_dinilai_aspek", part)
    yield _calculate(
        f"bobot_berlaku_{letter}",
        f"if(${{kelompok}} = '', 0, {berlaku})",
        "bobot_berlaku_aspek",
        part,
    )
    nilai = f"nilai_aspek_{letter}"
    quotient = _quotient(f"${{jumlah_{letter}}}", f"${{bobot_dinilai_{letter}}}")
    yield _calculate(nilai, quotient, "nilai_aspek", part)
    text = _with_two_decimals(f"${{{nilai}}}")
    yield _calculate(f"teks_aspek_{letter}", text, "tampilan", part)


def _applicable_weight(item: Table) -> str:
    """Weight that counts for this kelompok: not yet assessed counts, TB does not."""
    condition = applies(item)
    if not condition:
        return f"if({ref(item)} = 'tb', 0, {item['bobot']})"
    return f"if(({condition}) and {ref(item)} != 'tb', {item['bobot']}, 0)"


def _predikat_rows(rules: Table) -> Iterator[Table]:
    scheme = rules["predikat"]
    by_score = f"'{scheme[-1]['nama']}'"
    for entry in reversed(scheme[:-1]):
        by_score = f"if(${{nilai_akhir}} >= {entry['dari']}, '{entry['nama']}', {by_score})"
    yield _calculate("predikat_nilai", f"if(${{nilai_akhir}} = '', '', {by_score})")
    names = [entry["nama"] for entry in scheme]
    limit = rules["predikat_kritis"]
    # the cap only lowers: it bites from the lower bound of the predikat just above it
    above_limit = scheme[names.index(limit) - 1]["dari"]
    capped = (
        f"if(${{batas_kritis}} = 'ya' and ${{nilai_akhir}} >= {above_limit}, "
        f"'{limit}', ${{predikat_nilai}})"
    )
    floor = rules["bobot_paling_sedikit"]
    yield _calculate(
        "predikat",
        f"if(${{kelompok}} = '', '', if(${{bobot_berlaku}} < {floor}, "
        f"'{rules['tidak_disimpulkan']}', {capped}))",
    )


def _quotient(above: str, below: str) -> str:
    return f"if({below} > 0, round({above} * 100 div {below}) div 100, '')"


def _with_two_decimals(value: str) -> str:
    """Text of a number as an Indonesian reader expects it: `85,50`; a dash while there is none."""
    cents = f"(round({value} * 100) mod 100)"
    return f"if({value} = '', '–', concat(int({value}), ',', if({cents} < 10, '0', ''), {cents}))"


def _calculate(
    name: str, expression: str, peran: str = "", part: dict[str, str] | None = None
) -> Table:
    """A hidden calculated node; its `peran` is its own name unless many share one."""
    bina = {"peran": peran or name, **(part or {})}
    return {"tipe": "calculate", "nama": name, "hitung": expression, "bina": bina}
