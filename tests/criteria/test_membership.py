"""The list of units, alone and against its set."""

import pytest

from tests.criteria.broken import Workshop

CASES = [
    ("code: tdp-2", "code: TDP-1", "6, units[TDP-1] › code", "mã “TDP-1” đã dùng cho “Tổ dân phố số 1”"),
    ("name: Tổ dân phố số 2", "name: tổ dân phố  số 1", "6, units[tdp-2] › name",
     "cũng là tên của “Tổ dân phố số 1”"),
    ("aliases: [Phòng VHXH]", "aliases: [Uỷ ban MTTQ phường]", "7, units[mttq] › name",
     "tên “Ủy ban MTTQ phường” cũng là tên của “Phòng Văn hóa - Xã hội” (vhxh)"),
    ("name: Tổ dân phố số 2,", "name: Tổ dân phố số 2, aliases: [vhxh],", "6, units[tdp-2] › aliases[thứ 1]",
     "tên “vhxh” cũng là tên của “Phòng Văn hóa - Xã hội”"),
    ("số 2, kind: tdp", "số 2, kind: tpd", "6, units[tdp-2] › kind",
     "không có loại đơn vị “tpd” (có phải “tdp”?)"),
    ("số 2, kind: tdp", "số 2, kind: tdp, block: kp", "6, units[tdp-2] › block",
     "không có khối “kp”; đang có:"),
    ('code: "2.1"', 'code: "2.11"', "4, units[vp] › exempt[2.11] › code",
     "không có nhóm hay tiêu chí “2.11”"),
    ("số 2, kind: tdp",
     'số 2, kind: tdp, exempt: [{code: "1", basis: a}, {code: "2", basis: b}, {code: "3", basis: c}]',
     "6, units[tdp-2]", "“Tổ dân phố số 2” không có tiêu chí nào để chấm"),
    ("sample: true", "sample: yes", "5, units[tdp-1] › sample", "phải là true (có) hoặc false (không)"),
]


@pytest.mark.parametrize("case", CASES, ids=[case[1] for case in CASES])
def test_a_unit_that_does_not_fit_is_named(workshop: Workshop, case: tuple[str, str, str, str]) -> None:
    old, new, where, says = case
    found = workshop.breaks((old, new), file="units.yaml")
    start = f"units.yaml, dòng {where}"
    assert any(message.startswith(start) and says in message for message in found), found


@pytest.mark.parametrize(("content", "says"), [
    ("units: []", "units.yaml, dòng 1, units: cần ít nhất 1 mục."),
    ("units:", "units.yaml, dòng 1, units: thiếu giá trị bắt buộc này."),
    ("units:\n  - {code: a, name: A, kind: phong, outside: Cơ quan phối hợp}",
     "units.yaml, dòng 1, units: không có đơn vị nào thuộc diện đánh giá."),
])
def test_somebody_must_be_evaluated(workshop: Workshop, content: str, says: str) -> None:
    assert says in workshop.reads(content.encode(), file="units.yaml")


@pytest.mark.parametrize(("old", "new", "where"), [
    ("units: [vhxh]", "units: [vhxx]", "37, tasks[1.1] › lead › units[thứ 1]"),
    ("kinds: [phong, tdp]}", "units: [vhxx]}", "38, tasks[1.1] › coordinate › units[thứ 1]"),
    ("applies: {kinds: [phong]}", "applies: {units: [vp, vhxx]}",
     "102, groups[2] › children[2.4] › applies › units[th"),
    ("effect: disqualify", "effect: disqualify, applies: {units: [vhxx]}",
     "138, conditions[DK2] › applies › units"),
])
def test_a_set_that_names_an_unknown_unit(workshop: Workshop, old: str, new: str, where: str) -> None:
    (message, *_) = workshop.breaks((old, new))
    assert message.startswith(f"criteria.yaml, dòng {where}")
    assert "không có đơn vị “vhxx” (có phải “vhxh”?)" in message
