"""Whatever is decided after a form went out, every answer stays with its criterion or is a finding."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

import pytest

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Exemption, Roster, Unit
from scoring.findings import Finding
from scoring.forms import write_form
from scoring.intake.folder import Desk, read_book
from scoring.intake.layout import (
    COLUMNS,
    SCORES,
    STAMP,
    TASKS,
)
from scoring.intake.model import (
    Evidence,
    Receipt,
    Row,
    TaskProgress,
)
from scoring.opening.opened import Opened, open_bytes
from scoring.rules import Answer, Entry
from scoring.xlsx.grid import (
    Address,
    Sheet,
    Value,
    Workbook,
)
from tests.intake.forms import mini, mini_hash, sound

HASH = "0" * 64
ACCEPTED = frozenset({""})
"""What these tests read was accepted in its time: they ask what becomes of it when the set changes."""
CODE, TEXT, ANSWER = (
    next(n for n, column in enumerate(COLUMNS, 1) if column.key == key) for key in ("code", "text", "answer")
)
RATIO = {"kind": "ratio", "top_label": "Số hồ sơ đúng hạn", "bottom_label": "Tổng số hồ sơ"}
PARTS = {
    "kind": "parts",
    "parts": [{"text": "Có hội nghị", "points": 6}, {"text": "Có tin bài", "points": 4}],
}
LEVELS = {"kind": "levels", "levels": [{"text": "Tốt", "fraction": "1"}, {"text": "Kém", "fraction": "0"}]}
RULES: Mapping[str, Mapping[str, Any]] = {
    "1.1": RATIO,
    "1.2": RATIO,
    "1.3": PARTS,
    "1.4": PARTS,
    "1.5": LEVELS,
    "1.6": LEVELS,
    "1.10": RATIO,
}
"""Two criteria of each kind with the very same labels; 1.1 and 1.10 are one number to Excel."""


@cache
def twins(*codes: str) -> Roster:
    """A set of these criteria (all where none is named), of ten points each, and one unit."""
    told = mini().criteria.model_dump(exclude_unset=True)
    leaves = [
        {"code": code, "text": f"Việc thứ {n}", "max": 10, "rule": RULES[code]}
        for n, code in enumerate(RULES)
        if code in codes or not codes
    ]
    told |= {"groups": [{"code": "1", "text": "MỘT NHÓM", "children": leaves}], "ranking": {"ties": "shared"}}
    told |= {"tasks": [], "conditions": [], "bonus": None, "penalty": None, "quota": []}
    told["classes"] = [{"code": "dat", "name": "Đạt", "at_least": 0}]
    return Roster(CriteriaSet.model_validate(told), (Unit(code="tdp", name="Tổ dân phố", kind="tdp"),))


def exempted(roster: Roster, codes: Sequence[str]) -> Roster:
    """The same units, exempted from some criteria."""
    exempt = tuple(Exemption(code=code, basis="Quyết định 5") for code in codes)
    return Roster(roster.criteria, tuple(u.model_copy(update={"exempt": exempt}) for u in roster.units))


def ratio(part: int, whole: int) -> Mapping[str, Answer]:
    return {"1": Decimal(part), "2": Decimal(whole)}


def filled(roster: Roster, answers: Mapping[str, Mapping[str, Answer]]) -> Workbook:
    """The unit's form as it was sent."""
    rows = {code: Row(code, Entry(given), Evidence(), f"Lời của {code}") for code, given in answers.items()}
    buffer = BytesIO()
    prefill = replace(sound(), rows=rows, declared={}, tasks=())
    write_form(buffer, roster, roster.units[0], filled=prefill)
    book = open_bytes(buffer.getvalue()).workbook
    assert book
    return book


def received(book: Workbook, roster: Roster) -> Receipt:
    return read_book(Opened("", book), book, Desk(roster, HASH, "nam", ACCEPTED))


Change = Callable[[dict[Address, Value]], Mapping[Address, Value]]


def changed(book: Workbook, name: str, change: Change) -> Workbook:
    """The book with the cells of one sheet changed; merged titles do not matter here."""
    return Workbook(
        tuple(
            Sheet(sheet.name, change(dict(sheet.cells)), sheet.state) if sheet.name == name else sheet
            for sheet in book.sheets
        )
    )


def codes_of(findings: Sequence[Finding]) -> list[str]:
    return [found.code for found in findings]


def rows_by_code(cells: Mapping[Address, Value]) -> dict[str, int]:
    return {str(value): row for (row, column), value in cells.items() if column == CODE}


def without_code(*codes: str) -> Change:
    return lambda cells: {
        at: value for at, value in cells.items() if at[1] != CODE or str(value) not in codes
    }


def with_value(code: str, column: int, value: Value) -> Change:
    return lambda cells: {**cells, (rows_by_code(cells)[code], column): value}


def without_rows(*codes: str) -> Change:
    def change(cells: dict[Address, Value]) -> Mapping[Address, Value]:
        gone = {rows_by_code(cells)[code] for code in codes}
        return {at: value for at, value in cells.items() if at[0] not in gone}

    return change


@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [
        (("1.1", "1.2"), ratio(10, 10), ratio(2, 10)),
        (("1.3", "1.4"), {"1": "Có", "2": "Có"}, {"1": "Không", "2": "Có"}),
    ],
)
def test_an_exemption_moves_no_answer_to_its_twin(
    rule: tuple[str, str], first: Mapping[str, Answer], second: Mapping[str, Answer]
) -> None:
    roster = twins(*rule)
    book = filled(roster, {rule[0]: first, rule[1]: second})
    before = received(book, roster)
    after = received(book, exempted(roster, rule[:1]))
    wanted = {"1.2": "20", "1.4": "40"}[rule[1]]
    assert before.form and before.card and after.form and after.card
    assert after.form.rows[rule[1]] == before.form.rows[rule[1]]
    assert after.card.percent == Decimal(wanted)
    assert codes_of(after.findings) == codes_of(before.findings) == []


def test_an_exempted_twin_leaves_the_other_with_its_own_points() -> None:
    roster = twins("1.1", "1.2")
    book = filled(roster, {"1.1": ratio(10, 10), "1.2": ratio(2, 10)})
    cards = [
        received(book, each).card for each in (roster, exempted(roster, ["1.1"]), exempted(roster, ["1.2"]))
    ]
    assert [card and card.percent for card in cards] == [Decimal(60), Decimal(20), Decimal(100)]


def test_what_an_exempted_row_holds_keeps_no_unit_from_being_ranked() -> None:
    roster = twins("1.1", "1.2")
    book = filled(roster, {"1.1": ratio(10, 10), "1.2": ratio(2, 10)})
    spoiled = changed(book, SCORES, with_value("1.1-1", ANSWER, "mười"))
    assert codes_of(received(spoiled, roster).findings)[0] == "N02"
    assert codes_of(received(spoiled, exempted(roster, ["1.1"])).findings) == []


def test_an_exemption_that_was_revoked_asks_for_the_rows_again() -> None:
    roster = twins("1.1", "1.2")
    book = filled(exempted(roster, ["1.1"]), {"1.2": ratio(2, 10)})
    receipt = received(book, roster)
    assert receipt.form
    assert receipt.form.rows["1.2"].entry.answers == ratio(2, 10)
    assert codes_of(receipt.findings) == ["C01", "C01"]
    assert not receipt.form.rows["1.1"].entry.answers


@pytest.mark.parametrize("lost", [(), ("1.2-1",)])
def test_a_removed_criterion_s_rows_are_no_other_s(lost: tuple[str, ...]) -> None:
    """Without its stamp a form of the former set is read; what it asked more binds to nothing."""
    book = filled(twins("1.1", "1.2"), {"1.1": ratio(10, 10), "1.2": ratio(2, 10)})
    bare = Workbook(tuple(sheet for sheet in book.sheets if sheet.name != STAMP))
    receipt = received(changed(bare, SCORES, without_rows(*lost)), twins("1.2"))
    assert receipt.form
    answers = receipt.form.rows["1.2"].entry.answers
    assert answers == ({"2": Decimal(10)} if lost else ratio(2, 10))
    assert ("C01" in codes_of(receipt.findings)) == bool(lost)
    strange = [found for found in receipt.findings if found.code == "C03"]
    assert [found.found.split()[0] for found in strange] == ["1.1", "1.1-1", "1.1-2"]


def test_rows_without_codes_are_known_by_their_place() -> None:
    roster = twins("1.1", "1.2")
    book = filled(roster, {"1.1": ratio(10, 10), "1.2": ratio(2, 10)})
    bare = changed(book, SCORES, without_code("1.1-1", "1.1-2", "1.2-1", "1.2-2"))
    for each in (roster, exempted(roster, ["1.1"])):
        receipt = received(bare, each)
        assert receipt.form
        assert receipt.form.rows["1.2"].entry.answers == ratio(2, 10)
        assert codes_of(receipt.findings) == []


def test_code_and_words_of_two_criteria_are_asked_about() -> None:
    """Somebody sorted the sheet without its first column."""
    roster = twins("1.5", "1.6")
    book = filled(roster, {"1.5": {"1": "Tốt"}, "1.6": {"1": "Kém"}})
    receipt = received(changed(book, SCORES, with_value("1.6", TEXT, "Việc thứ 4")), roster)
    assert receipt.form
    assert "1.6" not in receipt.form.rows
    assert codes_of(receipt.findings)[:2] == ["C01", "C03"]
    assert "mã của mục này" in receipt.findings[1].message


def test_a_criterion_that_is_no_longer_the_unit_s_is_said_to_be_so() -> None:
    """The unit's kind was changed in units.yaml after the forms went out."""
    roster = mini()
    book = open_bytes(_mini_form(roster)).workbook
    assert book
    units = tuple(u.model_copy(update={"kind": "tdp"}) if u.code == "ktht" else u for u in roster.units)
    receipt = read_book(
        Opened("", book), book, Desk(Roster(roster.criteria, units), mini_hash(), "nam", ACCEPTED)
    )
    [strange] = [found for found in receipt.findings if found.code == "C03"]
    assert "“2.4 Gửi kế hoạch đúng hạn” không thuộc phần của đơn vị" in strange.message


def test_a_task_that_is_no_longer_the_unit_s_is_said_to_be_so() -> None:
    roster = mini()
    book = open_bytes(_mini_form(roster)).workbook
    assert book
    [task] = roster.criteria.tasks
    nobody = task.model_copy(update={"coordinate": task.coordinate.model_copy(update={"kinds": ()})})
    criteria = roster.criteria.model_copy(update={"tasks": (nobody,)})
    receipt = read_book(
        Opened("", book), book, Desk(Roster(criteria, roster.units), mini_hash(), "nam", ACCEPTED)
    )
    [strange] = [found for found in receipt.findings if found.place.sheet == TASKS]
    assert (strange.code, receipt.form and receipt.form.tasks) == ("C03", ())


def _mini_form(roster: Roster) -> bytes:
    buffer = BytesIO()
    unit = roster.unit("ktht")
    assert unit
    write_form(buffer, roster, unit, filled=sound())
    return buffer.getvalue()


# The property

ALL = tuple(RULES)


def some(chance: random.Random, codes: Sequence[str], share: float) -> list[str]:
    return [code for code in codes if chance.random() < share]


def any_answers(chance: random.Random) -> dict[str, Mapping[str, Answer]]:
    """Answers that differ from criterion to criterion wherever they can."""
    wholes = chance.sample(range(20, 90), len(ALL))
    found: dict[str, Mapping[str, Answer]] = {}
    for code, whole in zip(ALL, wholes, strict=True):
        kind = RULES[code]["kind"]
        if kind == "ratio":
            found[code] = ratio(chance.randrange(whole), whole)
        elif kind == "parts":
            found[code] = {key: chance.choice(["Có", "Không"]) for key in ("1", "2")}
        else:
            found[code] = {"1": chance.choice(["Tốt", "Kém"])}
    return found


def shuffled(chance: random.Random, spoilt: Sequence[str], lost: Sequence[str], order: str) -> Change:
    """Rows in another order, some lost, some without their code."""

    def change(cells: dict[Address, Value]) -> Mapping[Address, Value]:
        at = rows_by_code(cells)
        codes = [code for code in at if code.partition("-")[0] in RULES]
        rows = [at[code] for code in codes]
        target = {row: row for row in rows}
        if order == "rows":
            target = dict(zip(rows, chance.sample(rows, len(rows)), strict=True))
        elif order == "text":
            by_text = sorted(rows, key=lambda row: (str(cells[row, TEXT]), row))
            target = dict(zip(by_text, rows, strict=True))
        spoilt_rows, gone = {at[code] for code in spoilt if code in at}, {at[code] for code in lost}
        return {
            (target.get(row, row), column): value
            for (row, column), value in cells.items()
            if row not in gone and not (column == CODE and row in spoilt_rows)
        }

    return change


@pytest.mark.parametrize("order", ["kept", "rows", "text"])
@pytest.mark.parametrize("seed", range(25))
def test_every_answer_stays_with_its_criterion_or_is_a_finding(seed: int, order: str) -> None:
    chance = random.Random(f"{order} {seed}")
    sent_with = some(chance, ALL[:-1], 0.2)
    roster = twins()
    answers = any_answers(chance)
    book = filled(exempted(roster, sent_with), answers)
    codes = rows_by_code(next(s for s in book.sheets if s.name == SCORES).cells)
    rows = [code for code in codes if code.partition("-")[0] in RULES]
    lost = some(chance, rows, chance.choice([0, 0.1]))
    spoilt = some(chance, rows, chance.choice([0, 0.2, 0.6])) if order == "kept" or seed % 2 else []
    mended = changed(book, SCORES, shuffled(chance, spoilt, lost, order))
    now = some(chance, ALL[:-1], 0.3)
    receipt = received(mended, exempted(roster, now))
    form = receipt.form
    assert form
    wrong = {found.criterion for found in receipt.findings if found.is_error}
    for code in ALL:
        read = form.rows[code].entry.answers if code in form.rows else {}
        if code in now:
            assert not read
        elif code not in wrong:
            assert read == answers[code], (code, read, codes_of(receipt.findings))
        assert set(read.items()) <= set(answers[code].items()) or code in wrong
    if not (lost or spoilt):
        assert "C03" not in codes_of(receipt.findings)


TASKS_TOLD = {"1.1": "Tuyên truyền", "1.2": "Họp dân", "1.10": "Họp dân", "2.1": "Báo cáo"}


def with_tasks(codes: Sequence[str]) -> Roster:
    """The set with these tasks of the unit; the others are somebody else's today."""
    [first] = mini().criteria.tasks
    nobody = first.coordinate.model_copy(update={"kinds": ()})
    tasks = tuple(
        first.model_copy(
            update={"code": code, "text": text, "coordinate": first.coordinate if code in codes else nobody}
        )
        for code, text in TASKS_TOLD.items()
    )
    roster = mini()
    return Roster(roster.criteria.model_copy(update={"tasks": tasks}), roster.units)


@pytest.mark.parametrize("period", ["nam", "6-thang"])
@pytest.mark.parametrize("seed", range(12))
def test_what_is_said_of_a_task_stays_with_it_or_is_a_finding(seed: int, period: str) -> None:
    chance = random.Random(f"{period} {seed}")
    roster = with_tasks(list(TASKS_TOLD))
    unit = roster.unit("ktht")
    assert unit
    said = tuple(TaskProgress(code, "Hoàn thành", f"Kết quả {code}") for code in TASKS_TOLD)
    buffer = BytesIO()
    filled = replace(sound(), tasks=said)
    write_form(buffer, roster, unit, period=period, filled=filled)
    book = open_bytes(buffer.getvalue()).workbook
    assert book
    spoilt = some(chance, list(TASKS_TOLD), chance.choice([0, 0.5]))
    lost = some(chance, list(TASKS_TOLD), chance.choice([0, 0.25]))
    order = chance.choice(["kept", "rows"])
    changed_book = changed(book, TASKS, tasks_shuffled(chance, spoilt, lost, order))
    now = some(chance, list(TASKS_TOLD), 0.7)
    desk = Desk(with_tasks(now), HASH, period, ACCEPTED)
    receipt = read_book(Opened("", changed_book), changed_book, desk)
    assert receipt.form
    read = {task.code: task.result for task in receipt.form.tasks}
    assert read.keys() <= set(now)
    missing = {found.expected for found in receipt.findings if found.code == "R03"}
    assert missing == set(now) - read.keys()
    assert all(result == f"Kết quả {code}" for code, result in read.items())


def tasks_shuffled(chance: random.Random, spoilt: Sequence[str], lost: Sequence[str], order: str) -> Change:
    def change(cells: dict[Address, Value]) -> Mapping[Address, Value]:
        at = {code: row for code, row in rows_by_code(cells).items() if code in TASKS_TOLD}
        rows = list(at.values())
        target = dict(zip(rows, chance.sample(rows, len(rows)) if order == "rows" else rows, strict=True))
        spoilt_rows, gone = {at[code] for code in spoilt}, {at[code] for code in lost}
        return {
            (target.get(row, row), column): value
            for (row, column), value in cells.items()
            if row not in gone and not (column == CODE and row in spoilt_rows)
        }

    return change
