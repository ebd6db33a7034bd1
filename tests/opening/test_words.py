"""Each reason of the reader, each kind of file and of active content has its words and its code."""

from pathlib import Path
from string import Formatter

import pytest

from scoring.opening import words
from scoring.regular import IrregularError, Why
from scoring.xlsx.active import Active
from scoring.xlsx.refused import FileKind, Reason, Refused


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.OTHER_FILE])
def test_every_reason_is_a_finding(reason: Reason) -> None:
    slots = sum(field is not None for _, field, *_ in Formatter().parse(words._REASONS[reason][1]))
    allowed = (50_000, 500) if reason is Reason.FAR_CELL else 3 << 20
    found = words.refusal(Refused(reason, *["E12", "F9"][:slots], allowed=allowed))
    assert found.code in {"T01", "T02", "T03", "T05", "T10"}
    assert ("E12" in found.found) == bool(slots)
    assert "{" not in found.message + found.remedy


@pytest.mark.parametrize("kind", FileKind)
def test_every_kind_of_file_is_named(kind: FileKind) -> None:
    assert words.refusal(Refused(Reason.OTHER_FILE, kind)).code in {"T01", "T04"}


@pytest.mark.parametrize("active", Active)
def test_every_active_content_is_a_warning(active: Active) -> None:
    found = words.warning(active)
    assert found.code == "T07" and found.found in found.message


@pytest.mark.parametrize("why", Why)
def test_every_way_a_file_is_irregular_is_a_finding(why: Why) -> None:
    found = words.unreadable(IrregularError(Path("a"), why, 3 << 20))
    assert (found.found, found.expected) == (why, "3 MB" if why is Why.SIZE else "")


@pytest.mark.parametrize(
    ("refused", "found", "expected"),
    [
        (
            Refused(Reason.FAR_CELL, 7, 501, allowed=(50_000, 500)),
            "có dữ liệu ở dòng 7, cột 501",
            "50000 dòng, 500 cột",
        ),
        (Refused(Reason.INFLATED_SIZE, allowed=12 << 20), "nội dung sau giải nén quá lớn", "12 MB"),
        (Refused(Reason.SHEETS, allowed=60), "quá nhiều trang", "60"),
        (Refused(Reason.SAME_SHEET, "{0}"), "hai trang cùng tên “{0}”", ""),
    ],
)
def test_details_and_limits_stand_in_the_sentence(refused: Refused, found: str, expected: str) -> None:
    told = words.refusal(refused)
    assert (told.found, told.expected) == (found, expected)
