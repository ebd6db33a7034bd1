"""What happened to a unit, in sentences."""

from datetime import timedelta

from scoring.criteria.units import Roster
from scoring.register import Action, Draft, Ledger, Record
from scoring.standing.history import history
from tests.register.lines import NOON, YEAR

SAID = (
    Draft(Action.RECEIVED, YEAR, "nam", "a", values={"file": "a.xlsx", "sha256": "s", "readable": "1"}),
    Draft(Action.VERIFIED, YEAR, "nam", "a", "1.1", {"points": "8", "self": "9"}, reason="Thiếu ảnh"),
    Draft(Action.VERIFIED, YEAR, "nam", "b", "1.1", {"points": "1"}, reason="Của đơn vị khác"),
    Draft(Action.VERIFIED, YEAR, "nam", "a", "1.1", {"points": "9", "round": "2"}, "Đã bổ sung"),
    Draft(Action.REVOKED, YEAR, "nam", "a", "1.1", {"seq": "4"}, "Nhầm", "BB 12"),
    Draft(Action.CLASSED, YEAR, "", "a", "", {"computed": "", "class": "lạ"}, "Theo biên bản"),
    Draft(Action.LEFT_OUT, YEAR, "", "a", reason="Giải thể"),
)


def test_sentences_say_who_did_what_and_why_the_newest_first(mini: Roster) -> None:
    records = (Record(n, NOON + timedelta(minutes=n), "Lan", draft) for n, draft in enumerate(SAID, 1))
    told = history(Ledger(tuple(records)), "a", mini.criteria)
    name = mini.criteria.report("nam").short_name
    assert [line.says for line in told] == [
        "Lan ghi “không xếp loại”, lý do: Giải thể",
        "Lan quyết định xếp loại lạ, lý do: Theo biên bản",
        f"Lan hủy việc “sửa điểm lần 2 tiêu chí 1.1 từ 8 thành 9” ({name}), lý do: Nhầm, văn bản: BB 12",
        f"Lan sửa điểm lần 2 tiêu chí 1.1 từ 8 thành 9 ({name}), lý do: Đã bổ sung",
        f"Lan chấm tiêu chí 1.1 8 điểm (tự chấm 9) ({name}), lý do: Thiếu ảnh",
        f"Lan nhận tệp a.xlsx ({name})",
    ]
    assert [line.holds for line in told] == [True, True, True, False, True, True]


def test_agreeing_with_many_at_one_stroke_is_one_sentence(mini: Roster) -> None:
    lines = [
        Draft(Action.VERIFIED, YEAR, "nam", "a", code, {"points": "2", "self": own}, why)
        for code, own, why in (("1", "2", ""), ("2", "2", ""), ("3", "3", "Thiếu"), ("4", "2", ""))
    ]
    records = tuple(Record(n, NOON, "Lan", draft) for n, draft in enumerate(lines, 1))
    told = [line.says for line in history(Ledger(records), "a", mini.criteria)]
    assert len(told) == 3 and told[-1] == "Lan chấm 2 tiêu chí cùng lúc, không đổi điểm tự chấm"
