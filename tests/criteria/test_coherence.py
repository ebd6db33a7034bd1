"""What does not hold together in a set, each with the line of the value concerned."""

from pathlib import Path

import pytest

from scoring.criteria import coherence
from scoring.criteria.loader import load_set
from tests.criteria.broken import MINI, Change, Workshop

REPORT = "{report: 6-thang, text: 6 tháng, points: 1.5}"
EVERYBODY: list[Change] = [
    (', applies: {leads: ["1.1"]}', ""),
    (', applies: {coordinates: ["1.1"]}', ""),
    ("        applies: {kinds: [phong]}\n", ""),
]

CASES: list[tuple[str, str, str, str]] = [
    # codes and names
    ('code: "2"\n', 'code: "1"\n', "71, groups[1] › code", "mã “1” đã dùng ở trên"),
    (
        "code: 1.1.2",
        "code: 1.1.1",
        "49, groups[1] › children[1.1] › children[1.1.1] › code",
        "mã “1.1.1” đã dùng",
    ),
    ("code: TR1", "code: t1", "135, penalty › criteria[t1] › code", "mã “t1” đã dùng"),
    ("code: DK2", 'code: "2.6"', "138, conditions[2.6] › code", "mã “2.6” đã dùng"),
    ("code: T1,", "code: 2.1-2,", "130, bonus › criteria[2.1-2] › code", "dòng số liệu của tiêu chí “2.1”"),
    ("code: tot,", "code: kha,", "18, classes[kha] › code", "mã “kha” đã dùng"),
    ("name: Khá", "name: tốt", "18, classes[kha] › name", "tên “tốt” đã dùng"),
    ("code: 9-thang", "code: 6-thang", "26, reports[6-thang] › code", "mã “6-thang” đã dùng"),
    (
        "- {code: tdp, name: Khối",
        "- {code: phong, name: Khối",
        "30, blocks[phong] › code",
        "mã “phong” đã dùng",
    ),
    ("- {code: tdp, name: Tổ", "- {code: phong, name: Tổ", "33, kinds[phong] › code", "mã “phong” đã dùng"),
    ("- {id: KH,", "- {id: KH, title: a}\n  - {id: KH,", "12, references[KH] › id", "mã “KH” đã dùng"),
    # sums
    (
        'code: "3"\n',
        'code: "3"\n    max: 11\n',
        "114, groups[3] › max",
        "nhóm ghi 11 điểm, các tiêu chí cộng lại 10",
    ),
    # rules against the maximum
    (
        "points: 4}",
        "points: 5}",
        "64, groups[1] › children[1.10] › rule",
        "cộng lại 10 điểm, điểm tối đa là 9",
    ),
    (
        'fraction: "1"',
        "fraction: 1/2",
        "53, groups[1] › children[1.2] › rule",
        "không mức nào được điểm tối đa 8",
    ),
    (
        'fraction: "1"',
        "points: 9",
        "53, groups[1] › children[1.2] › rule",
        "“Đúng hạn” được 9 điểm, nhiều hơn",
    ),
    (
        "at_least: 95, points: 10",
        "at_least: 95, points: 9",
        "83, groups[2] › children[2.2] › rule",
        "được 9 điểm",
    ),
    (
        "each: 2.5}\n        expl",
        "each: 2.5, floor: 10}\n        expl",
        "96, groups[2] › children[2.3] › rule",
        "mức thấp nhất (floor 10) phải nhỏ hơn điểm tối đa 10",
    ),
    (
        "days: 5, points: 3}",
        "days: 5, points: 7}",
        "101, groups[2] › children[2.4] › rule",
        "chậm 5 ngày được 7 điểm",
    ),
    ("step: 0.25", "step: 0.3", "111, groups[2] › children[2.6] › rule", "bội của bước (step 0,3)"),
    (
        REPORT,
        "{report: 6-thang, text: 6 tháng, points: 2}",
        "119, groups[3] › children[3.1] › rule",
        "cộng lại 6,5 điểm",
    ),
    (
        REPORT,
        "{report: 9-thang, text: 9 tháng, points: 1.5}",
        "119, groups[3] › children[3.1] › rule",
        "ghi hai lần",
    ),
    # points against the rounding
    (
        "max: 8\n",
        "max: 8.125\n",
        "52, groups[1] › children[1.2] › max",
        "8,125 quá lẻ, vì điểm từng tiêu chí chỉ lấy 2 chữ số thập phân",
    ),
    (
        'fraction: "0"',
        "points: 0.005",
        "58, groups[1] › children[1.2] › rule › levels[thứ 3] › points",
        "0,005 quá lẻ",
    ),
    (
        "points: 4}",
        "points: 4.001}",
        "67, groups[1] › children[1.10] › rule › parts[thứ 1] › points",
        "4,001",
    ),
    ("points: 6}", "points: 6.001}", "90, groups[2] › children[2.2] › rule › bands[thứ 2] › points", "6,001"),
    (
        "each: 2.5}\n        expl",
        "each: 2.505}\n        expl",
        "96, groups[2] › children[2.3] › rule › each",
        "2,505",
    ),
    (
        "each: 2.5}\n        expl",
        "each: 2.5, floor: 0.125}\n        expl",
        "96, groups[2] › children[2.3] › rule › floor",
        "0,125",
    ),
    (
        "points: 1.5}]}",
        "points: 1.505}]}",
        "101, groups[2] › children[2.4] › rule › steps[thứ 2] › points",
        "1,505",
    ),
    (
        "each: 2.5}\n        evid",
        "each: 0.125}\n        evid",
        "106, groups[2] › children[2.5] › rule › each",
        "0,125",
    ),
    ("step: 0.25", "step: 0.125", "111, groups[2] › children[2.6] › rule › step", "0,125"),
    (
        REPORT,
        "{report: 6-thang, text: 6 tháng, points: 1.505}",
        "122, groups[3] › children[3.1] › rule › shares[thứ 1] › points",
        "1,505",
    ),
    ("cap: 5", "cap: 5.005", "128, bonus › cap", "5,005"),
    # classes
    ("at_least: 65", "at_least: 80", "18, classes[kha] › at_least", "giảm dần, không trùng"),
    (
        "at_least: 0}\nquota",
        "at_least: 10}\nquota",
        "20, classes[yeu] › at_least",
        "loại cuối phải có at_least: 0",
    ),
    ("at_least: 90,", "at_least: 106,", "16, classes[xuat-sac] › at_least", "điểm cao nhất là 105"),
    # what is cited
    (
        'needs: [{code: "1"',
        'needs: [{code: "9"',
        "16, classes[xuat-sac] › needs[9] › code",
        "không có nhóm hay",
    ),
    ('break_by: ["2"]', 'break_by: ["9"]', "23, ranking › break_by[thứ 1]", "không có nhóm hay tiêu chí “9”"),
    ('break_by: ["2"]', "break_by: [TR1]", "23, ranking › break_by[thứ 1]", "mục điểm trừ “TR1” không dùng"),
    (
        "code: xuat-sac, percent",
        "code: xuatsac, percent",
        "22, quota[xuatsac] › code",
        "(có phải “xuat-sac”?)",
    ),
    (
        "of: [tot]",
        "of: [tott]",
        "22, quota[xuat-sac] › of[thứ 1]",
        "không có mức xếp loại “tott” (có phải “tot”?)",
    ),
    (
        "class_code: kha",
        "class_code: khaa",
        "137, conditions[DK1] › class_code",
        "đang có: “xuat-sac”, “tot”, “kha”",
    ),
    (
        "effect: cap, class_code: kha",
        "effect: lower, lower_by: 5",
        "137, conditions[DK1] › lower_by",
        "bộ có 5 loại nên hạ nhiều nhất 4 loại",
    ),
    (
        "effect: disqualify,",
        'effect: disqualify, when: {code: "2.66", at_least: 1},',
        "138, conditions[DK2] › when › code",
        "không có tiêu chí “2.66”",
    ),
    (
        "effect: disqualify,",
        'effect: disqualify, when: {code: "2.6", at_least: 99},',
        "138, conditions[DK2] › when › at_least",
        "không bao giờ có",
    ),
    (
        "effect: disqualify,",
        'effect: disqualify, when: {code: "2.6", at_most: 10},',
        "138, conditions[DK2] › when › at_most",
        "lúc nào cũng có",
    ),
    (
        "effect: disqualify,",
        'effect: disqualify, when: {code: "3.2", at_least: 1, declared: true},',
        "138, conditions[DK2] › when › declared",
        "không có trên biểu để đối chiếu",
    ),
    (
        "Phòng chuyên môn, block: phong",
        "Phòng, block: pong",
        "32, kinds[phong] › block",
        "không có khối “pong”",
    ),
    ("kinds: [phong, tdp]", "kinds: [phong, tpd]", "38, tasks[1.1] › coordinate › kinds[thứ 2]", "“tpd”"),
    (
        "applies: {kinds: [phong]}",
        "applies: {kinds: [phon]}",
        "102, groups[2] › children[2.4] › applies › kinds",
        "không có loại đơn vị “phon” (có phải “phong”?)",
    ),
    (
        'leads: ["1.1"]',
        'leads: ["1.9"]',
        "48, groups[1] › children[1.1] › children[1.1.1] › applies › leads",
        "không có nhiệm vụ “1.9”",
    ),
    (
        'coordinates: ["1.1"]',
        'coordinates: ["1.9"]',
        "49, groups[1] › children[1.1] › children[1.1.2] › applies › coordinates",
        "không có nhiệm vụ “1.9”",
    ),
    (
        "{report: nam,",
        "{report: nm,",
        "124, groups[3] › children[3.1] › rule › shares[thứ 3] › report",
        "“nm”",
    ),
    ("    reference: KH\n", "    reference: KHH; mục 3\n", "40, tasks[1.1] › reference", "(có phải “KH”?)"),
    (
        "class_code: kha, reference: KH",
        "class_code: kha, reference: Điều 3",
        "137, conditions[DK1] › reference",
        "căn cứ “Điều 3” phải bắt đầu bằng id",
    ),
    (
        "text: Kế hoạch dân vận năm\n",
        "text: Kế hoạch dân vận năm\n        reference: K, mục 1\n",
        "52, groups[1] › children[1.2] › reference",
        "phải bắt đầu bằng id",
    ),
    ("bonus:\n", "severities: {N99: error}\nbonus:\n", "126, severities › N99", "không có mã lỗi “N99”"),
    # dates and status
    ("due: 2026-06-10", "due: 2027-06-10", "25, reports[6-thang] › due", "ngoài kỳ đánh giá từ 01/01/2026"),
    ("year: 2026", "year: 2025", "5, period", "không có ngày nào trong năm 2025"),
    ("status: sample", "status: issued", "9, status", "cần decision"),
    (
        "status: sample",
        "decision: {number: 1/QĐ, date: 2026-01-01}\nstatus: draft",
        "9, decision",
        "chỉ ghi quyết",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[2]}: {case[1].strip()[:30]}" for case in CASES])
def test_a_contradiction_is_named_with_its_line(workshop: Workshop, case: tuple[str, str, str, str]) -> None:
    old, new, where, says = case
    found = workshop.breaks((old, new))
    start = f"criteria.yaml, dòng {where}"
    assert any(message.startswith(start) and says in message for message in found), found


def test_the_scale_is_the_sum_where_nothing_narrows_it(workshop: Workshop) -> None:
    assert workshop.breaks(*EVERYBODY) == (
        "criteria.yaml, dòng 12, scale: thang điểm là 100, điểm tối đa các tiêu chí cộng lại 105.",
    )
    workshop.sound(*EVERYBODY, ("scale: 100", "scale: 105"))


def test_whole_points_refuse_every_half_of_the_set(workshop: Workshop) -> None:
    found = workshop.breaks(("{points: 2, total: 2}", "{points: 0, total: 0}"))
    assert len(found) == 6
    assert all("quá lẻ, vì điểm từng tiêu chí làm tròn đến số nguyên; ghi số vừa" in each for each in found)
    assert all(each.endswith("hoặc tăng số chữ số thập phân (rounding: points).") for each in found)


def test_a_scale_of_points_has_to_fit_the_rounded_total(workshop: Workshop) -> None:
    half = (("scale: 100", "scale: 99.5"), ("score_on: percent", "score_on: points"))
    [found] = workshop.breaks(*half, ("{points: 2, total: 2}", "{points: 2, total: 0}"))
    assert "dòng 12, scale: 99,5 quá lẻ, vì điểm xếp loại làm tròn đến số nguyên" in found
    workshop.sound(*half)


SMALL = """
id: nho
name: Bộ nhỏ
year: 2026
period: {start: 2026-01-01, end: 2026-12-31}
issuer: UBND phường
office: Văn phòng
status: draft
classes: [{code: dat, name: Đạt, at_least: 0}]
blocks: [{code: b, name: Khối}]
kinds:
  - {code: phong, name: Phòng, block: b}
  - {code: truong, name: Trường, block: b}
tasks:
  - {code: "1", text: Việc, time: Năm, lead: {text: Phòng, kinds: [phong]}, coordinate: {text: Cả, WHO}}
groups:
  - code: I
    text: Nhóm
    children:
      - {code: "1", text: Làm, max: 5, rule: {kind: yes_no}, applies: {leads: ["1"]}}
      - {code: "2", text: Cùng làm, max: 5, rule: {kind: yes_no}, applies: {coordinates: ["1"]}}
"""


@pytest.mark.parametrize("who", ["kinds: [truong]", "units: [mot-truong]"])
def test_a_kind_has_points_where_it_or_a_unit_takes_part(tmp_path: Path, who: str) -> None:
    (tmp_path / "criteria.yaml").write_text(SMALL.replace("WHO", who), encoding="utf-8")
    assert set(load_set(tmp_path).kind) == {"phong", "truong"}


def test_a_kind_without_points_is_named(workshop: Workshop) -> None:
    assert workshop.reads(SMALL.replace(", WHO", "").encode())[0] == (
        "criteria.yaml, dòng 13, kinds[truong]: loại đơn vị “Trường” không có tiêu chí nào để chấm."
    )


def test_every_shipped_set_holds_together() -> None:
    for folder in sorted(path.parent for path in MINI.parent.glob("*/criteria.yaml")):
        assert list(coherence.mistakes(load_set(folder))) == [], folder.name
