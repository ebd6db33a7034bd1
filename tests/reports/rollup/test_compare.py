"""What can be compared, what is refused, and that nothing is chosen in silence."""

import pytest

from scoring.errors import WorkspaceError
from scoring.reports.rollup.compare import absent, comparable
from scoring.reports.rollup.model import Missing
from tests.reports.rollup.wards import (
    base,
    results,
    under,
    ward,
)

OTHER = "f" * 64


def test_wards_that_share_a_set_under_their_own_names_are_compared() -> None:
    several = [under(results(f"Phường {n}"), id=f"bo-{n}", hash=str(n) * 64, name=f"Bộ {n}") for n in (10, 2)]
    wards, refused = comparable([ward(each) for each in several], 2026)
    assert [each.name for each in wards] == ["Phường 2", "Phường 10"]
    assert refused == ()


def test_another_set_is_refused_by_the_majority() -> None:
    found = [ward(results("A")), ward(results("B")), ward(under(results("C"), shared=OTHER, name="Bộ riêng"))]
    wards, [refused] = comparable(found, 2026)
    assert [each.name for each in wards] == ["A", "B"]
    assert refused.name == "C"
    assert "“Bộ riêng”, bản ffffffffffff (1 phường, xã)" in refused.reason
    assert "2 phường, xã được tổng hợp" in refused.reason
    assert "--set-hash ffffffffffff" in refused.remedy


def test_the_user_may_choose_the_set_and_has_to_where_none_has_most() -> None:
    found = [ward(results("A")), ward(under(results("C"), shared=OTHER))]
    with pytest.raises(WorkspaceError, match="--set-hash") as caught:
        comparable(found, 2026)
    assert "bản ffffffffffff: 1 phường, xã" in caught.value.messages[0]
    wards, [refused] = comparable(found, 2026, "FFFFff")
    assert ([each.name for each in wards], refused.name) == (["C"], "A")
    with pytest.raises(WorkspaceError, match="Không nơi nào"):
        comparable(found, 2026, "abcdef")


def test_a_file_that_claims_the_set_but_ranks_or_classes_otherwise_is_refused() -> None:
    honest = [ward(results("A")), ward(results("B"))]
    for other in (
        under(results("C"), ties="dense"),
        under(results("C"), rank_by="class"),
        results("C", classes=base().classes[::-1]),
        results("C", blocks=base().blocks[::-1]),
    ):
        assert [each.name for each in comparable([*honest, ward(other)], 2026)[1]] == ["C"]


def test_another_year_is_refused() -> None:
    wards, [refused] = comparable([ward(results("A")), ward(results("B", year=2025))], 2026)
    assert ([each.name for each in wards], refused.reason) == (
        ["A"], "Kết quả năm 2025, đang tổng hợp năm 2026.",
    )  # fmt: skip


def test_a_sample_never_counts_beside_an_issued_set() -> None:
    found = [ward(results(name)) for name in "AB"] + [ward(under(results("C"), status="issued"))]
    wards, refused = comparable(found, 2026)
    assert ([each.name for each in wards], [each.name for each in refused]) == (["C"], ["A", "B"])
    assert "mẫu (chưa ban hành)" in refused[0].reason


def test_a_ward_in_two_folders_is_refused_and_has_no_vote() -> None:
    twice = [ward(under(results(name), shared=OTHER), folder) for name, folder in (
        ("UBND phường Việt Hoà", "a"), ("Phường Việt Hòa", "b"), ("phường Việt Hoà", "c"))]  # fmt: skip
    wards, refused = comparable([*twice, ward(results("A")), ward(results("B"))], 2026)
    assert [each.name for each in wards] == ["A", "B"]
    assert [each.folder for each in refused] == ["a", "b", "c"]
    assert "a; b; c" in refused[0].reason


def test_who_is_missing_and_what_may_have_been_meant() -> None:
    came = ["UBND phường Việt Hoà", "UBND phường Thành Đông", "UBND phường số 20"]
    listed = ["Phường Việt Hòa", "Phường Thành Đôngg", "Phường số 200", "Phường Lê Chân"]
    missing, strangers = absent(listed, came)
    assert missing == (
        Missing("Phường Thành Đôngg", "UBND phường Thành Đông"),
        Missing("Phường số 200"),
        Missing("Phường Lê Chân"),
    )
    assert strangers == ("UBND phường số 20", "UBND phường Thành Đông")
