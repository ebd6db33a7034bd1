"""What the units wrote in their reports, the same words shown once with the names of all who wrote them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.intake.layout import REPORT_PARTS
from scoring.reports.documents.counts import Row, numbered
from scoring.standing.run import Consolidation
from scoring.text import fold

NOTHING = frozenset(map(fold, ("", "không", "không có", "khong", "khong co", "chưa có", "không phát sinh")))
NAMED = 5  # units named as the source of a text; more are counted
_ENDS = " .,;-\n"
FIELD = {
    "results": "ket_qua_noi_bat",
    "models": "mo_hinh",
    "difficulties": "kho_khan",
    "proposals": "kien_nghi",
    "next": "phuong_huong",
}
Said = tuple[str, str]
"""The name of a unit and its text."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, who wrote it, and how many they are."""

    text: str
    names: str
    units: int


def report_words(run: Consolidation) -> dict[str, list[Row]]:
    """For each part of the report the different texts, in the order of the roster."""
    return {
        FIELD[part]: numbered(
            [{"noi_dung": each.text, "don_vi": each.names} for each in different(_said(run, part), NAMED)]
        )
        for part in REPORT_PARTS
    }


def different(said: Iterable[Said], named: int) -> Iterator[Text]:
    """Every text once, in the order in which it first comes, without the dot at its end.

    At most ``named`` units are named; more are counted: nobody reads a list of all.
    """
    texts: dict[str, str] = {}
    units: dict[str, list[str]] = {}
    for name, text in said:
        key = fold(text.strip(_ENDS))
        if key not in NOTHING:
            texts.setdefault(key, text.strip(_ENDS))
            units.setdefault(key, []).append(name)
    return (Text(text, _names(units[key], named), len(units[key])) for key, text in texts.items())


def _names(units: list[str], named: int) -> str:
    return ", ".join(units) if len(units) <= named else f"{len(units)} đơn vị"


def _said(run: Consolidation, part: str) -> Iterator[Said]:
    for unit in run.roster.evaluated:
        form = run.form(unit.code)
        if form:
            yield unit.name, form.report.get(part, "").strip()
