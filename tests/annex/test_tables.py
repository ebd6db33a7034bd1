"""Whole tables as offices publish them, and the set that each gives: bang-diem.yaml reads without code."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scoring.annex.drafting import drafted
from scoring.annex.nodes import Node
from scoring.annex.paper import Paper, PaperCell, PaperLine, PaperRow, PaperTable
from scoring.annex.plain import Heading, roster_of
from scoring.annex.seen import Certainty
from scoring.annex.told import seen_rows
from scoring.criteria.units import Roster
from scoring.text import show_number

CASES = YAML(typ="safe", pure=True).load(Path(__file__).parent / "bang-diem.yaml")
BLOCKS = {"bonus": "Điểm thưởng", "penalty": "Điểm trừ"}


def table(number: int, case: dict[str, Any]) -> PaperTable:
    bold = case.get("in đậm", [])
    rows = tuple(
        PaperRow(f"Bảng {number}, dòng {at}", tuple(PaperCell(str(text), bold=at in bold) for text in texts))
        for at, texts in enumerate(case["dòng"], 1)
    )
    return PaperTable(f"Bảng {number}", rows, lines(case.get("trên bảng", [])))


def lines(texts: list[str]) -> tuple[PaperLine, ...]:
    return tuple(PaperLine(f"Đoạn {at}", text) for at, text in enumerate(texts, 1))


def told(node: Node, roster: Roster) -> list[str]:
    words = [node.code, node.text, show_number(node.top)]
    if not node.children:
        words.append(roster.criteria.criteria[node.code].rule_words)
    return [" | ".join(words), *(line for child in node.children for line in told(child, roster))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["tên"])
def test_a_table_gives_its_set_and_all_that_is_unsure(case: dict[str, Any]) -> None:
    tables = tuple(table(number, each) for number, each in enumerate(case["bảng"], 1))
    paper = Paper(tables, lines(case.get("sau bảng", [])))
    draft = drafted(paper, tables)
    roster = roster_of(draft, Heading("Bộ", 2026))
    found = [line for group in draft.groups for line in told(group, roster)]
    for key, extra in draft.extras.items():
        found.append(f"{BLOCKS[key]} | {extra.text} | {show_number(extra.cap)}")
        found += [line for node in extra.criteria for line in told(node, roster)]
    assert found == case["bộ tiêu chí"]
    classes = [f"{each.name} từ {show_number(each.low)}" for each in draft.classes]
    assert classes == case.get("xếp loại", [])
    unsure = [row.place for row in seen_rows(draft) if row.certainty in (Certainty.UNSURE, Certainty.UNKNOWN)]
    assert unsure == case["cần xem"]
