"""Runs the scenario tables: every figure an official wrote there is what the engine gives.

Keys are checked against a fixed list, so that a misspelt expectation fails instead of passing unseen.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.engine.model import Rank, Status, UnitResult
from scoring.engine.results import Submission, evaluate
from scoring.rules import YES, Answer, Entry
from scoring.text import fold, show_number
from tests.conftest import SETS
from tests.engine.variants import change

HERE = Path(__file__).parent
Table = dict[str, Any]
UNRANKED = "không xếp"
NOT_APPLICABLE, LEFT_BLANK = "không phát sinh", "để trống"
SCENARIO_KEYS = {"tên", "bộ tiêu chí", "thiết lập", "giai đoạn", "các đơn vị", "cảnh báo tỷ lệ"}
FORM_KEYS = {"theo mẫu", "trả lời", "điều kiện", "biểu còn lỗi"}
OFFICE_KEYS = {"báo cáo đúng hạn", "cấp trên chấm", "điểm thẩm định", "điều kiện thẩm định"}


def _scenarios() -> list[tuple[Table, Table]]:
    tables = [YAML(typ="base", pure=True).load(path) for path in sorted(HERE.glob("*.yaml"))]
    return [(scenario, table["mẫu trả lời"]) for table in tables for scenario in table["tình huống"]]


@pytest.mark.parametrize(("scenario", "samples"), _scenarios(), ids=lambda value: value.get("tên", "-"))
def test_scenario(scenario: Table, samples: Table) -> None:
    assert scenario.keys() <= SCENARIO_KEYS
    roster = change(load_roster(SETS / scenario.get("bộ tiêu chí", "mini")), **scenario.get("thiết lập", {}))
    lines = {roster.names[fold(line["đơn vị"])].code: line for line in scenario["các đơn vị"]}
    submissions = [_submission(roster, code, line, samples) for code, line in lines.items() if _sent(line)]
    stage = "verified" if scenario.get("giai đoạn") == "thẩm định" else "self"
    results = evaluate(roster, submissions, stage=stage)
    for code, line in lines.items():
        expected = line["kết quả"]
        assert expected
        found = _found(results[code])
        assert expected.keys() <= found.keys(), code
        shown = {key: _only(found[key], expected[key]) for key in expected}
        assert shown == {key: _plain(value) for key, value in expected.items()}, code
    if "cảnh báo tỷ lệ" in scenario:
        assert [note.text for note in results.quota_notes] == scenario["cảnh báo tỷ lệ"]


def _sent(line: Table) -> bool:
    """A unit with nothing but a result has not sent a form."""
    assert line.keys() <= FORM_KEYS | OFFICE_KEYS | {"đơn vị", "kết quả"}
    return bool(line.keys() & {"theo mẫu", "trả lời"})


def _submission(roster: Roster, code: str, line: Table, samples: Table) -> Submission:
    answers = {**(samples[line["theo mẫu"]] if "theo mẫu" in line else {}), **line.get("trả lời", {})}
    assert answers.keys() <= roster.criteria.criteria.keys()
    return Submission(
        code,
        {criterion: _entry(roster, criterion, value) for criterion, value in answers.items()},
        declared=_yes(line.get("điều kiện", {})),
        valid=line.get("biểu còn lỗi") != YES,
        given=_numbers(line.get("cấp trên chấm", {})),
        punctual=_yes(line.get("báo cáo đúng hạn", {})),
        verified=_numbers(line.get("điểm thẩm định", {})),
        settled=_yes(line.get("điều kiện thẩm định", {})),
    )


def _entry(roster: Roster, code: str, value: str | list[str]) -> Entry:
    if value in (NOT_APPLICABLE, LEFT_BLANK):
        return Entry(not_applicable=value == NOT_APPLICABLE)
    criterion = roster.criteria.criteria[code]
    fields = criterion.rule.fields(criterion.max)
    values = value if isinstance(value, list) else [value]
    answers: dict[str, Answer] = {
        field.key: each if field.kind == "choice" else _number(each)
        for field, each in zip(fields, values, strict=True)
    }
    return Entry(answers)


def _found(result: UnitResult) -> Table:
    """What a result says, in the words of the table."""
    found: Table = {
        "tình trạng": str(result.state),
        "hạng chung": _place(result.overall),
        "hạng trong khối": _place(result.in_block),
        "ghi chú hạng": result.overall.note if result.overall else "",
    }
    if result.card and result.standing:
        card, standing = result.card, result.standing
        found |= {
            "điểm": {m.code: _points(m.status, m.points) for m in card.marks.values()},
            "điểm đạt": show_number(card.main),
            "điểm tối đa áp dụng": show_number(card.applicable),
            "thưởng": show_number(card.bonus),
            "trừ": show_number(card.penalty),
            "tổng": show_number(card.shown),
            "xếp loại": standing.name,
            "lý do": standing.reason,
        }
    return found


def _points(status: Status, points: Decimal | None) -> str:
    counts = status is Status.SCORED or (status is Status.NOT_APPLICABLE and points)
    return show_number(points) if counts else str(status)


def _place(rank: Rank | None) -> str:
    return str(rank.place) if rank else UNRANKED


def _only(found: Any, expected: Any) -> Any:
    return {key: found[key] for key in expected} if isinstance(expected, Mapping) else found


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _yes(answers: Table) -> dict[str, bool]:
    return {code: answer == YES for code, answer in answers.items()}


def _numbers(values: Table) -> dict[str, Decimal]:
    return {code: _number(value) for code, value in values.items()}


def _number(value: str) -> Decimal:
    return Decimal(value.replace(",", "."))
