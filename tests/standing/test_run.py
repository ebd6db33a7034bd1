from collections.abc import Iterator
from dataclasses import replace

import pytest

from scoring.register import Action, Ledger, Record
from scoring.reports.final.still_open import still_open
from scoring.standing.run import Consolidation
from tests.reports.workbooks import variant


@pytest.mark.parametrize(
    ("period", "words"),
    [("nam", "năm 2026"), ("6-thang", "6 tháng năm 2026"), ("dot-xuat", "dot-xuat năm 2026")],
)
def test_period_words(run: Consolidation, period: str, words: str) -> None:
    assert replace(run, period=period).period_words == words


def test_long_report_names_are_cut_to_the_period(run: Consolidation) -> None:
    def rename(content: dict) -> None:
        content["reports"][0]["name"] = "Báo cáo 6 tháng, kèm số liệu"

    roster = variant(run.roster, rename)
    assert replace(run, roster=roster, period="6-thang").period_words == "6 tháng năm 2026"


def test_every_finding_has_its_file(run: Consolidation) -> None:
    assert [(f.file, f.unit) for f in run.findings] == [
        ("tu-cham-p1.xlsx", "p1"),
        ("tu-cham-tdp-9.xlsx", "tdp-9"),
        ("anh-chup.jpg", ""),
        ("bao cao cu.xls", ""),
    ]


def test_form_is_that_of_the_counted_file(run: Consolidation) -> None:
    form = run.form("tdp-1")
    assert form
    assert form.unit == "tdp-1"
    assert run.form("p4") is None
    assert run.files("p4") == ()


def test_placed_units_stand_best_first_disqualified_last(run: Consolidation) -> None:
    placed = run.placed("tdp")
    assert [r.in_block.place for r in placed if r.in_block] == list(range(1, len(placed)))
    assert placed[-1].unit == "tdp-5"
    assert "tdp-9" not in [r.unit for r in placed]
    assert run.scored("tdp")[-1].unit == "tdp-9"


def test_all_lines_are_not_read_again_for_every_point(
    run: Consolidation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A province has 7,000 units: its whole register is read a few times, however many there are."""
    through = 0
    plain = Ledger.of

    def of(
        self: Ledger, *actions: Action, unit: str | None = None, period: str | None = None
    ) -> Iterator[Record]:
        nonlocal through
        through += unit is None
        return plain(self, *actions, unit=unit, period=period)

    monkeypatch.setattr(Ledger, "of", of)
    assert list(still_open(replace(run, ledger=Ledger(run.ledger.records))))
    assert through < len(run.results.units)
