"""R4: the ratio of two counts, linear or in bands."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from scoring.rules import Rule
from tests.rules.cases import entry, points, refused, rule
from tools.libreoffice import LibreOffice

NAMES = {"top_label": "Đúng hạn", "bottom_label": "Phải làm"}
NOTHING = {"at_least": "0", "points": "0"}
BANDS = [{"at_least": "95", "points": "10"}, {"at_least": "80", "points": "6"}, NOTHING]
LINEAR, TO_80 = rule("ratio", **NAMES), rule("ratio", **NAMES, full_at="80")
BANDED, VOID = rule("ratio", **NAMES, bands=BANDS), rule("ratio", **NAMES, zero="not_applicable")


@pytest.mark.parametrize(
    ("each", "top", "part", "whole", "expected"),
    [
        (LINEAR, "12", 0, 7, "0"),
        (LINEAR, "12", 7, 7, "12"),
        (LINEAR, "12", 3, 4, "9"),
        (TO_80, "10", 40, 100, "5"),
        (TO_80, "10", 79, 100, "9.875"),
        (TO_80, "10", 80, 100, "10"),
        (TO_80, "10", 100, 100, "10"),
        (BANDED, "10", 95, 100, "10"),
        (BANDED, "10", 949, 1000, "6"),
        (BANDED, "10", 80, 100, "6"),
        (BANDED, "10", 7999, 10000, "0"),
        (BANDED, "10", 0, 3, "0"),
        (BANDED, "10", 19, 20, "10"),
    ],
)
def test_points_at_and_beside_the_bounds(each: Rule, top: str, part: int, whole: int, expected: str) -> None:
    assert points(each, top, part, whole) == Decimal(expected)


def test_a_band_is_decided_without_division() -> None:
    thirds = rule("ratio", **NAMES, bands=[{"at_least": "33.333333", "points": "1"}, NOTHING])
    assert points(thirds, "1", 1, 3) == 1
    assert points(thirds, "1", 33333332, 100000000) == 0


@pytest.mark.parametrize(
    ("each", "part", "whole", "codes"),
    [
        (LINEAR, 5, 4, ["N06"]),
        (LINEAR, 4, 4, []),
        (LINEAR, 0, 0, ["N07"]),
        (LINEAR, 1, 0, ["N06"]),
        (VOID, 0, 0, []),
        (VOID, 1, 0, ["N06"]),
        (VOID, 0, 1, []),
    ],
)
def test_contradictions(each: Rule, part: int, whole: int, codes: list[str]) -> None:
    assert [code for code, _ in each.mistakes(entry(part, whole))] == codes


def test_nothing_of_nothing_may_mean_not_applicable() -> None:
    assert VOID.void(entry(0, 0))
    assert not VOID.void(entry(0, 1))
    assert not VOID.void(entry(0))
    assert not LINEAR.void(entry(0, 0))


def test_the_guide_says_how() -> None:
    assert TO_80.guide(Decimal(10)) == (
        "Tỷ lệ = Đúng hạn / Phải làm. Đạt 80% trở lên: 10 điểm, thấp hơn tính theo tỷ lệ."
    )
    assert BANDED.guide(Decimal(10)) == (
        "Tỷ lệ = Đúng hạn / Phải làm. Từ 95%: 10 điểm; từ 80%: 6 điểm; từ 0%: 0 điểm."
    )


@pytest.mark.parametrize(
    ("bands", "says"),
    [
        ([("80", "6"), ("95", "10"), ("0", "0")], "từ cao xuống thấp"),
        ([("80", "6"), ("80", "5"), ("0", "0")], "không trùng"),
        ([("80", "6"), ("10", "0")], "mức cuối at_least: 0"),
        ([("80", "6"), ("0", "7")], "không được nhiều điểm hơn"),
    ],
)
def test_bands_have_no_gaps(bands: list[tuple[str, str]], says: str) -> None:
    assert says in refused("ratio", **NAMES, bands=[{"at_least": a, "points": p} for a, p in bands])


def test_bands_and_a_linear_bound_exclude_each_other() -> None:
    assert "full_at" in refused("ratio", **NAMES, bands=BANDS, full_at="90")


def test_the_best_band_is_the_maximum() -> None:
    assert BANDED.flaws(Decimal(10)) == ()
    assert BANDED.flaws(Decimal(12)) == ["mức cao nhất của bands được 10 điểm, điểm tối đa là 12"]
    assert LINEAR.flaws(Decimal(12)) == ()


QUARTER = rule("ratio", **NAMES, round_to="0.25")
MONEY = rule("ratio", **NAMES, step="0.01", over="capped")
UP_TO = [
    {"at_most": "0", "points": "10"},
    {"at_most": "20", "points": "6"},
    {"at_most": "100", "points": "0"},
]
LOW = rule("ratio", **NAMES, bands=UP_TO)
LOW_CAPPED = rule("ratio", **NAMES, bands=UP_TO, over="capped", step="0.1")


@pytest.mark.parametrize(
    ("each", "top", "part", "whole", "expected"),
    [
        (QUARTER, "6", "7", "9", "4.75"),
        (QUARTER, "6", "1", "48", "0.25"),
        (QUARTER, "6", "1", "49", "0"),
        (QUARTER, "6", "47", "48", "6"),
        (QUARTER, "1.5", "1", "12", "0.25"),
        (QUARTER, "1.5", "333333333333", "4000000000000", "0"),
        (QUARTER, "1.5", "333333333334", "4000000000000", "0.25"),
        (MONEY, "10", "12.5", "10", "10"),
        (MONEY, "10", "4.35", "8.7", "5"),
        (LOW, "10", "0", "7", "10"),
        (LOW, "10", "1", "100000", "6"),
        (LOW, "10", "20", "100", "6"),
        (LOW, "10", "2001", "10000", "0"),
        (LOW, "10", "100", "100", "0"),
        (LOW_CAPPED, "10", "17.3", "0.1", "0"),
        (LOW_CAPPED, "10", "0.1", "0.5", "6"),
    ],
)
def test_steps_decimals_and_low_shares(each: Rule, top: str, part: str, whole: str, expected: str) -> None:
    assert points(each, top, Decimal(part), Decimal(whole)) == Decimal(expected)


def test_more_than_all_is_no_mistake_where_it_is_capped() -> None:
    void = rule("ratio", **NAMES, over="capped", zero="not_applicable")
    said = [
        [code for code, _ in each.mistakes(entry(5, whole))] for each in (MONEY, void) for whole in (4, 0)
    ]
    assert said == [[], ["N07"], [], ["N07"]]
    assert void.mistakes(entry(0, 0)) == ()


def test_the_guide_says_the_step_the_cap_and_the_low_bands() -> None:
    assert QUARTER.guide(Decimal(6)).endswith("thấp hơn tính theo tỷ lệ, làm tròn đến bội gần nhất của 0,25.")
    assert LOW_CAPPED.guide(Decimal(10)) == (
        "Tỷ lệ = Đúng hạn / Phải làm. Đến 0%: 10 điểm; đến 20%: 6 điểm; đến 100%: 0 điểm. "
        "Quá 100% tính là 100%."
    )


@pytest.mark.parametrize(
    ("bands", "says"),
    [
        ([{"at_most": "20", "points": "6"}, {"at_most": "0", "points": "6"}], "từ thấp lên cao"),
        ([{"at_most": "0", "points": "6"}, {"at_most": "90", "points": "0"}], "mức cuối at_most: 100"),
        ([{"at_most": "0", "points": "0"}, {"at_most": "100", "points": "6"}], "tỷ lệ cao hơn không được"),
        ([{"at_most": "50", "points": "6"}, NOTHING], "cùng ghi at_most"),
        ([{"points": "6"}], "đúng một trong hai"),
    ],
)
def test_low_bands_have_no_gaps(bands: list[dict[str, str]], says: str) -> None:
    assert says in refused("ratio", **NAMES, bands=bands)


def test_what_is_rounded_fits_the_maximum_and_is_no_band() -> None:
    assert "round_to" in refused("ratio", **NAMES, bands=BANDS, round_to="0.25")
    assert QUARTER.flaws(Decimal("6.1")) == ["điểm tối đa 6,1 phải là bội của bước làm tròn (round_to 0,25)"]


def test_excel_gives_the_same_points_at_every_bound(libreoffice: LibreOffice, tmp_path: Path) -> None:
    steps = [Decimal(n) for n in (0, 1, 3, 7, 10, 20, 29, 48, 49, 57, 58, 99, 100, 114, 435, 870, 1200)]
    book, path, top = Workbook(), tmp_path / "diem.xlsx", Decimal(10)
    wanted = []
    for each in (QUARTER, MONEY, LOW, LOW_CAPPED):
        field, capped = each.fields(top)[0], each in (MONEY, LOW_CAPPED)
        for part, whole in ((a, b) for a in steps for b in steps[1:] if capped or a <= b):
            figures = part * (field.step or 1), whole * (field.step or 1)
            wanted.append(points(each, "10", *figures).quantize(Decimal("1e-6")))
            n = len(wanted)
            formula = each.formula({"1": f"A{n}", "2": f"B{n}"}, top)
            book.active.append([*map(float, figures), f"={formula}"])
    book.save(path)
    [saved] = libreoffice.recalculated([path], tmp_path / "tinh-lai")
    rows = load_workbook(saved, data_only=True).active.iter_rows(values_only=True)
    assert [Decimal(str(row[2])).quantize(Decimal("1e-6")) for row in rows] == wanted
