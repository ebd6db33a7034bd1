"""What stands at the head of a decision: its grounds, and what it carries out, as the set marks them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scoring.criteria.issued import Decision, Reference
from scoring.criteria.loader import load_roster
from scoring.reports.documents import TEMPLATES, documents
from scoring.reports.grounds import bases
from scoring.reports.letterhead import letterhead
from scoring.standing.run import Consolidation
from tests.criteria.books import again
from tests.criteria.broken import MINI
from tests.reports.documents.papers import lines, shipped
from tests.reports.runs import verified

DECISION = TEMPLATES[0]
VIET_HOA = Path(__file__).parents[3] / "criteria" / "viet-hoa-2026"
MARKED = (
    Reference(id="KH", title="Kế hoạch thử nghiệm", ground="basis"),
    Reference(id="NQ", title="Nghị quyết số 57-NQ/TW", ground="follows"),
    Reference(id="CV", title="Công văn số 5/SNV", ground="basis"),
    Reference(id="ND", title="Nghị định số 59/2023/NĐ-CP"),
)


def with_references(run: Consolidation, references: tuple[Reference, ...]) -> Consolidation:
    criteria = run.roster.criteria.model_copy(update={"references": references})
    return replace(run, roster=replace(run.roster, criteria=criteria))


@pytest.fixture(scope="module")
def final(run: Consolidation) -> Consolidation:
    return verified(run, frozenset(unit.code for unit in run.roster.evaluated))


def grounds(run: Consolidation) -> list[str]:
    text = lines(documents(run, shipped())[DECISION])
    return [each for each in text if re.match("Căn cứ|Thực hiện", each)]


def test_marked_references_stand_in_their_order_at_the_head(final: Consolidation) -> None:
    assert grounds(with_references(final, MARKED)) == [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Kế hoạch thử nghiệm;",
        "Căn cứ Công văn số 5/SNV;",
        "Thực hiện Nghị quyết số 57-NQ/TW;",
    ]


def test_without_a_mark_all_references_are_grounds_by_rank(final: Consolidation) -> None:
    plain = tuple(each.model_copy(update={"ground": None}) for each in MARKED)
    assert grounds(with_references(final, plain)) == [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Nghị định số 59/2023/NĐ-CP;",
        "Căn cứ Nghị quyết số 57-NQ/TW;",
        "Căn cứ Kế hoạch thử nghiệm;",
        "Căn cứ Công văn số 5/SNV;",
    ]


def test_marks_survive_excel() -> None:
    mini = load_roster(MINI)
    marked = replace(mini, criteria=mini.criteria.model_copy(update={"references": MARKED}))
    assert again(marked).criteria.references == MARKED


def test_the_ward_rests_on_no_document_of_the_party() -> None:
    fields = letterhead(load_roster(VIET_HOA).criteria)
    party = re.compile("-(?:NQ|QĐ|ĐA|CT)/T[WU]")
    assert not [each for each in fields["can_cu"] if party.search(each)]  # type: ignore[union-attr]


def test_documents_are_cited_in_the_words_of_the_decree() -> None:
    fields = letterhead(load_roster(VIET_HOA).criteria)
    told = [*fields["can_cu"], *fields["thuc_hien"]]  # type: ignore[misc]
    assert told[:2] == [
        "Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022",
        "Nghị định số 59/2023/NĐ-CP ngày 14 tháng 8 năm 2023 của Chính phủ quy định chi tiết một số điều của "
        "Luật Thực hiện dân chủ ở cơ sở",
    ]
    assert any(
        "Kế hoạch số …/KH-UBND ngày … tháng 02 năm 2026 của Ủy ban nhân dân phường" in each for each in told
    )
    assert not [each for each in told if re.search(r"\d/\d{1,2}/\d{4}|(?<![-\w])(UBND|HĐND)(?![-\w])", each)]


def test_the_decision_on_the_set_stands_by_its_rank_among_marked_grounds(final: Consolidation) -> None:
    run = with_references(final, MARKED)
    decision = Decision(number="12/QĐ-UBND", date=date(2026, 1, 5))
    criteria = run.criteria.model_copy(update={"decision": decision})
    assert [each.split()[0] for each in bases(criteria)] == ["Quyết", "Kế", "Công"]
    told = "Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân"
    assert bases(criteria)[0].startswith(told)


def test_every_document_of_the_ward_has_its_day_and_who_issued_it() -> None:
    for reference in load_roster(VIET_HOA).criteria.references:
        assert re.search(r"ngày (?:\d{2}|…)/\d{1,2}/\d{4}|ngày \d{1,2}/\d{1,2}/\d{4}", reference.title), (
            reference.id
        )
        by_name = reference.id == "LDC" or re.search(r"\d{4} của [A-ZĐ]|…/02/2026 của", reference.title)
        assert by_name, reference.id
