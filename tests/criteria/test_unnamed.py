"""Names that a set still waits for are told before they stand on a form."""

from scoring.criteria.schema import CriteriaSet, Criterion
from scoring.criteria.units import Roster
from scoring.criteria.unnamed import unnamed
from scoring.periods import ANNUAL


def test_a_set_with_all_its_names_waits_for_none(mini: Roster) -> None:
    assert [*unnamed(mini.criteria)] == []


def test_words_that_stand_for_a_name_are_told_with_their_place(mini: Roster) -> None:
    data = mini.criteria.model_dump(mode="json", exclude_unset=True)
    data |= {"issuer": "Cơ quan ban hành (ghi tên)", "office": "Cơ quan tổng hợp (ghi tên)"}
    by_others = {
        "code": "Z1",
        "text": "Chất lượng",
        "max": 5,
        "rule": {"kind": "superior", "who": "Đoàn (ghi tên)"},
    }
    data["groups"].append({"code": "Z", "text": "Khác", "children": [by_others]})
    told = [*unnamed(CriteriaSet.model_validate(data))]
    assert told == ["cơ quan ban hành", "cơ quan tổng hợp", "người chấm tiêu chí Z1"]


def test_the_year_of_a_set_without_reports_has_a_name(mini: Roster) -> None:
    bare = mini.criteria.model_copy(update={"reports": ()})
    assert (bare.report(ANNUAL).name, bare.report(ANNUAL).short_name) == ("Báo cáo năm", "năm")
    assert bare.report("quy-1").name == "quy-1"


def test_a_guide_ends_before_the_rule_begins() -> None:
    said = {"code": "1", "text": "x", "max": 4, "rule": {"kind": "superior", "who": "Đoàn"}}
    plain, ended = (Criterion.model_validate(said | {"guide": g}) for g in ("Xét hồ sơ", "Xét hồ sơ."))
    assert plain.how == ended.how == "Xét hồ sơ. Đoàn chấm, tối đa 4 điểm; đơn vị không ghi."
