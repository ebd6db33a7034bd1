import pytest

from scoring.sheets.safe import (
    CELL_LIMIT,
    CUT,
    safe,
    sheet_name,
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tổ dân phố", "Tổ dân phố"),
        ("Hoa\u0300", "Hoà"),
        ("a\x00b\x07c\x1fd\x7f", "abcd"),
        ("a\ud800b\udfff", "a\ufffdb\ufffd"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a\tb"),
        ("\ufffe\uffff", ""),
        ("=1+1", "=1+1"),
        ("<r>x</r>", "<r>x</r> "),
        ("😀", "😀"),
    ],
)
def test_safe(text: str, kept: str) -> None:
    assert safe(text) == kept


def test_too_long_is_cut_visibly_and_between_characters() -> None:
    cut = safe("😀" * 20_000)
    assert cut.endswith(CUT)
    assert len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert "\ufffd" not in cut
    assert safe("a" * CELL_LIMIT) == "a" * CELL_LIMIT


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Chi tiết Khối 1", "Chi tiết Khối 1"),
        ("a[b]:c*d?e/f\\g", "a b  c d e f g"),
        ("'trích'", "trích"),
        ("", "Trang"),
        ("x" * 40, "x" * 30 + "…"),
        ("Xếp hạng Cơ quan, đơn vị trực thuộc", "Xếp hạng Cơ quan, đơn vị trực…"),
        ("Nhật ký", "Nhật ký (2)"),
        ("NHẬT KÝ", "NHẬT KÝ (2)"),
    ],
)
def test_sheet_name(wanted: str, name: str) -> None:
    assert sheet_name(wanted, {"nhật ký"}) == name


def test_cut_names_stay_different() -> None:
    taken: set[str] = set()
    names = [sheet_name("Chi tiết Khối các phòng chuyên môn " + tail, taken) for tail in "abc"]
    assert len(set(names)) == 3
    assert all(len(name) <= 31 for name in names)
