"""Turn the tables of the 37 indikator into the questions of the sheet.

Names: `a1` is the skor; `a1_bukti`, `a1_catatan`, `a1_alasan_tb` … stand beside it, so that
every column of an export is unique and says what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from forms.hitungan import capaian_calculations, denominators
from forms.lembar import Lembar, Table, applies, list_name, ref

TARGET_LABEL = ("Target (%)", "Target (%)")
TARGET_RULE: Table = {
    "tipe": "decimal",
    "syarat": ". > 0 and . <= 200",
    "petunjuk": (
        "Target tahun berjalan, dalam persen.",
        "Target of the current year, in percent.",
    ),
}
ABOVE_HUNDRED: Table = {
    "petunjuk": (
        "Boleh melebihi pembandingnya: capaian di atas 100% diterima, skor paling tinggi 5.",
        "May exceed the figure it is compared with: above 100% is accepted, the score stays 5.",
    ),
}
FIGURE_MESSAGE = (
    "Angka di luar batas wajar. Bila tidak ada yang dapat dihitung, pilih TB pada skor.",
    "The figure is out of range. If there is nothing to count, choose TB as the score.",
)
OUT_OF_RANGE = ("Angka di luar batas wajar.", "The figure is out of range.")
OUT_OF_RANGE_OR_ALONE = (
    "Angka di luar batas wajar, atau angka pertama indikator ini belum diisi.",
    "The figure is out of range, or the first figure of this indicator is missing.",
)
CHECK_FIGURES = (
    "Realisasi di atas 100%: periksa kembali angkanya. Bila benar, lanjutkan.",
    "The result is above 100%: check the figures. If they are right, go on.",
)
REASON_RULE: Table = {
    "syarat": "string-length(.) >= 5",
    "pesan_syarat": (
        "Tuliskan alasan sekurang-kurangnya 5 huruf.",
        "Write a reason of at least 5 characters.",
    ),
}


def aspek_rows(lembar: Lembar) -> Iterator[Table]:
    """Yield the survey entries of all aspek: a group each, with a group per indikator."""
    for aspek in lembar.aspek:
        name = f"aspek_{aspek['kode'].lower()}"
        label = [f"{aspek['kode']} · {text}" for text in aspek["judul"]]
        yield {
            "tipe": "begin_group",
            "nama": name,
            "label": label,
            "relevan": "${kelompok} != ''",
            "bina": {"peran": "aspek", "aspek": aspek["kode"]},
        }
        if any(item.get("sekali") for item in aspek["indikator"]):
            yield _shared_row()
        for item in aspek["indikator"]:
            yield from _indikator_rows(aspek["kode"], item, lembar.rules)
        yield {"tipe": "end_group", "nama": name}


def capaian_rows(bagian: Table, lembar: Lembar) -> Iterator[Table]:
    """Yield the figures that are given once a visit, named as in the sheets that read them."""
    yield {"tipe": "begin_group", **{k: v for k, v in bagian.items() if k != "isian"}}
    for aspek in lembar.aspek:
        for item in filter(lambda one: one.get("sekali"), aspek["indikator"]):
            name = item["kode"].lower()
            part = {"aspek": aspek["kode"], "kode": item["kode"]}
            yield {
                "tipe": "begin_group",
                "nama": f"indikator_{name}",
                "label": [f"{item['kode']} · {text}" for text in item["judul"]],
                "tampilan": "field-list",
                "bina": part | {"peran": "angka"},
            }
            yield from _capaian_rows(item, lembar.rules, part, shared=True)
            yield {"tipe": "end_group", "nama": f"indikator_{name}"}
    yield {"tipe": "end_group", "nama": bagian["nama"]}


def _shared_row() -> Table:
    """Say in the sheet of which indikator the figures come from the visit, not from here."""
    return {
        "tipe": "select_multiple data_capaian",
        "nama": "data_capaian",
        "label": (
            "Angka dari Data Capaian kunjungan ini",
            "Figures from this visit's Data Capaian",
        ),
        "petunjuk": (
            "Yang tercentang sudah diisi di Data Capaian; yang lain diisi pada indikatornya.",
            "Those ticked are entered in Data Capaian; the others with their indicator.",
        ),
        "baca_saja": "1 = 1",
    }


def _indikator_rows(aspek: str, item: Table, rules: Table) -> Iterator[Table]:
    name = item["kode"].lower()
    part = {"aspek": aspek, "kode": item["kode"]}
    group = f"indikator_{name}"
    yield {
        "tipe": "begin_group",
        "nama": group,
        "label": [f"{item['kode']} · {text}" for text in item["judul"]],
        "tampilan": "field-list",
        "bina": part | {"peran": "indikator"},
        **({"relevan": applies(item)} if applies(item) else {}),
    }
    if "kuantitatif" in item:
        yield from _capaian_rows(item, rules, part)
    yield _skor_row(item, part)
    if "kuantitatif" in item:
        yield _follow_up(
            item,
            part,
            "alasan_ubah",
            ("Alasan skor berbeda dari usulan", "Reason the score differs from the proposal"),
            relevan=f"{ref(item)} > 0 and ({ref(item, '_usulan')} = ''"
            f" or number({ref(item)}) != number({ref(item, '_usulan')}))",
            **REASON_RULE,
        )
    yield from _evidence_rows(item, part)
    yield {"tipe": "end_group", "nama": group}


def _skor_row(item: Table, part: dict[str, str]) -> Table:
    marks: dict[str, Any] = {"bobot": item["bobot"], "berlaku": item["berlaku"]}
    hints = [f"Bobot {item['bobot']}.", f"Weight {item['bobot']}."]
    if item.get("kritis"):
        marks["kritis"] = "ya"
        hints[0] += " Indikator kritis: skor 1 membatasi predikat paling tinggi Kurang."
        hints[1] += " Critical indicator: score 1 limits the predicate to Kurang (Poor) at most."
    if "kuantitatif" in item:
        marks["kuantitatif"] = "ya"
    return {
        "tipe": f"select_one {list_name(item)}",
        "nama": item["kode"].lower(),
        "label": [f"{item['kode']}. {text}" for text in item["uraian"]],
        "petunjuk": hints,
        "wajib": True,
        "pesan_wajib": (
            "Indikator ini belum dinilai (BD).",
            "This indicator is not yet assessed.",
        ),
        "bina": part | {"peran": "skor"} | marks,
    }


def _evidence_rows(item: Table, part: dict[str, str]) -> Iterator[Table]:
    skor = ref(item)
    extreme = f"{skor} = '1' or {skor} = '2' or {skor} = '5'"
    yield _follow_up(
        item, part, "alasan_tb",
        ("Alasan tidak berlaku", "Reason it does not apply"),
        relevan=f"{skor} = 'tb'", **REASON_RULE,
    )  # fmt: skip
    yield _follow_up(
        item,
        part,
        "bukti",
        ("Bukti dukung", "Evidence"),
        relevan=f"{skor} > 0",
        wajib=extreme,
        petunjuk=[
            f"{word}: {t}." for word, t in zip(("Contoh", "Examples"), item["bukti"], strict=True)
        ],
        pesan_wajib=(
            "Skor 1, 2, atau 5 memerlukan bukti dukung.",
            "Scores 1, 2 and 5 need evidence.",
        ),
    )
    yield _follow_up(
        item,
        part,
        "catatan",
        ("Catatan", "Remarks"),
        relevan=f"{skor} > 0",
        wajib=extreme,
        tampilan="multiline",
        pesan_wajib=("Skor 1, 2, atau 5 memerlukan catatan.", "Scores 1, 2 and 5 need remarks."),
    )


def _follow_up(
    item: Table, part: dict[str, str], peran: str, label: Sequence[str], **more: Any
) -> Table:
    """A text question of an indikator, required unless told otherwise."""
    return {
        "tipe": "text",
        "nama": f"{item['kode'].lower()}_{peran}",
        "label": [f"{item['kode']} · {text}" for text in label],
        "wajib": True,
        "bina": part | {"peran": peran},
        **more,
    }


def _capaian_rows(
    item: Table, rules: Table, part: dict[str, str], *, shared: bool = False
) -> Iterator[Table]:
    """Figures of a quantitative indikator, and the skor they propose.

    Capaian above 100 % is real in the field (more recorded than obliged), so it is accepted with
    a word of warning; only the proposal is capped. `shared`: no skor decides whether they
    are needed; the first figure does.
    """
    kuantitatif = item["kuantitatif"]

    def figure(suffix: str, label: Sequence[str], **more: Any) -> Table:
        first = f"{ref(item, '_pembilang')} != ''"
        if shared and suffix == "pembilang":
            more |= {"wajib": "", "pesan_syarat": OUT_OF_RANGE}
        elif shared:
            more |= {"wajib": first, "pesan_syarat": OUT_OF_RANGE}
            if suffix != "target":
                more["syarat"] = f"({more['syarat']}) and {first}"
                more["pesan_syarat"] = OUT_OF_RANGE_OR_ALONE
        elif item.get("sekali"):
            more["baca_saja"] = f"selected(${{data_capaian}}, '{item['kode'].lower()}')"
        return _figure(item, part, suffix, label, **more)

    number = {"tipe": "integer", "syarat": ". >= 0 and . <= 99999999"}
    if "target" not in kuantitatif:
        number = {"tipe": "decimal", "syarat": ". >= 0 and . <= 999999999999"}
    yield figure("pembilang", kuantitatif["pembilang"], **number, **ABOVE_HUNDRED)
    parts = kuantitatif["penyebut"]
    above_zero = number["syarat"].replace(">= 0", "> 0")
    for suffix, label in zip(denominators(item), parts, strict=True):
        rule = number if len(parts) > 1 else number | {"syarat": above_zero}
        yield figure(suffix, label, **rule)
    if "target" in kuantitatif:
        preset = {"bawaan": kuantitatif["target"]} if kuantitatif["target"] else {}
        yield figure("target", TARGET_LABEL, **TARGET_RULE, **preset)
    yield from capaian_calculations(item, rules, part)
    name = item["kode"].lower()
    yield {
        "tipe": "note",
        "nama": f"{name}_info",
        "label": _capaian_texts(name, with_target="target" in kuantitatif, with_skor=not shared),
        "relevan": f"{ref(item, '_usulan')} != ''",
    }
    if "target" in kuantitatif:
        yield {
            "tipe": "note",
            "nama": f"{name}_periksa",
            "label": CHECK_FIGURES,
            "relevan": f"{ref(item, '_realisasi')} > 100",
        }


def _figure(
    item: Table, part: dict[str, str], peran: str, label: Sequence[str], **more: Any
) -> Table:
    """A number of a quantitative indikator; needed unless the indikator does not apply."""
    return {
        "nama": f"{item['kode'].lower()}_{peran}",
        "label": [f"{item['kode']} · {text}" for text in label],
        "wajib": f"not({ref(item)} = 'tb')",
        "pesan_syarat": FIGURE_MESSAGE,
        "bina": part | {"peran": peran},
        **more,
    }


def _capaian_texts(name: str, *, with_target: bool, with_skor: bool) -> list[str]:
    figures = f"${{{name}_teks_capaian}}%"
    proposal = f"${{{name}_usulan}}"
    if not with_target:
        return [
            f"Capaian **{figures}** · usulan skor **{proposal}**",
            f"Attainment **{figures}** · proposed score **{proposal}**",
        ]
    realised = f"${{{name}_teks_realisasi}}%"
    indonesian = f"Realisasi **{realised}** · capaian terhadap target **{figures}**"
    english = f"Result **{realised}** · attainment of target **{figures}**"
    if not with_skor:
        return [indonesian, english]
    return [
        f"{indonesian} · usulan skor **{proposal}**",
        f"{english} · proposed score **{proposal}**",
    ]
