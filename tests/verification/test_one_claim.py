"""Where only one criterion of several counts, the verifiers are told that they gave points to more."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from scoring.criteria.loader import load_roster
from scoring.rules import YES, Entry
from scoring.rules.base import Answer
from scoring.standing.run import Consolidation
from scoring.verification.page import on_page
from tests.reports.runs import consolidate, form, receipt
from tests.verification.books import SETS, Cells, after, codes, exported, filled, taken

UNIT = "thon-1"


@cache
def one_claim() -> Consolidation:
    """A unit that claims 3.1.1 of the three criteria below 3.1."""
    roster = load_roster(SETS / "nhom-diem")
    made = form(roster, roster.evaluated[0], 3)
    said: dict[str, Answer] = {"3.1.1": YES, "3.1.2": Decimal(0), "3.1.3": Decimal(0)}
    rows = {code: replace(made.rows[code], entry=Entry({"1": answer})) for code, answer in said.items()}
    return consolidate(roster, (receipt(replace(made, rows={**made.rows, **rows})),))


def points(**given: str) -> Cells:
    """Points of 3.1.1 to 3.1.3 as they are typed."""
    cells = {(UNIT, f"3.1.{n[1:]}", "points1"): Decimal(worth) for n, worth in given.items()}
    return cells | {(UNIT, f"3.1.{n[1:]}", "reason1"): "Theo hồ sơ" for n in given}


def test_points_for_two_of_which_one_counts_are_told_at_both(tmp_path: Path) -> None:
    of = one_claim()
    both = taken(of, tmp_path, filled(exported(of), points(c1="2", c3="3", c2="0")))
    assert codes(both) == ["V25", "V25"] and both.errors == 0 and len(both.drafts) == 3
    told = on_page(both.books[0].findings[0])
    assert "một trong 3.1.1, 3.1.2, 3.1.3, đã cho điểm ở 3.1.1, 3.1.3;" in told.message
    assert "danvan" not in told.remedy
    assert codes(taken(of, tmp_path, filled(exported(of), points(c1="0", c3="3", c2="0")))) == []


def test_what_another_book_gave_before_counts_too(tmp_path: Path) -> None:
    of = one_claim()
    later = after(of, taken(of, tmp_path, filled(exported(of), points(c1="4"))).drafts)
    assert codes(taken(later, tmp_path, filled(exported(later), points(c3="3")))) == ["V25"]
    assert codes(taken(later, tmp_path, filled(exported(later), points(c3="0")))) == []
