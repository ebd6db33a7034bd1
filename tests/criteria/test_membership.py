"""The list of units, alone and against its set."""

import pytest

from tests.criteria.broken import Workshop

CASES = [
    ("code: tdp-2", "code: TDP-1", "6, units[TDP-1] › code", "mã “TDP-1” đã dùng cho “Tổ dân phố số 1”"),
    (
        "name: Tổ dân phố số 2",
        "name: tổ dân phố  số 1",
        "6, units[tdp-2] › name",
        "cũng là tên của “Tổ dân phố số 1”",
    ),
    (
        "aliases: [Phòng VHXH]",
        "aliases: [Uỷ ban MTTQ phường]",
        "7, units[mttq] › name",
        "tên “Ủy ban MTTQ phường” cũng là tên của “Phòng Văn hóa - Xã hội” (vhxh)",
    ),
    (
        "name: Tổ dân phố số 2,",
        "name: Tổ dân phố số 2, aliases: [vhxh],",
        "6, units[tdp-2] › aliases[thứ 1]",
        "tên “vhxh” cũng là tên của “Phòng Văn hóa - Xã hội”",
    ),
    (
        "số 2, kind: tdp",
        "số 2, kind: tpd",
        "6, units[tdp-2] › kind",
        "không có loại đơn vị “tpd” (có phải “tdp”?)",
    ),
    (
        "số 2, kind: tdp",
        "số 2, kind: tdp, block: kp",
        "6, units[tdp-2] › block",
        "không có khối “kp”; đang có:",
    ),
    (
        'code: "2.1"',
        'code: "2.11"',
        "4, units[vp] › exempt[2.11] › code",
        "không có nhóm hay tiêu chí “2.11”",
    ),
    (
        "số 2, kind: tdp",
        'số 2, kind: tdp, exempt: [{code: "1", basis: a}, {code: "2", basis: b}, {code: "3", basis: c}]',
        "6, units[tdp-2]",
        "“Tổ dân phố số 2” không có tiêu chí nào để chấm",
    ),
    ("sample: true", "sample: yes", "5, units[tdp-1] › sample", "phải là true (có) hoặc false (không)"),
]


@pytest.mark.parametrize("case", CASES, ids=[case[1] for case in CASES])
def test_a_unit_that_does_not_fit_is_named(workshop: Workshop, case: tuple[str, str, str, str]) -> None:
    old, new, where, says = case
    found = workshop.breaks((old, new), file="units.yaml")
    start = f"units.yaml, dòng {where}"
    assert any(message.startswith(start) and says in message for message in found), found


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("units: []", "units.yaml, dòng 1, units: cần ít nhất 1 mục."),
        ("units:", "units.yaml, dòng 1, units: thiếu giá trị bắt buộc này."),
        (
            "units:\n  - {code: a, name: A, kind: phong, outside: Cơ quan phối hợp}",
            "units.yaml, dòng 1, units: không có đơn vị nào thuộc diện đánh giá.",
        ),
    ],
)
def test_somebody_must_be_evaluated(workshop: Workshop, content: str, says: str) -> None:
    assert says in workshop.reads(content.encode(), file="units.yaml")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("units: [vhxh]", "units: [vhxx]", "37, tasks[1.1] › lead › units[thứ 1]"),
        ("kinds: [phong, tdp]}", "units: [vhxx]}", "38, tasks[1.1] › coordinate › units[thứ 1]"),
        (
            "applies: {kinds: [phong]}",
            "applies: {units: [vp, vhxx]}",
            "102, groups[2] › children[2.4] › applies › units[th",
        ),
        (
            "effect: disqualify",
            "effect: disqualify, applies: {units: [vhxx]}",
            "138, conditions[DK2] › applies › units",
        ),
    ],
)
def test_a_set_that_names_an_unknown_unit(workshop: Workshop, old: str, new: str, where: str) -> None:
    (message, *_) = workshop.breaks((old, new))
    assert message.startswith(f"criteria.yaml, dòng {where}")
    assert "không có đơn vị “vhxx” (có phải “vhxh”?)" in message


VERIFIERS = """verifiers:
  - {code: to, name: Tổ thẩm định, never: [vhxh]}
  - {code: vp, name: Văn phòng HĐND và UBND phường, takes: {units: [vhxh]}, never: [vp]}
bonus:
"""


def test_the_first_verifier_who_may_takes_a_unit(workshop: Workshop) -> None:
    roster = workshop.sound(("bonus:\n", VERIFIERS))
    taken = {unit.code: roster.verifier(unit) for unit in roster.evaluated}
    assert {code: verifier.code for code, verifier in taken.items() if verifier} == {
        "vhxh": "vp", "ktht": "to", "vp": "to", "tdp-1": "to", "tdp-2": "to",
    }  # fmt: skip


@pytest.mark.parametrize(("old", "new", "where", "says"), [
    ("code: vp, name: Văn", "code: to, name: Văn", "128, verifiers[to] › code", "mã “to” đã dùng"),
    ("name: Tổ thẩm định", "name: văn phòng HĐND và UBND phường", "128, verifiers[vp] › name", "đã dùng"),
    ("takes: {units: [vhxh]}", "takes: {units: [vhxx]}", "128, verifiers[vp] › takes › units[thứ 1]",
     "không có đơn vị “vhxx” (có phải “vhxh”?)"),
    ("takes: {units: [vhxh]}", "takes: {kinds: [phongg]}", "128, verifiers[vp] › takes › kinds[thứ 1]",
     "không có loại đơn vị “phongg”"),
    ("takes: {units: [vhxh]}", "takes: {leads: [\"9\"]}", "128, verifiers[vp] › takes › leads[thứ 1]",
     "không có nhiệm vụ “9”"),
    ("never: [vp]", "never: [vq]", "128, verifiers[vp] › never[thứ 1]", "không có đơn vị “vq”"),
    ("takes: {units: [vhxh]}", "takes: {units: [ktht]}", "126, verifiers",
     "chưa có ai được thẩm định Phòng Văn hóa - Xã hội (vhxh); thêm người thẩm định"),
    ("Tổ thẩm định, never: [vhxh]", "Phòng VHXH", "127, verifiers[to]",
     "tự thẩm định điểm của chính mình; ghi “vhxh” vào danh sách không được thẩm định (never)"),
])  # fmt: skip
def test_verifiers_that_do_not_fit(workshop: Workshop, old: str, new: str, where: str, says: str) -> None:
    found = workshop.breaks(("bonus:\n", VERIFIERS.replace(old, new)))
    start = f"criteria.yaml, dòng {where}"
    assert any(message.startswith(start) and says in message for message in found), found


def test_a_list_that_is_too_short_is_summed_up_first(workshop: Workshop) -> None:
    cited = "applies: {units: [vhxh, tdp-7, tdp-8]}", "applies: {units: [tdp-7]}"
    found = workshop.breaks(
        ("applies: {kinds: [phong]}", cited[0]), ("effect: disqualify", f"effect: disqualify, {cited[1]}")
    )
    assert found[0] == (
        "units.yaml, dòng 1: thiếu 2 đơn vị mà bộ tiêu chí nhắc tới: “tdp-7”, “tdp-8”; thêm các đơn vị "
        "này vào danh sách, hoặc sửa mã ở từng chỗ nêu dưới đây."
    )
    assert [message.split(",")[0] for message in found[1:]] == ["criteria.yaml"] * 3
