"""What a book was exported with is no entry, whatever happened between export and import."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border

from scoring.criteria.units import Roster
from scoring.register import Action, Draft
from scoring.register.actions import Adopted
from scoring.rules import Entry
from scoring.standing.run import Consolidation
from scoring.standing.submissions import submissions, under_decisions
from scoring.verification.layout import STAMP
from tests.reports.runs import consolidate
from tests.verification.books import (
    Cells,
    after,
    at,
    changed,
    codes,
    columns,
    exported,
    filled,
    fresh,
    received,
    resubmitted,
    run,
    taken,
)

UNIT, CODE = "ktht", "2.6"
OWN = run().results[UNIT].card.marks[CODE].points  # type: ignore[union-attr]
assert OWN is not None


def sent_again(
    of: Consolidation, worth: Decimal = Decimal(1), units: Sequence[str] = (UNIT,), **entry: Any
) -> Consolidation:
    """The units have sent another self score of the criterion, or say that it did not arise."""
    receipts = []
    for each in of.receipts:
        if each.unit in units and each.form:
            row = replace(each.form.rows[CODE], entry=Entry(**(entry or {"answers": {"1": worth}})))
            each = replace(each, form=replace(each.form, rows={**each.form.rows, CODE: row}))  # noqa: PLW2901
        receipts.append(each)
    return replace(consolidate(of.roster, tuple(receipts)), ledger=of.ledger)


def verdict(of: Consolidation, tmp: Path, cells: Cells) -> Consolidation:
    """The run after these cells were typed into a new book and imported."""
    decided = taken(of, tmp, filled(exported(of), cells))
    assert set(codes(decided)) <= {"V18"}
    return after(of, decided.drafts)


def nobody(of: Consolidation, tmp: Path) -> Consolidation:
    return of


def agreed(of: Consolidation, tmp: Path) -> Consolidation:
    """Points equal to the self score, which need no reason."""
    return verdict(of, tmp, {(UNIT, CODE, "points1"): OWN})


def lowered_twice(of: Consolidation, tmp: Path) -> Consolidation:
    first: Cells = {(UNIT, CODE, "points1"): OWN - 1, (UNIT, CODE, "reason1"): "Thiếu"}
    second: Cells = {(UNIT, CODE, "points2"): OWN, (UNIT, CODE, "reason2"): "Đã bổ sung"}
    return verdict(verdict(of, tmp, first), tmp, second)


def agreed_then_sent_again(of: Consolidation, tmp: Path) -> Consolidation:
    return sent_again(agreed(of, tmp))


def lowered_then_sent_again(of: Consolidation, tmp: Path) -> Consolidation:
    return sent_again(lowered_twice(of, tmp))


def nothing(of: Consolidation, tmp: Path) -> Consolidation:
    return of


def another_answer(of: Consolidation, tmp: Path) -> Consolidation:
    return sent_again(of, Decimal("2.5"))


def not_arisen(of: Consolidation, tmp: Path) -> Consolidation:
    return sent_again(of, answers={}, not_applicable=True)


def exempted(of: Consolidation, tmp: Path) -> Consolidation:
    now = after(of, [Draft(Action.EXEMPTED, 2026, unit=UNIT, criterion=CODE, reason="Tổ mới")])
    roster = under_decisions(of.roster, now.ledger)
    return replace(consolidate(roster, of.receipts), ledger=now.ledger)


def revoked(of: Consolidation, tmp: Path) -> Consolidation:
    values = {"seq": str(of.ledger.last)}
    return after(of, [Draft(Action.REVOKED, 2026, unit=UNIT, values=values)]) if of.ledger.last else of


def another_verifier(of: Consolidation, tmp: Path) -> Consolidation:
    return verdict(of, tmp, {(UNIT, CODE, "points1"): Decimal(2), (UNIT, CODE, "reason1"): "Kiểm tra lại"})


def another_row(of: Consolidation, tmp: Path) -> Consolidation:
    return verdict(of, tmp, {(UNIT, "2.5", "points1"): Decimal(1), (UNIT, "2.5", "reason1"): "Thiếu"})


def left_the_list(of: Consolidation, tmp: Path) -> Consolidation:
    roster = Roster(of.criteria, tuple(unit for unit in of.roster.units if unit.code != UNIT))
    gone = consolidate(roster, tuple(r for r in of.receipts if r.unit != UNIT))
    return replace(gone, ledger=of.ledger)


def withdrawn(of: Consolidation, tmp: Path) -> Consolidation:
    return replace(of, receipts=tuple(r for r in of.receipts if r.unit != UNIT))


Step = Callable[[Consolidation, Path], Consolidation]
BEFORE: tuple[Step, ...] = (nobody, agreed, lowered_twice, agreed_then_sent_again, lowered_then_sent_again)
MEANWHILE: tuple[Step, ...] = (
    nothing,
    another_answer,
    not_arisen,
    exempted,
    revoked,
    another_verifier,
    another_row,
    left_the_list,
    withdrawn,
)


@pytest.fixture(scope="module", params=BEFORE, ids=lambda step: step.__name__)
def started(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Consolidation, list[bytes]]:
    """The run after the step before; its book as it was exported and as another program saves it."""
    then = request.param(run(), tmp_path_factory.mktemp("before"))
    book = exported(then)
    return then, [book, changed(book, lambda _: None)]


@pytest.mark.parametrize("meanwhile", MEANWHILE, ids=lambda step: step.__name__)
def test_an_untouched_book_changes_nothing_and_blocks_nothing(
    started: tuple[Consolidation, list[bytes]], meanwhile: Step, tmp_path: Path
) -> None:
    then, copies = started
    now = meanwhile(then, tmp_path)
    for copy in copies:
        decided = taken(now, tmp_path, copy)
        assert (decided.errors, decided.drafts) == (0, ())
        assert set(codes(decided)) <= {"V18"}


def test_other_rows_of_such_a_book_are_taken(tmp_path: Path) -> None:
    now = agreed_then_sent_again(run(), tmp_path)
    other: Cells = {(UNIT, "2.5", "points1"): Decimal(1), (UNIT, "2.5", "reason1"): "Thiếu"}
    decided = taken(now, tmp_path, filled(exported(now), other))
    assert (codes(decided), [draft.criterion for draft in decided.drafts]) == (["V18"], ["2.5"])


def test_keeping_points_that_now_differ_needs_a_reason(tmp_path: Path) -> None:
    now = agreed_then_sent_again(run(), tmp_path)
    kept: Cells = {(UNIT, CODE, "reviewed"): "x"}
    assert codes(taken(now, tmp_path, filled(exported(now), kept))) == ["V09"]
    reasoned: Cells = {**kept, (UNIT, CODE, "reason1"): "Hồ sơ vẫn đủ"}
    [draft] = taken(now, tmp_path, filled(exported(now), reasoned)).drafts
    form = now.form(UNIT)
    assert form
    assert (draft.values["points"], draft.values["answer"]) == (f"{OWN:f}", form.rows[CODE].fingerprint)


def test_other_words_beside_old_points_are_no_second_look(tmp_path: Path) -> None:
    now = lowered_then_sent_again(run(), tmp_path)
    decided = taken(now, tmp_path, filled(exported(now), {(UNIT, CODE, "reason2"): "Đã bổ sung đủ"}))
    assert codes(decided) == ["V18"]
    later = after(now, decided.drafts)
    assert later.ledger.verdicts()[UNIT, CODE].reason == "Đã bổ sung đủ"
    assert codes(taken(later, tmp_path, exported(later))) == ["V18"]


def test_emptied_and_marked_the_old_points_are_taken_back(tmp_path: Path) -> None:
    now = agreed_then_sent_again(run(), tmp_path)
    emptied: Cells = {(UNIT, CODE, "points1"): None, (UNIT, CODE, "reviewed"): "x"}
    decided = taken(now, tmp_path, filled(exported(now), emptied))
    [draft] = decided.drafts
    assert (codes(decided), draft.action) == ([], Action.REVOKED)
    assert (UNIT, CODE) not in after(now, decided.drafts).ledger.verdicts()


def test_v19_points_for_what_was_exempted_are_kept_and_told(tmp_path: Path) -> None:
    book = filled(fresh(), {(UNIT, CODE, "points1"): OWN})
    now = exempted(run(), tmp_path)
    decided = taken(now, tmp_path, book)
    assert (codes(decided), decided.errors, len(decided.drafts)) == (["V19"], 0, 1)
    later = after(now, decided.drafts)
    assert later.outdated == {}


@pytest.mark.parametrize(("points", "told"), [(OWN - 1, ["V26"]), (OWN, [])])
def test_v26_points_that_go_before_an_adoption_are_told(
    tmp_path: Path, points: Decimal, told: list[str]
) -> None:
    book = filled(fresh(), {(UNIT, CODE, "points1"): points, (UNIT, CODE, "reason1"): "Theo hồ sơ"})
    receipt = run().receipt(UNIT)
    assert receipt
    decision = Adopted(receipt.sha256).draft(2026, "nam", UNIT, CODE, reason="Theo biên bản")
    decided = taken(after(run(), [decision]), tmp_path, book)
    assert (codes(decided), decided.errors, len(decided.drafts)) == (told, 0, 1)
    assert codes(taken(run(), tmp_path, book)) == [], "nobody adopted anything"


def test_points_for_a_unit_that_left_the_list_are_refused(tmp_path: Path) -> None:
    book = filled(fresh(), {(UNIT, CODE, "points1"): OWN})
    assert codes(taken(left_the_list(run(), tmp_path), tmp_path, book)) == ["V08"]


def test_verified_points_of_an_old_answer_do_not_count(tmp_path: Path) -> None:
    now = agreed_then_sent_again(run(), tmp_path)
    assert now.outdated == {UNIT: (CODE,)}
    by_unit = {each.unit: each for each in submissions(now.roster, now.period, now.receipts, now.ledger)}
    assert (by_unit[UNIT].verified, by_unit[UNIT].waits) == ({}, True)
    same = agreed(run(), tmp_path)
    [counted] = [s for s in submissions(same.roster, same.period, same.receipts, same.ledger) if s.verified]
    assert (counted.verified, counted.waits) == ({CODE: OWN}, False)


# Books that other programs saved


def numbers_for_text(book: Workbook) -> None:
    """As a program saves that takes for a number whatever looks like one."""
    for row in book[STAMP].iter_rows():
        for cell in row:
            if str(cell.value).isdecimal():
                cell.value = int(cell.value)
    for sheet in book.worksheets[1:-1]:
        head, column = columns(sheet)
        for row in range(head + 1, sheet.max_row + 1):
            cell = sheet.cell(row, column["code"])
            if str(cell.value).count(".") == 1:
                cell.value = float(cell.value)


def without_looks(book: Workbook) -> None:
    """As a program saves that keeps neither borders, formats nor merges."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                cell.number_format, cell.border = "General", Border()


@pytest.mark.parametrize("saved", [numbers_for_text, without_looks], ids=lambda change: change.__name__)
def test_a_book_that_another_program_saved_reads_the_same(
    saved: Callable[[Workbook], None], tmp_path: Path
) -> None:
    book = filled(fresh(), {(UNIT, CODE, "points1"): OWN})
    before, again = received(run(), tmp_path, book, changed(book, saved))
    assert again.findings == before.findings == ()
    assert again.stamp == before.stamp
    assert {r.item.key: r.judgement for r in again.rows} == {r.item.key: r.judgement for r in before.rows}


def as_percent(value: float) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        cell = at(book, UNIT, CODE, "points1")
        cell.value, cell.number_format = value, "0%"

    return change


def test_v20_a_percentage_typed_as_points_is_asked_back(tmp_path: Path) -> None:
    decided = taken(run(), tmp_path, changed(fresh(), as_percent(0.75)))
    [book] = decided.books
    [found] = book.findings
    assert (found.code, found.found, found.expected) == ("V20", "75%", "0,75")
    assert "ghi theo phần trăm (75%, tức là 0,75 điểm)" in found.message
    assert found.remedy.endswith("75% của 10 điểm là 7,5.")
    assert decided.drafts == ()


def test_a_resubmission_with_other_words_only_waits_too(tmp_path: Path) -> None:
    now = resubmitted(agreed(run(), tmp_path), UNIT, CODE)
    assert now.outdated == {UNIT: (CODE,)}
