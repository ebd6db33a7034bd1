"""Conditions are rows of the book: Có or Không, with the same rules as points."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.register.actions import ConditionDecided, Verified
from scoring.standing.conditions import ConditionState
from scoring.standing.run import Consolidation
from scoring.verification.progress import progress_of
from tests.verification.books import Cells, after, at, codes, exported, filled, fresh, run, taken
from tools.libreoffice import LibreOffice

UNIT = "ktht"


def state(of: Consolidation, code: str = "DK1") -> ConditionState:
    return next(each for each in of.conditions(UNIT) if each.condition.code == code)


def said(first: str, **more: object) -> Cells:
    return {(UNIT, "DK1", "points1"): first, **{(UNIT, "DK1", key): value for key, value in more.items()}}


def other() -> str:
    """What the unit did not declare."""
    return "Không" if state(run()).declared else "Có"


def same() -> str:
    return "Có" if state(run()).declared else "Không"


def test_a_condition_stands_below_the_criteria_with_what_the_unit_declared() -> None:
    book = load_workbook(BytesIO(fresh()))
    assert at(book, UNIT, "DK1", "own").value == same()
    assert at(book, UNIT, "DK1", "top").value is None
    assert at(book, UNIT, "DK1", "points1").value is None


def test_what_is_agreed_becomes_final(tmp_path: Path) -> None:
    decided = taken(run(), tmp_path, filled(fresh(), said(same())))
    assert codes(decided) == []
    [draft] = decided.drafts
    later = after(run(), [draft])
    assert (state(run()).settled, state(later).settled) == (None, state(run()).declared)
    assert state(later).verdict is not None


def test_another_word_needs_a_reason_and_then_holds(tmp_path: Path) -> None:
    assert codes(taken(run(), tmp_path, filled(fresh(), said(other())))) == ["V21"]
    decided = taken(run(), tmp_path, filled(fresh(), said(other(), reason1="QĐ kỷ luật số 5")))
    assert codes(decided) == []
    assert state(after(run(), decided.drafts)).settled is (not state(run()).declared)


@pytest.mark.parametrize(("typed", "found"), [("chưa rõ", ["N08"]), (1, ["N08"]), ("có", []), ("KHÔNG", [])])
def test_only_yes_and_no_are_read(typed: object, found: list[str], tmp_path: Path) -> None:
    cells = said(typed, reason1="Theo hồ sơ")  # type: ignore[arg-type]
    assert codes(taken(run(), tmp_path, filled(fresh(), cells))) == found


def test_a_second_round_says_otherwise_with_a_reason(tmp_path: Path) -> None:
    cells = said(other(), reason1="QĐ số 5", reply="QĐ đã hủy", points2=same())
    assert codes(taken(run(), tmp_path, filled(fresh(), cells))) == ["V21"]
    decided = taken(run(), tmp_path, filled(fresh(), {**cells, (UNIT, "DK1", "reason2"): "QĐ 9 hủy QĐ 5"}))
    later = after(run(), decided.drafts)
    assert state(later).settled is state(run()).declared
    assert at(load_workbook(BytesIO(exported(later))), UNIT, "DK1", "points2").value == same()


def test_what_the_unit_declared_may_not_be_changed_in_the_book(tmp_path: Path) -> None:
    assert codes(taken(run(), tmp_path, filled(fresh(), {(UNIT, "DK1", "own"): other()}))) == ["V24"]


def verified(first: str, tmp_path: Path) -> Consolidation:
    decided = taken(run(), tmp_path, filled(fresh(), said(first, reason1="Theo hồ sơ")))
    return after(run(), decided.drafts)


def redeclared(before: Consolidation) -> Consolidation:
    """The unit has sent a form that says the other thing."""
    receipts = []
    for each in before.receipts:
        form = each.form
        if each.unit == UNIT and form:
            row = replace(form.rows["DK1"], explanation="Nay khai lại")
            declared = {**form.declared, "DK1": not form.declared["DK1"]}
            form = replace(form, rows={**form.rows, "DK1": row}, declared=declared)
        receipts.append(replace(each, form=form))
    return replace(before, receipts=tuple(receipts))


def test_a_verdict_waits_once_the_unit_declares_something_else(tmp_path: Path) -> None:
    later = redeclared(verified(same(), tmp_path))
    assert state(later).outdated
    assert state(later).settled is None
    assert later.outdated[UNIT] == ("DK1",)
    book = exported(later)
    assert str(at(load_workbook(BytesIO(book)), UNIT, "DK1", "check").value).startswith("=")
    decided = taken(later, tmp_path, filled(book, {(UNIT, "DK1", "reviewed"): "x"}))
    assert codes(decided) == []
    settled = redeclared(after(verified(same(), tmp_path), decided.drafts))
    assert (state(settled).outdated, state(settled).settled) == (False, state(run()).declared)


def test_a_blank_takes_no_word_back(tmp_path: Path) -> None:
    later = verified(same(), tmp_path)
    decided = taken(later, tmp_path, filled(exported(later), said(None, reason1=None)))  # type: ignore[arg-type]
    assert codes(decided) == ["V23"]
    assert decided.drafts == ()


def test_nobody_verifies_what_a_person_decided(tmp_path: Path) -> None:
    ruling = ConditionDecided(holds=True, declared=same()).draft(2026, "", UNIT, "DK1", "Có kết luận")
    later = after(run(), [replace(ruling, document="KL 7")])
    book = load_workbook(BytesIO(exported(later)))
    assert at(book, UNIT, "DK1", "final").value == "Có"
    assert at(book, UNIT, "DK1", "points1").protection.locked
    decided = taken(later, tmp_path, filled(fresh(), said(same())))  # a book from before the decision
    assert codes(decided) == ["V19"]
    assert state(after(later, decided.drafts)).settled is True
    assert Verified.of(after(later, decided.drafts).ledger.records[-1]).condition


def test_open_conditions_are_counted_with_the_criteria() -> None:
    def todo(of: Consolidation) -> int:
        return sum(each.todo for each in progress_of(of))

    ruling = ConditionDecided(holds=False).draft(2026, "", UNIT, "DK1", "Có kết luận")
    assert todo(after(run(), [ruling])) == todo(run()) - 1


def test_the_column_of_checks_says_the_same_live(tmp_path: Path, libreoffice: LibreOffice) -> None:
    later = redeclared(verified(same(), tmp_path))
    cases = {
        "V21": (fresh(), said(other())),
        "N08": (fresh(), said("chưa rõ")),
        "V10": (fresh(), {(UNIT, "DK1", "points2"): same(), (UNIT, "DK1", "reason2"): "vì"}),
        "V11": (fresh(), {(UNIT, "DK1", "reason1"): "vì"}),
        "": (fresh(), said(same())),
        "V22": (exported(later), {}),
    }
    paths = []
    for name, (book, cells) in cases.items():
        path = tmp_path / f"{name or 'sound'}.xlsx"
        path.write_bytes(filled(book, cells))
        paths.append(path)
    shown = {}
    for name, saved in zip(cases, libreoffice.recalculated(paths, tmp_path / "saved"), strict=True):
        book_ = load_workbook(saved, data_only=True)
        shown[name] = (at(book_, UNIT, "DK1", "check").value, at(book_, UNIT, "DK1", "final").value)
    assert "chưa ghi lý do" in shown["V21"][0]
    assert "chọn trong danh sách" in shown["N08"][0]
    assert "chưa ghi lần 1" in shown["V10"][0]
    assert "chưa ghi “Điểm thẩm định lần 1”" in shown["V11"][0]
    assert shown[""] == ("Đạt", same())
    assert shown["V22"][0].startswith("Lưu ý: Cần xem lại")
    assert not shown["V22"][1]
