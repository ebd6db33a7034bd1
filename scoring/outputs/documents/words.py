"""What the units wrote in their reports, the same words told once with the names of all who wrote them."""

from collections.abc import Iterator

from scoring.inputs.layout import REPORT_PARTS
from scoring.outputs.documents.counts import Row, numbered
from scoring.outputs.model import Consolidation
from scoring.text import fold

NOTHING = frozenset(map(fold, ("", "không", "không có", "khong", "khong co", "chưa có", "không phát sinh")))
NAMED = 30  # a ward's units all have their names; of a city's the others are counted
FIELD = {
    "results": "ket_qua_noi_bat",
    "models": "mo_hinh",
    "difficulties": "kho_khan",
    "proposals": "kien_nghi",
    "next": "phuong_huong",
}


def report_words(run: Consolidation) -> dict[str, list[Row]]:
    """For each part of the report the different texts, in the order of the roster."""
    return {FIELD[part]: _grouped(run, part) for part, _ in REPORT_PARTS}


def _grouped(run: Consolidation, part: str) -> list[Row]:
    texts: dict[str, str] = {}
    units: dict[str, list[str]] = {}
    for name, text in _said(run, part):
        key = fold(text.strip(" .,;-"))
        if key not in NOTHING:
            texts.setdefault(key, text)
            units.setdefault(key, []).append(name)
    return numbered([{"noi_dung": text, "don_vi": _names(units[key])} for key, text in texts.items()])


def _names(units: list[str]) -> str:
    others = len(units) - NAMED
    return ", ".join(units[:NAMED]) + (f" và {others} đơn vị khác" if others > 0 else "")


def _said(run: Consolidation, part: str) -> Iterator[tuple[str, str]]:
    for unit in run.roster.evaluated:
        form = run.form(unit.code)
        if form:
            yield unit.name, form.report.get(part, "").strip()
