"""Every mistake in a single value: file, line, key, what is wrong, what is allowed. All in Vietnamese."""

import pytest

from scoring.criteria.loader import SET_FILE
from tests.criteria.broken import Workshop

CASES = [
    # what was written instead of what -> where and which words the message must hold
    ("max: 8\n", "max: 8,5\n", 52, "groups[1] › children[1.2] › max", "số thập phân viết bằng dấu chấm: 8.5"),
    ("max: 8\n", "max: 1_0\n", 52, "max", "phải là số"),
    ("max: 8\n", "max: 1e3\n", 52, "max", "phải là số"),
    ("max: 8\n", 'max: " 5"\n', 52, "max", "phải là số"),
    ("max: 8\n", "max: NaN\n", 52, "max", "phải là số"),
    ("max: 8\n", "max: Infinity\n", 52, "max", "phải là số"),
    ("max: 8\n", "max: ８\n", 52, "max", "phải là số"),
    ("max: 8\n", "max: [8]\n", 52, "max", "phải là số"),
    ("max: 8\n", "max: 0\n", 52, "max", "điểm tối đa 0 chỉ dùng khi chỉ lấy số liệu"),
    ("max: 8\n", "max: -1\n", 52, "max", "phải từ 0"),
    ("max: 8\n", "max: 100001\n", 52, "max", "phải không quá 100000"),
    ("max: 8\n", "max:\n", 52, "max", "thiếu giá trị bắt buộc"),
    ("        max: 8\n", "", 50, "children[1.2] › max", "thiếu giá trị bắt buộc"),
    ("max: 8\n", "maxx: 8\n", 52, "maxx", "khóa lạ (có phải “max”?); các khóa được dùng: code, text,"),
    ("kind: levels", "kind: levls", 54, "rule › kind", "không có cách chấm kind: levls (có phải “levels”?)"),
    ("kind: levels", "kind: [levels]", 54, "rule › kind", "chọn một trong: “yes_no”"),
    ("kind: levels", "kin: levels", 53, "rule", "thiếu khóa kind (cách chấm); chọn một trong: “yes_no”"),
    ("rule: {kind: yes_no}", "rule: yes_no", 48, "children[1.1.1] › rule", "phải là nhóm khóa"),
    ("status: sample", "status: smple", 9, "status", "“smple” không được dùng (có phải “sample”?)"),
    ("status: sample", "status: no", 9, "status", "“no” không được dùng; chọn một trong: “sample”, “draft”"),
    ("due: 2026-06-10", "due: 10/6/2026", 25, "reports[6-thang] › due", "2026-06-10 thay cho 10/6/2026"),
    ("due: 2026-06-10", "due: 2026-06-31", 25, "due", "lịch không có ngày ấy"),
    ("due: 2026-06-10", "due: hôm nay", 25, "due", "năm-tháng-ngày, ví dụ 2026-12-25"),
    ("due: 2026-06-10,", "due: 2026-06-10, before: no,", 25, "before", "phải là true (có) hoặc false"),
    ("year: 2026", "year: 2026.5", 4, "year", "phải là số nguyên"),
    ("year: 2026", "year: 1999", 4, "year", "phải từ 2000"),
    ("start: 2026-01-01, end: 2026-12-31", "start: 2026-12-31, end: 2026-01-01", 5, "period", "phải sau"),
    ("id: mini-2026", "id: Mini 2026", 2, "id", "“Mini 2026” chỉ được gồm chữ thường không dấu"),
    ("code: T1,", "code: Tr 1,", 130, "code", "chỉ được gồm chữ không dấu, chữ số và . _ -"),
    ("code: T1,", "code: T12345678901234567890,", 130, "code", "dài quá 20 ký tự"),
    ("name: Xuất sắc", 'name: ""', 16, "classes[xuat-sac] › name", "không được để trống"),
    ("name: Xuất sắc", "name: [Xuất sắc]", 16, "name", "phải là chữ hoặc số, không phải danh sách"),
    ("kinds: [phong, tdp]}", "kinds: phong}", 38, "coordinate › kinds", "phải là danh sách"),
    ("rounding: {points: 2, total: 2}", "rounding: [2]", 14, "rounding", "phải là nhóm khóa (points, total"),
    ("rounding: {points: 2", "rounding: {points: 7", 14, "rounding › points", "phải không quá 6"),
    ("blocks:\n", "blocks: []\nblocs:\n", 28, "blocks", "cần ít nhất 1 mục"),
    ("- {code: tdp, name: Tổ dân phố, block: tdp}", "- Tổ dân phố", 33, "kinds[thứ 2]", "phải là nhóm khóa"),
    ("fraction: 1/2", "fraction: 3/2", 57, "levels[thứ 2] › fraction", "từ 0 đến 1, như 1, 1/2, 0"),
    ("fraction: 1/2", "fraction: 1/0", 57, "fraction", "từ 0 đến 1, như 1, 1/2, 0"),
    ("fraction: 1/2", "fraction: 1/2, points: 4", 57, "levels[thứ 2]", "ghi đúng một trong hai"),
    ("text: Chậm, fraction", "text: 50%, fraction", 57, "text", "tên mức phải có chữ"),
    ("text: Chậm, fraction", "text: đúng HẠN, fraction", 53, "rule", "hai mức không được cùng tên"),
    ("{days: 5, points: 3}", "{days: 5.5, points: 3}", 101, "steps[thứ 1] › days", "phải là bội của 1"),
    ("{days: 10, points: 1.5}", "{days: 4, points: 1.5}", 101, "rule", "steps xếp theo số ngày tăng dần"),
    ("{at_least: 0, points: 0}", "{at_least: 10, points: 0}", 83, "rule", "mức cuối at_least: 0"),
    ("{at_least: 80, points: 6}", "{at_least: 80, points: 11}", 83, "rule", "thấp hơn không được nhiều điểm"),
    ("zero: not_applicable\n", "full_at: 90\n", 83, "rule", "ghi một trong hai: full_at"),
    ("label: Số vụ khiếu nại vượt cấp, each: 2.5", "label: Số vụ", 96, "rule", "each hoặc each_percent"),
    ("not_applicable: full", "not_applicable: refused", 80, "children[2.2]", "zero: not_applicable cần"),
    ("class_code: kha, ", "", 137, "conditions[DK1]", "effect: cap cần class_code"),
    ("bonus:\n", "severities: {N01: warn}\nbonus:\n", 126, "severities › N01", "chọn một trong: “error”"),
]


@pytest.mark.parametrize("case", CASES, ids=[case[1].strip() for case in CASES])
def test_a_broken_value_is_named_with_line_and_key(
    workshop: Workshop, case: tuple[str, str, int, str, str]
) -> None:
    old, new, line, keys, says = case
    found = [message.partition(": ") for message in workshop.breaks((old, new))]
    assert any(
        where.startswith(f"{SET_FILE}, dòng {line}, ") and keys in where and says in words
        for where, _, words in found
    ), found


def test_all_mistakes_of_both_files_come_at_once(workshop: Workshop) -> None:
    workshop.reads(b"units:\n  - {code: a, name: A}\n", file="units.yaml")
    found = workshop.breaks(("max: 8\n", "max: x\n"), ("status: sample", "status: x"))
    assert [message.split(": ")[0] for message in found] == [
        "criteria.yaml, dòng 9, status",
        "criteria.yaml, dòng 52, groups[1] › children[1.2] › max",
        "units.yaml, dòng 2, units[a] › kind",
    ]


def test_a_list_with_a_broken_item_is_not_called_too_short(workshop: Workshop) -> None:
    assert len(workshop.breaks(("max: 8\n", "max: x\n"))) == 1
