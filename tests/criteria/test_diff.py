"""Two sets side by side: every difference is told, in words, with the units it touches."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from scoring.criteria import coherence
from scoring.criteria.diff import compare
from scoring.criteria.diff_words import before_after
from scoring.criteria.loader import load_roster
from scoring.criteria.new_year import next_year
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, UnitList
from scoring.criteria.yaml_source import read_yaml
from tests.criteria.books import SETS
from tests.criteria.broken import MINI, Change, Workshop


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_a_set_does_not_differ_from_itself(folder: Any) -> None:
    comparison = compare(load_roster(folder), load_roster(folder))
    assert comparison.identical
    assert list(comparison.lines()) == [
        f"Giống hệt nhau: “{comparison.old.criteria.id}” và “{comparison.new.criteria.id}”."
    ]


DIFFERENCES: list[tuple[Change, str]] = [
    (
        ("max: 8\n", "max: 7\n"),
        "1.2 “Kế hoạch dân vận năm”: Điểm tối đa: “8” → “7”; tổng điểm tối đa của đơn vị phải chấm "
        "giảm 1. Ảnh hưởng đến: mọi đơn vị (5).",
    ),
    (("max: 8\n", "max: 7\n"), "- 89 → 88: Tổ dân phố (2)."),
    (
        ("max: 10, applies: {leads:", "max: 10, applies: {kinds: [phong], leads:"),
        "thêm đơn vị phải chấm: Phòng Kinh tế, Hạ tầng và Đô thị; Văn phòng HĐND và UBND phường. "
        "Ảnh hưởng đến: Phòng chuyên môn (3).",
    ),
    (
        ("text: Đối thoại với Nhân dân", "text: Tiếp xúc với Nhân dân"),
        "“Tiếp xúc với Nhân dân”: Nội dung: “Đối thoại với Nhân dân” → “Tiếp xúc với Nhân dân”",
    ),
    (
        ("rule: {kind: direct, step: 0.25}", "rule: {kind: direct, step: 0.5}"),
        "Bước điểm: “0,25” → “0,5”. Ảnh hưởng đến: mọi đơn vị (5).",
    ),
    (
        ("rule: {kind: direct, step: 0.25}", "rule: {kind: yes_no}"),
        "Cách chấm: “Tự ghi điểm” → “Có/Không” (Có: 10 điểm. Không: 0 điểm)",
    ),
    (("fraction: 1/2", "fraction: '0.25'"), "Không có: 0 điểm.” → “Đúng hạn: 8 điểm; Chậm: 2 điểm;"),
    (("fraction: 1/2", "fraction: '0.5'"), "cách ghi các mức, điểm không đổi"),
    (("code: \"2.4\"", "code: \"2.7\""), "“Gửi kế hoạch đúng hạn”: đổi mã 2.4 → 2.7. Ảnh hưởng đến: Phòng"),
    (("not_applicable: excluded", "not_applicable: full"), "“Không tính tiêu chí này” → “Được điểm tối đa”"),
    (("evidence: or_explained", "evidence: none"), "Tài liệu: “Tài liệu hoặc giải trình” → “Không cần”"),
    (("text: ĐIỂM THƯỞNG\n  cap: 5", "text: ĐIỂM THƯỞNG\n  cap: 4"), "- Điểm thưởng: Điểm tối đa: “5” → “4”"),
    (("name: Khá,", "name: Khá giỏi,"), "- kha: Tên: “Khá” → “Khá giỏi”. Ảnh hưởng đến: mọi đơn vị (5)."),
    (("percent: 20", "percent: 25"), "- xuat-sac: Không quá %: “20” → “25”"),
    (("due: 2026-11-15", "due: 2026-11-20"), "- nam: Ngày hạn: “15/11/2026” → “20/11/2026”"),
    (("ties: shared", "ties: dense"), "- Khi bằng điểm: “Đồng hạng và bỏ"),
    (("title: Kế hoạch thử nghiệm", "title: Kế hoạch mới"), "“Kế hoạch thử nghiệm” → “Kế hoạch mới”."),
    (("effect: disqualify", "effect: cap, class_code: yeu"), "“Không xếp loại” → “Không xếp quá loại”"),
    (("time: Thường xuyên", "time: Quý I"), "“Thường xuyên” → “Quý I”. Ảnh hưởng đến: mọi đơn vị (5)."),
    (("name: Khối tổ dân phố", "name: Khối tổ"), "“Khối tổ dân phố” → “Khối tổ”. Ảnh hưởng đến: Tổ dân phố"),
    (("code: T1, text", "code: T9, text"), "đổi mã T1 → T9"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "line"), DIFFERENCES, ids=lambda each: str(each)[:40])
def test_a_difference_in_words(workshop: Workshop, change: Change, line: str) -> None:
    old = load_roster(MINI)
    workshop._write((change,), "criteria.yaml")
    new = _unchecked(workshop)
    told = list(compare(old, new).lines())
    assert any(line in each for each in told), told
    assert told[-1].startswith("Khác nhau: ")


def _unchecked(workshop: Workshop) -> Roster:
    """Sums need not hold for a comparison."""
    data = read_yaml("", (workshop.folder / "criteria.yaml").read_bytes()).data
    return Roster(CriteriaSet.model_validate(data), load_roster(MINI).units)


def test_added_removed_and_moved_criteria(workshop: Workshop) -> None:
    old = load_roster(MINI)
    superior = "text: Cấp trên chấm, max: 4, rule: {kind: superior, who: UBND phường}}\n"
    here, there = f'      - {{code: "3.2", {superior}', f'      - {{code: "3.1a", {superior}'
    more = '      - {code: "2.8", text: Việc mới, max: 3, applies: {kinds: [tdp]}, rule: {kind: yes_no}}\n'
    group = '  - code: "3"\n'
    new = workshop.sound((here, ""), (group, there + more + group), ('break_by: ["2"]', 'break_by: ["1"]'))
    told = "\n".join(compare(old, new).lines())
    assert "- Tiêu chí 3.1a “Cấp trên chấm”: đổi mã 3.2 → 3.1a; chuyển từ nhóm 3 sang nhóm 2." in told
    assert (
        "- Thêm tiêu chí 2.8 “Việc mới”, tối đa 3 điểm, Có: 3 điểm. Không: 0 điểm; tổng điểm tối đa" in told
    )
    assert "của đơn vị phải chấm tăng 3. Ảnh hưởng đến: Tổ dân phố (2)." in told
    back = "\n".join(compare(new, old).lines())
    assert "- Bỏ tiêu chí 2.8 “Việc mới”" in back
    assert "giảm 3. Ảnh hưởng đến: Tổ dân phố (2)." in back
    assert told.splitlines()[-2] == "- 89 → 92: Tổ dân phố (2)."
    assert told.splitlines()[-1].endswith("2 đơn vị đổi tổng điểm tối đa.")


def test_an_added_group_says_where_its_points_stop() -> None:
    roster = load_roster(MINI.parent / "nhom-diem")
    fewer = roster.criteria.model_copy(update={"groups": roster.criteria.groups[1:]})
    told = "\n".join(
        compare(Roster(CriteriaSet.model_validate(fewer.model_dump()), roster.units), roster).lines()
    )
    assert "Thêm nhóm 1 “ĐỔI MỚI, SÁNG TẠO”, tính không quá 10 điểm." in told


def test_another_order_is_told(workshop: Workshop) -> None:
    text = (MINI / "criteria.yaml").read_text(encoding="utf-8")
    first = text[text.index('      - code: "2.5"') : text.index('      - code: "2.6"')]
    new = workshop.sound((first, ""), ('      - code: "2.1"', f'{first}      - code: "2.1"'))
    changes = compare(load_roster(MINI), new).changes
    assert [change.says for change in changes] == ["Đổi thứ tự trong nhóm 2: 2.5, 2.1, 2.2, 2.3, 2.4, 2.6"]


def test_another_verifier_touches_the_units_it_takes(workshop: Workshop) -> None:
    first = "  - {code: a, name: Tổ A, never: [vhxh]}\n"
    second = "  - {code: b, name: Tổ B}\n"
    old = workshop.sound(("bonus:\n", f"verifiers:\n{first}{second}bonus:\n"))
    renamed = workshop.sound(("bonus:\n", f"verifiers:\n{first}{second.replace('Tổ B', 'Tổ C')}bonus:\n"))
    told = list(compare(old, renamed).lines())
    assert "- b: Tên: “Tổ B” → “Tổ C”. Ảnh hưởng đến: Phòng Văn hóa - Xã hội." in told
    turned = workshop.sound(("bonus:\n", f"verifiers:\n{second}{first}bonus:\n"))
    (change,) = compare(old, turned).changes
    assert (change.part, change.says) == ("Thẩm định", "Đổi thứ tự: b, a")
    assert change.touched == {"ktht", "vp", "tdp-1", "tdp-2"}
    added = list(compare(load_roster(MINI), old).lines())
    assert any("Thêm “a”; Tên “Tổ A”; Không được thẩm định “vhxh”" in line for line in added), added


def test_another_step_of_approval_is_told(workshop: Workshop) -> None:
    steps = "approvals:\n  - {code: to, name: Tổ thẩm định}\n  - {code: ct, name: Chủ tịch}\n"
    told = list(compare(load_roster(MINI), workshop.sound(("bonus:\n", f"{steps}bonus:\n"))).lines())
    assert "Phê duyệt:" in told
    assert "- Thêm “ct”; Tên “Chủ tịch”." in told


def test_units_that_come_go_and_change(workshop: Workshop) -> None:
    new = workshop.sound(
        (
            "{code: tdp-2, name: Tổ dân phố số 2, kind: tdp, sample: true}",
            "{code: tdp-3, name: Tổ 3, kind: tdp}",
        ),
        ('exempt: [{code: "2.1", basis: Quyết định thử nghiệm}]', "note: Không miễn"),
        file="units.yaml",
    )
    told = list(compare(load_roster(MINI), new).lines())
    assert "- Bỏ Tổ dân phố số 2 (tdp-2)." in told
    assert "- Thêm Tổ 3 (tdp-3), tổng điểm tối đa 89." in told
    assert any(
        "(vp): Miễn: “2.1: Quyết định thử nghiệm” → (trống); Ghi chú: (trống) →" in line for line in told
    )
    assert any("Tiêu chí 2.1" in line and "thêm đơn vị phải chấm: Văn phòng HĐND" in line for line in told)
    assert "Khác nhau: 4 thay đổi, ảnh hưởng đến" in told[-1]


def test_a_new_year_differs_in_its_dates_only() -> None:
    folder = SETS[0]
    old = load_roster(folder)
    parts = {
        change.part for change in compare(old, Roster(next_year(folder, 2027).criteria, old.units)).changes
    }
    assert parts == {"Chung", "Báo cáo"}


def test_of_a_long_text_only_the_changed_part_is_shown() -> None:
    old = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba mười bốn mười lăm"
    assert (
        before_after(old, old.replace("tám", "TÁM"))
        == "“… năm sáu bảy tám chín mười mười …” → “… năm sáu bảy TÁM chín mười mười …”"
    )
    assert before_after(old, old + " mười sáu").endswith("mười lăm mười sáu”")
    assert before_after("", "a") == "(trống) → “a”"


def mutated(value: Any) -> Iterator[None]:
    """Another value at each place in turn; half of them are no sound set and are passed over."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        kept = value[key]
        for other in ("zz", "7", "Không", "2026-05-05", ["tdp"], ["tdp-1"], []):
            value[key] = other
            yield
        if isinstance(value, dict):
            del value[key]
            yield
        value[key] = kept
        if isinstance(kept, dict | list):
            yield from mutated(kept)


@pytest.mark.parametrize("file", ["criteria.yaml", "units.yaml"])
def test_no_difference_goes_untold(file: str) -> None:
    old = load_roster(MINI)
    data = deepcopy(read_yaml(file, (MINI / file).read_bytes()).data)
    seen = 0
    for _ in mutated(data):
        try:
            if file == "units.yaml":
                new = Roster(old.criteria, UnitList.model_validate(data).units)
                broken = any(unit.kind not in old.criteria.kind for unit in new.units)
            else:
                new = Roster(CriteriaSet.model_validate(data), old.units)
                broken = any(coherence.mistakes(new.criteria)) or len(new.criteria.kinds) < 2
        except ValidationError:
            continue
        if not broken:
            seen += 1
            assert compare(old, new).identical == (new == old)
    assert seen > 20
