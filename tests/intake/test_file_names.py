"""A form under the name of another unit counts for nobody; names that say nothing certain are left alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.intake.file_names import FileNames, stem
from scoring.intake.model import Outcome, Receipt
from scoring.rules import Answer, Entry
from tests.intake.forms import (
    codes,
    mini,
    mini_hash,
    sound,
    with_row,
    written,
)
from tests.intake.period_forms import reported
from tests.support.receiving import receive

WARD = load_roster(Path(__file__).parents[2] / "criteria" / "viet-hoa-2026")

OWN_OR_NOTHING = [
    ("tdp-02", "tu-cham-2026-tdp-02-to-dan-pho-so-2.xlsx"),
    ("tdp-02", "tu-cham-2026-tdp-02-to-dan-pho-so-2 (3).xlsx"),
    ("tdp-02", "tu-cham-2026-tdp-02-to-dan-pho-so-2(1)(1).xlsx"),
    ("tdp-02", "tu-cham-2026-tdp-02-to-dan-pho-so-2 - bản cuối 3.xlsx"),
    ("tdp-02", "Bản sao của tu-cham-2026-tdp-02-to-dan-pho-so-2.xlsx"),
    ("tdp-02", "tu_cham_2026_tdp_02_to_dan_pho_so_2_1.xlsx"),
    ("tdp-02", "TDP02.xlsx"),
    ("tdp-02", "Tổ dân phố số 2 gửi lần 3.xlsx"),
    ("tdp-02", "Tổ dân phố 2 ngày 3-11-2026.xlsx"),
    ("tdp-02", "TDP 2 và TDP 3.xlsx"),
    ("tdp-02", "TDP 3, TDP 4.xlsx"),
    ("tdp-02", "gửi Phòng VHXH.xlsx"),
    ("tdp-02", "Phòng Văn hóa - Xã hội.xlsx"),
    ("tdp-02", "Bieu mau nop thang 11 (ban chot).xlsx"),
    ("tdp-02", "z5021234567890_0f3a9bc1d2.xlsx"),
    ("tdp-02", "bieu.xlsx"),
    ("tdp-02", "2.xlsx"),
    ("tdp-02", "Đơn vị 3.xlsx"),
    ("tdp-02", "TDP 3/bieu.xlsx"),
    ("mn", "mn (2).xlsx"),
    ("mn", "tu-cham-2026-mn-2.xlsx"),
    ("mn", "Trường Mầm non số 1 (2).xlsx"),
    ("vp", "Văn phòng HĐND và UBND phường gửi Công an phường.xlsx"),
    ("tdp-01", "Tổ dân phố số 1 nộp Trạm Y tế.xlsx"),
]

OTHERS = [
    ("tdp-02", "tu-cham-2026-tdp-03-to-dan-pho-so-3.xlsx", "tdp-03"),
    ("tdp-02", "tu-cham-2026-tdp-03-to-dan-pho-so-3 (2).xlsx", "tdp-03"),
    ("tdp-02", "Bản sao của tu-cham-2026-tdp-03-to-dan-pho-so-3 - bản cuối.xlsx", "tdp-03"),
    ("tdp-02", "TDP03.xlsx", "tdp-03"),
    ("tdp-02", "Tổ dân phố số 3.xlsx", "tdp-03"),
    ("tdp-02", "To dan pho 3 nam 2026.xlsx", "tdp-03"),
    ("tdp-02", "TDP số 3 (1).xlsx", "tdp-03"),
    ("tdp-01", "tdp-10.xlsx", "tdp-10"),
    ("tdp-10", "tdp-01.xlsx", "tdp-01"),
    ("mn", "tu-cham-2026-mn-2-truong-mam-non-so-2.xlsx", "mn-2"),
    ("mn-2", "bao-cao-6-thang-2026-mn-truong-mam-non-so-1.xlsx", "mn"),
    ("tdp-02", "tu-cham-2026-vhxh-phong-van-hoa-xa-hoi.xlsx", "vhxh"),
    ("tdp-02", "tu-cham-2026-ca.xlsx", "ca"),
    ("tdp-02", "Trạm Y tế.xlsx", "tyt"),
]


def named(file: str, code: str, roster: Roster = WARD) -> str:
    own = roster.unit(code)
    assert own
    other = FileNames(roster).other(file, own)
    return other.code if other else ""


@pytest.mark.parametrize(("code", "file"), OWN_OR_NOTHING)
def test_a_name_of_the_own_unit_or_of_none_raises_no_alarm(code: str, file: str) -> None:
    assert named(file, code) == ""


@pytest.mark.parametrize(("code", "file", "wanted"), OTHERS)
def test_a_name_of_another_unit_is_noticed(code: str, file: str, wanted: str) -> None:
    assert named(file, code) == wanted


def test_no_unit_s_own_form_is_taken_for_another_s() -> None:
    names = FileNames(WARD)
    for unit in WARD.evaluated:
        for file in (f"tu-cham-2026-{stem(unit)}.xlsx", f"{unit.name}.xlsx", f"{unit.code} (2).xlsx"):
            assert names.other(file, unit) is None, file
        others = [each for each in WARD.evaluated if each is not unit]
        for file, own in ((f"bao-cao-6-thang-2026-{stem(unit)} (1).xlsx", other) for other in others):
            assert names.other(file, own) is unit, (file, own.code)


def take(folder: Path, period: str = "nam") -> dict[str, Receipt]:
    return {receipt.file: receipt for receipt in receive(folder, mini(), mini_hash(), period)}


@pytest.mark.parametrize("period", ["nam", "6-thang"])
def test_a_neighbour_s_form_takes_nobody_s_place(period: str, tmp_path: Path) -> None:
    """tdp-2 fills the form of tdp-1, later and under its own name."""
    good, wrong = f"bieu-2026-{stem_of('tdp-1')}.xlsx", f"bieu-2026-{stem_of('tdp-2')}.xlsx"
    fill = sound if period == "nam" else reported
    first = replace(fill("tdp-1"), sign_off=sound(day=date(2026, 6, 1)).sign_off)
    (tmp_path / good).write_bytes(written(first, "tdp-1", period=period))
    (tmp_path / wrong).write_bytes(written(fill("tdp-1"), "tdp-1", period=period))
    receipts = take(tmp_path, period)
    assert (receipts[good].unit, receipts[good].counted) == ("tdp-1", True)
    assert (receipts[wrong].outcome, receipts[wrong].unit) == (Outcome.REJECTED, "")
    assert codes(receipts[wrong]) == ["D09"]
    [found] = receipts[wrong].findings
    assert found.is_error
    assert "“Tổ dân phố số 2”" in found.message
    assert "“Tổ dân phố số 1”" in found.message


def stem_of(code: str) -> str:
    unit = mini().unit(code)
    assert unit
    return stem(unit)


def test_what_was_kept_is_asked_under_its_new_name(tmp_path: Path) -> None:
    """The cache knows the bytes, not the name."""
    inbox, cache = tmp_path / "hộp", tmp_path / "cache"
    inbox.mkdir()
    path = inbox / "tdp-1.xlsx"
    path.write_bytes(written(sound("tdp-1"), "tdp-1"))

    def look() -> Receipt:
        [receipt] = receive(inbox, mini(), mini_hash(), "nam", cache=cache)
        return receipt

    assert codes(look()) == []
    path.rename(inbox / "tdp-2.xlsx")
    assert codes(look()) == ["D09"]


def test_a_form_with_mostly_other_answers_is_warned_of(tmp_path: Path) -> None:
    """Under a name that says nothing a neighbour's answers look like a second sending."""
    version(tmp_path, "1.xlsx", 1, 0)
    version(tmp_path, "2.xlsx", 2, 99)
    receipts = take(tmp_path)
    assert receipts["2.xlsx"].counted
    [found] = receipts["2.xlsx"].findings
    assert (found.code, found.is_error, found.expected) == ("D10", False, "1.xlsx")


def test_a_form_with_some_other_answers_is_an_ordinary_one(tmp_path: Path) -> None:
    version(tmp_path, "1.xlsx", 1, 0)
    version(tmp_path, "2.xlsx", 2, 3)
    assert codes(take(tmp_path)["2.xlsx"]) == []


def test_reports_with_mostly_other_words_are_warned_of(tmp_path: Path) -> None:
    first, second = reported(), reported(progress="Hoàn thành")
    other = {key: f"Khác: {text}" for key, text in second.report.items()}
    for number, filled in enumerate((first, replace(second, report=other)), 1):
        signed = replace(filled.sign_off, sending=number)
        (tmp_path / f"{number}.xlsx").write_bytes(written(replace(filled, sign_off=signed), period="6-thang"))
    assert codes(take(tmp_path, "6-thang")["2.xlsx"]) == ["D10"]


def version(folder: Path, name: str, sending: int, changes: int) -> None:
    """A sound form in which the first so many criteria are answered otherwise."""
    filled = sound(sending=sending)
    for code in list(filled.rows)[:changes]:
        given = filled.rows[code].entry.answers
        other = {key: _other(code, key, value) for key, value in given.items()}
        filled = with_row(filled, code, entry=Entry(other))
    (folder / name).write_bytes(written(filled))


def _other(code: str, key: str, value: Answer) -> Answer:
    criterion = mini().criteria.criteria[code]
    field = next(each for each in criterion.fields if each.key == key)
    if field.choices:
        return next(item for item in field.choices if item != value)
    assert isinstance(value, Decimal)
    return field.high - 1 if field.high else value + 1
