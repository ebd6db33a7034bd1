"""What the rows of criteria/README.md are worked out with: its tables, small sets, entries in words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scoring.criteria.coherence import mistakes
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import Mark, Scorecard, Status, UnitResult
from scoring.engine.results import Results, Submission, evaluate
from scoring.rules import Answer, Entry
from scoring.text import show_number

README = (Path(__file__).parents[2] / "criteria" / "README.md").read_text(encoding="utf-8")
VOID, BLANK, FREE = "không phát sinh", "để trống", "được miễn"
CLASSES = (
    ("xuat-sac", "Xuất sắc", 90),
    ("tot", "Tốt", 80),
    ("kha", "Khá", 65),
    ("tb", "Trung bình", 50),
    ("yeu", "Yếu", 0),
)
RATIO = {"kind": "ratio", "top_label": "Số đã làm", "bottom_label": "Tổng số"}
Row = Mapping[str, str]
Data = dict[str, Any]


def tables() -> dict[str, list[Row]]:
    """Every table right below ``<!-- rows: name -->``; a row by its headings, without code marks."""
    found = re.findall(r"<!-- rows: (.+) -->\n((?:\|.*\n)+)", README)
    return {name: list(_rows(text)) for name, text in found}


def _rows(table: str) -> Iterator[Row]:
    head, _, *rows = (
        [cell.strip().replace("`", "") for cell in line.strip()[1:-1].split("|")]
        for line in table.splitlines()
    )
    return (dict(zip(head, row, strict=True)) for row in rows)


def yaml(text: str) -> Any:
    """A cell as a set's file says it; a bare ``key: value`` is a mapping, an empty cell one without keys."""
    return YAML(typ="base", pure=True).load(text or "{}")


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def criterion(code: str, top: str | Decimal, **more: Any) -> Data:
    """A criterion that the unit types the points of, unless ``more`` says another rule."""
    typed = {"kind": "direct", "step": "0.001"}
    return {"code": code, "text": f"Tiêu chí {code}", "max": str(top), "rule": typed} | more


def made(
    groups: list[Data], units: int = 1, exempt: Mapping[int, list[str]] | None = None, **more: Any
) -> Roster:
    """A set that would load, of these groups, with as many units; ``exempt``: unit number -> codes."""
    content = {
        "id": "vi-du", "name": "Ví dụ", "year": "2026", "status": "sample",
        "issuer": "UBND phường", "office": "Phòng",
        "period": {"start": "2026-01-01", "end": "2026-12-31"},
        "rounding": {"points": "3"},
        "classes": [{"code": code, "name": name, "at_least": str(least)} for code, name, least in CLASSES],
        "blocks": [{"code": "k", "name": "Khối"}],
        "kinds": [{"code": "k", "name": "Đơn vị", "block": "k"}],
        "groups": groups,
    } | more  # fmt: skip
    found = CriteriaSet.model_validate(content)
    wrong = [(keys, says) for keys, says in mistakes(found) if keys != ("scale",)]
    assert not wrong
    return Roster(found, tuple(_unit(n, (exempt or {}).get(n, [])) for n in range(units)))


def _unit(n: int, free: list[str]) -> Unit:
    exempt = [{"code": code, "basis": "Quyết định"} for code in free]
    return Unit.model_validate({"code": f"u{n}", "name": f"Đơn vị {n + 1}", "kind": "k", "exempt": exempt})


def group(*children: Data, **more: Any) -> Data:
    return {"code": "G", "text": "Nhóm", "children": list(children)} | more


def entry(said: str, *, choices: bool = False) -> Entry:
    """``7/10`` are two figures, ``Có, Không`` two choices; words for what is no answer."""
    if said in (VOID, BLANK, FREE, ""):
        return Entry(not_applicable=said == VOID)
    parts: list[Answer] = [*re.split(", ", said)] if choices else [*map(number, said.split("/"))]
    return Entry({str(n): each for n, each in enumerate(parts, 1)})


@dataclass(frozen=True)
class Stated:
    """The criteria of a group in one cell: ``4/5; được miễn/5; điểm liệt/2``."""

    criteria: list[Data]
    entries: dict[str, Entry]
    free: list[str]


FAILS = {
    "kind": "levels",
    "levels": [{"text": "Tốt", "fraction": "1"}, {"text": "Kém", "points": "0", "fails": "true"}],
}


def stated(cell: str, prefix: str = "c") -> Stated:
    found = Stated([], {}, [])
    failing = "điểm liệt" in cell
    for n, part in enumerate(cell.split("; ")):
        (said, top), code = part.split("/"), f"{prefix}{n}"
        more: Data = {"not_applicable": "excluded"} if said == VOID else {}
        if failing and n == 0:
            more["rule"] = FAILS
        found.criteria.append(criterion(code, top, **more))
        found.entries[code] = entry("Kém", choices=True) if said == "điểm liệt" else entry(said)
        found.free.extend([code] if said == FREE else [])
    return found


def one(roster: Roster, entries: Mapping[str, Entry], stage: str = "self", **more: Any) -> UnitResult:
    """The result of the only unit."""
    return every(roster, Submission("u0", entries, **more), stage=stage).units[0]


def every(roster: Roster, *sent: Submission, stage: str = "self", **more: Any) -> Results:
    return evaluate(roster, sent, stage=stage, **more)  # type: ignore[arg-type]


def card(result: UnitResult) -> Scorecard:
    assert result.card
    return result.card


def shown(mark: Mark, stage: str = "self") -> str:
    """Points as the tables write them: ``chưa có`` while somebody has to act, else ``không tính``."""
    if mark.status is Status.EXEMPT or (mark.status is Status.NOT_APPLICABLE and not mark.top):
        return "không tính"
    worth = mark.at(stage)  # type: ignore[arg-type]
    return "chưa có" if worth is None else show_number(worth)


def many(units: int, **more: Any) -> Roster:
    """A set of one criterion, for so many units."""
    return made([group(criterion("c", "100"))], units, **more)
