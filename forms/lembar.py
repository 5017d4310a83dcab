"""Read the tables of Lembar Penilaian and the choice lists that follow from them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Table = Mapping[str, Any]

ASPEK = "abcdef"


@dataclass(frozen=True, slots=True)
class Lembar:
    """The tables of Lembar Penilaian: its rules and its six aspek in order."""

    rules: Table
    aspek: tuple[Table, ...]

    @classmethod
    def read(cls, folder: Path) -> Lembar:
        """Read the tables; raises ValueError when weights or codes do not agree."""
        lembar = cls(
            rules=_read(folder / "instrumen.toml"),
            aspek=tuple(_read(folder / f"aspek_{letter}.toml") for letter in ASPEK),
        )
        for aspek in lembar.aspek:
            total = sum(item["bobot"] for item in aspek["indikator"])
            if total != aspek["bobot"]:
                raise ValueError(f"aspek {aspek['kode']}: Σ bobot {total}, bukan {aspek['bobot']}")
        return lembar


def skor_choices(lembar: Lembar) -> dict[str, dict[str, Sequence[str]]]:
    """Choice lists of the skor questions: one per indikator, one shared by the quantitative."""
    rules = lembar.rules
    ambang = {entry["skor"]: entry["uraian"] for entry in rules["ambang"]}
    lists = {"skor_capaian": _options(ambang, rules)}
    for aspek in lembar.aspek:
        for item in aspek["indikator"]:
            if "kuantitatif" not in item:
                anchors = {int(skor): texts for skor, texts in item["jangkar"].items()}
                lists[list_name(item)] = _options(anchors, rules)
    shared = [i for a in lembar.aspek for i in a["indikator"] if i.get("sekali")]
    lists["data_capaian"] = {
        item["kode"].lower(): [f"{item['kode']} {text}" for text in item["judul"]]
        for item in shared
    }
    return lists


def list_name(item: Table) -> str:
    """Name of the choice list of an indikator's skor."""
    return "skor_capaian" if "kuantitatif" in item else f"skor_{item['kode'].lower()}"


def ref(item: Table, suffix: str = "") -> str:
    """XLSForm reference to the skor of an indikator, or to the question with `suffix`."""
    return f"${{{item['kode'].lower()}{suffix}}}"


def applies(item: Table) -> str:
    """Condition on kelompok, '' when the indikator is for everyone."""
    if item["berlaku"] == "PFO":
        return ""
    return " or ".join(f"${{kelompok}} = '{letter}'" for letter in item["berlaku"])


def _options(anchors: Mapping[int, Sequence[str]], rules: Table) -> dict[str, Sequence[str]]:
    """Five written descriptors and TB; an unwritten step lies between its written neighbours."""
    options: dict[str, Sequence[str]] = {}
    for skor in range(1, 6):
        texts = anchors.get(skor) or (
            f"di antara uraian skor {skor - 1} dan {skor + 1}",
            f"between descriptors {skor - 1} and {skor + 1}",
        )
        names = rules["sebutan"][str(skor)]
        options[str(skor)] = [
            f"{skor} – {name}: {text}" for name, text in zip(names, texts, strict=True)
        ]
    options["tb"] = ("TB – Tidak berlaku (dengan alasan)", "TB – Not applicable (with a reason)")
    return options


def _read(path: Path) -> Table:
    with path.open("rb") as file:
        return tomllib.load(file)
