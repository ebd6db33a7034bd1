"""What the reports say of the plan's tasks: counts by progress and what the units wrote."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from scoring.criteria.units import Roster
from scoring.intake.model import TaskProgress
from scoring.reports.documents import TEMPLATES, documents
from scoring.reports.documents.tasks import TOLD, Tasks
from scoring.reports.headings import sentence_case, title_of
from scoring.standing.run import Consolidation
from tests.reports.documents.papers import lines, opened, shipped
from tests.reports.runs import typical, verified

_, WARD, CITY, *_ = TEMPLATES
HOSTILE = "{{ 7*7 }} <w:p>đã làm</w:p> {% for %}"


def said(run: Consolidation, words: Mapping[str, tuple[str, str]]) -> Consolidation:
    """The run where the units say (progress, result) of the one task of the set."""
    receipts = tuple(
        replace(r, form=replace(r.form, tasks=(TaskProgress("1.1", *words[r.unit]),)))
        if r.form and r.unit in words
        else r
        for r in run.receipts
    )
    return replace(run, receipts=receipts)


@pytest.fixture(scope="module")
def run(mini: Roster) -> Consolidation:
    return verified(typical(mini), frozenset({"vhxh"}))


LED = {
    "vhxh": ("Hoàn thành", HOSTILE),
    "vp": ("Đang thực hiện", "Đã phối hợp."),
    "tdp-1": ("Hoàn thành", "đã phối hợp"),
    "tdp-2": ("Hoàn thành", "Không"),
}


@pytest.mark.parametrize("name", [WARD, CITY])
def test_sentences_of_a_group_agree_with_the_table_of_tasks(run: Consolidation, name: str) -> None:
    made = documents(said(run, LED), shipped())[name]
    table = next(t for t in opened(made).tables if t.rows[0].cells[1].text == "Nhiệm vụ")
    head, *body = [[cell.text for cell in row.cells] for row in table.rows]
    group, task = (dict(zip(head[4:], map(int, row[4:]), strict=True)) for row in body)
    assert group == task
    assert (group["Hoàn thành"], group["Đang thực hiện"]) == (3, 1)
    assert group["Số đơn vị được giao"] == sum(group.values()) - group["Số đơn vị được giao"]
    given, silent = group["Số đơn vị được giao"], group["Chưa báo cáo"]
    whole = f"3 lượt hoàn thành, 1 lượt đang thực hiện, {silent} lượt chưa báo cáo"
    assert f"Tiến độ: 1 nhiệm vụ, {given} lượt đơn vị chủ trì, phối hợp: {whole}." in lines(made)
    parts = whole.replace("lượt", "đơn vị")
    assert f"- Tuyên truyền, phổ biến: {parts}." in lines(made)


def test_what_the_leading_units_wrote_is_told_as_text_and_the_others_are_counted(run: Consolidation) -> None:
    text = lines(documents(said(run, LED), shipped())[WARD])
    assert f"+ Phòng Văn hóa - Xã hội: {HOSTILE}." in text
    [task, *_] = Tasks(said(run, LED)).fields()[0]["nhiem_vu"]  # type: ignore[misc]
    assert task["con_lai"] == 2


def test_the_coordinating_units_are_told_where_no_leading_one_wrote(run: Consolidation) -> None:
    [task, *_] = Tasks(said(run, {**LED, "vhxh": ("Hoàn thành", "")})).fields()[0]["nhiem_vu"]  # type: ignore[misc]
    assert task["ket_qua"] == [
        {"don_vi": "Văn phòng HĐND và UBND phường, Tổ dân phố số 1", "noi_dung": "Đã phối hợp"}
    ]
    assert task["con_lai"] == 0


def test_of_many_results_a_few_are_told_and_none_is_cut(run: Consolidation) -> None:
    words = {unit.code: ("Hoàn thành", f"{unit.name} " + "đã làm " * 500) for unit in run.roster.evaluated}
    [task, *_] = Tasks(said(run, {**words, "vhxh": ("Hoàn thành", "")})).fields()[0]["nhiem_vu"]  # type: ignore[misc]
    forms = sum(r.form is not None and r.unit != "vhxh" for r in run.receipts)
    assert (len(task["ket_qua"]), task["con_lai"]) == (TOLD, forms - TOLD)
    assert all(
        told["noi_dung"].endswith("đã làm") and "…" not in told["noi_dung"] for told in task["ket_qua"]
    )


def test_a_group_of_tasks_that_the_set_does_not_score_is_told_too(run: Consolidation) -> None:
    tasks = tuple(t.model_copy(update={"code": "II.1"}) for t in run.criteria.tasks)
    roster = Roster(run.criteria.model_copy(update={"tasks": tasks}), run.roster.units)
    *scored, other = Tasks(replace(run, roster=roster)).fields()
    assert (other["ma"], other["ten"], other["cau_diem"]) == ("II", "Nhiệm vụ tại Mục II của Kế hoạch", "")
    assert all(group["cau_diem"] for group in scored)


@pytest.mark.parametrize(
    ("capitals", "sentence"),
    [
        ("CHẾ ĐỘ BÁO CÁO (MỤC III CỦA KẾ HOẠCH)", "Chế độ báo cáo (mục III của kế hoạch)"),
        ("QUY ĐỊNH CỦA ỦY BAN NHÂN DÂN PHƯỜNG", "Quy định của Ủy ban nhân dân phường"),
        ("CHỦ ĐỀ NĂM CỦA THỬ NGHIỆM", "Chủ đề năm của Thử Nghiệm"),
        ("Nhiệm vụ của UBND", "Nhiệm vụ của UBND"),
    ],
)
def test_headings_in_capitals_become_sentences(run: Consolidation, capitals: str, sentence: str) -> None:
    assert sentence_case(capitals, run.criteria) == sentence
    assert title_of(capitals, run.criteria) == sentence.partition(" (")[0]
