"""The form's plan: sheets, columns and rows. The writer draws it, the reader looks for it.

Rows are found again by their code in the first column: ``3.1`` for a criterion, ``3.1-2`` for the
second of its fields where it has several, ``DK1`` for a condition. Sheets and columns are found by title.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from scoring.criteria.conditions import Condition, When
from scoring.criteria.reports import Report
from scoring.criteria.schema import CriteriaSet, Criterion, Group
from scoring.criteria.tally import group_title
from scoring.criteria.tasks import Task
from scoring.criteria.units import Roster, Unit
from scoring.dataclass import dataclass
from scoring.intake.once import once_each
from scoring.rules import EntryField
from scoring.rules.yes_no import YesNo

FORM_FORMAT = "danvan-1"

GUIDE, INFO, SCORES, TASKS, REPORT, STAMP = (
    "Hướng dẫn",
    "Thông tin đơn vị",
    "Tự chấm điểm",
    "Nhiệm vụ",
    "Báo cáo",
    "danvan",
)
LISTS = "Danh sách chọn"
"""A very hidden sheet with the items of dropdowns that are too long to stand in the cells' validations."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of the score sheet: its key, its title (found again by it) and its width."""

    key: str
    title: str
    width: float


CHECK = "Kiểm tra"
COLUMNS = (
    FormColumn("code", "STT", 7),
    FormColumn("text", "Nội dung tiêu chí", 29),
    FormColumn("how", "Hướng dẫn chấm điểm", 33),
    FormColumn("top", "Điểm tối đa", 6.5),
    FormColumn("answer", "Số liệu, kết quả", 13),
    FormColumn("not_applicable", "Không phát sinh", 7.5),
    FormColumn("score", "Điểm tự chấm", 7),
    FormColumn("number", "Số, ký hiệu văn bản", 11.5),
    FormColumn("day", "Ngày văn bản", 10.5),
    FormColumn("summary", "Trích yếu, mục, trang", 14),
    FormColumn("explanation", "Giải trình", 15),
    FormColumn("check", CHECK, 24),
)

# Labels on "Thông tin đơn vị", each with its value in the next column.
INFO_UNIT, INFO_CODE = "Tên đơn vị", "Mã đơn vị"
INFO_YEAR, INFO_PERIOD = "Năm đánh giá", "Kỳ báo cáo"
INFO_SENDING = "Lần gửi"
INFO_PREPARER, INFO_PHONE = "Người lập biểu", "Điện thoại"
INFO_HEAD, INFO_DAY = "Thủ trưởng đơn vị", "Ngày ký"

# Labels of the totals on the score sheet, each with its value in the next filled cell to the right.
TOTAL_MAIN, TOTAL_APPLICABLE = "Tổng điểm tự chấm", "Điểm tối đa áp dụng"
TOTAL_BONUS, TOTAL_PENALTY = "Điểm thưởng", "Điểm trừ"
TOTAL_SCORE, TOTAL_CLASS = "Điểm xếp loại", "Tự xếp loại (tạm tính)"
TOTAL_STATE = "Tình trạng biểu"

REPORT_PARTS = ("results", "models", "difficulties", "proposals", "next")
"""The parts of a report; :func:`report_parts` gives their titles."""

TASK_COLUMNS = (
    FormColumn("code", "STT", 6),
    FormColumn("text", "Nhiệm vụ", 50),
    FormColumn("role", "Vai trò", 10),
    FormColumn("time", "Thời gian", 18),
    FormColumn("earlier", "Đã báo cáo", 32),
    FormColumn("progress", "Tiến độ", 16),
    FormColumn("result", "Kết quả thực hiện", 44),
    FormColumn("check", CHECK, 24),
)
"""``earlier`` stands only on forms that bring what the unit reported before."""
LEADS, COORDINATES = "Chủ trì", "Phối hợp"
TASK_PROGRESS = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Hoàn thành chậm", "Không phát sinh")

TICK = "x"
TICKS = ("x", "×", "х", "✓", "✔", "☑", "☒", "v", "√")
TICK_WORDS = ("có", "không phát sinh", "không áp dụng", "kps")
"""What units write besides :data:`TICK` and mean as surely."""
LAST_SENDING = 99
CLEAN, READY = "Đạt", "Đủ điều kiện gửi"
LEFT = ("Còn ", " việc cần ghi")
"""What a form without scores says of itself, around the number of things left."""
WARNING = "Lưu ý: "
CONDITIONS = "ĐIỀU KIỆN XẾP LOẠI (chọn Có hoặc Không)"
AWARDED_BY = "Do {who} chấm"
LATER = "tính khi tổng hợp"
EXEMPT = "Được miễn: {basis}"


class AskedCondition(Criterion):
    """A condition as the row that it makes: 1 point stands for Có, 0 for Không.

    ``when``: the answer that it follows from as well.
    """

    when: When | None = None


@once_each(1024)
def as_criterion(condition: Condition) -> AskedCondition:
    """A declared condition as the row it makes: Có or Không, and Có has to be explained."""
    return AskedCondition(
        code=condition.code,
        text=condition.text,
        max=Decimal(1),
        rule=YesNo(kind="yes_no"),
        explanation="above_zero",
        when=condition.when,
    )


def verifiable(criteria: CriteriaSet) -> dict[str, Criterion]:
    """Everything that somebody may verify, by code: the criteria, and the conditions as their rows."""
    return {**criteria.criteria, **{each.code: as_criterion(each) for each in criteria.conditions}}


def report_parts(report: Report) -> tuple[tuple[str, str], ...]:
    """Key and title of each part of the report."""
    titles = (
        "Kết quả nổi bật",
        report.models,
        "Khó khăn, vướng mắc",
        "Đề xuất, kiến nghị",
        report.next_heading,
    )
    return tuple(zip(REPORT_PARTS, titles, strict=True))


@lru_cache(maxsize=1024)
def progress_field(task: str) -> EntryField:
    """The progress of a task as a field to choose in."""
    return EntryField("progress", f"Tiến độ nhiệm vụ {task}", "choice", TASK_PROGRESS)


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A title; ``kind`` says of what. Only groups have a code."""

    code: str
    text: str
    depth: int = 0
    kind: Literal["group", "bonus", "penalty", "conditions"] = "group"


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion: score, evidence, explanation, check; and its answer where it has one single field."""

    criterion: Criterion
    exempt: str = ""
    kind: Literal["main", "bonus", "penalty"] = "main"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One of several fields of the criterion above; ``code`` is ``3.1-2``."""

    criterion: Criterion
    field: EntryField
    code: str


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A declared condition: Có or Không in the answer column."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of the plan: progress and result. It stands on the sheet of tasks."""

    task: Task
    leads: bool


FormRow = HeadingRow | CriterionRow | FieldRow | ConditionRow | TaskRow


def task_rows(roster: Roster, unit: Unit) -> tuple[TaskRow, ...]:
    """All rows of the unit's sheet of tasks."""
    return tuple(TaskRow(task, leads) for task, leads in roster.tasks(unit))


def every_task(criteria: CriteriaSet) -> tuple[TaskRow, ...]:
    """All rows that the sheet of tasks of any unit may have."""
    return tuple(TaskRow(task, leads=True) for task in criteria.tasks)


def field_code(criterion: Criterion, key: str) -> str:
    """The row code of one of several fields."""
    return f"{criterion.code}-{key}"


def is_own_row(criterion: Criterion) -> bool:
    """True where the criterion's fields stand in rows of their own below it."""
    return len(criterion.fields) > 1


def typed_in_score(criterion: Criterion) -> bool:
    """True where the unit types its points in the score column (direct entry)."""
    return any(field.kind == "points" for field in criterion.numbers)


def rows(roster: Roster, unit: Unit) -> tuple[FormRow, ...]:
    """All rows of the unit's score sheet from top to bottom."""
    return _rows_of(roster, unit) if unit.exempt else roster.once(_Plans).of(unit)


def _rows_of(roster: Roster, unit: Unit) -> tuple[FormRow, ...]:
    asked = {criterion.code: criterion for criterion in roster.asked(unit)}
    exempt = {code: each.basis for code in asked if (each := roster.exemption(unit, code))}
    return tuple(_rows(roster.criteria, asked, exempt, roster.declared(unit)))


class _Plans:
    """The rows of units that are exempt from nothing: worked out once for all that are asked the same."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._rows: dict[tuple[int, int], tuple[FormRow, ...]] = {}

    def of(self, unit: Unit) -> tuple[FormRow, ...]:
        """By what is asked: the roster holds it as one object for all units that are alike."""
        key = id(self._roster.asked(unit)), id(self._roster.conditions(unit))
        if key not in self._rows:
            self._rows[key] = _rows_of(self._roster, unit)
        return self._rows[key]


def every_row(criteria: CriteriaSet) -> tuple[FormRow, ...]:
    """All rows that the score sheet of any unit may have: nobody is exempt, everything is asked.

    A form is read with them, since it may have been sent before an exemption was granted or the unit's kind
    changed.
    """
    declared = [each for each in criteria.conditions if each.is_declared]
    return tuple(_rows(criteria, criteria.criteria, {}, declared))


Kind = Literal["main", "bonus", "penalty"]
Wanted = Mapping[str, Criterion]
"""Criteria by code, each as its unit is asked it."""


def _rows(
    criteria: CriteriaSet,
    wanted: Wanted,
    exempt: Mapping[str, str],
    conditions: Sequence[Condition],
) -> Iterator[FormRow]:
    """The rows of the ``wanted`` criteria; ``exempt``: the basis of each exemption, by criterion code."""
    for group in criteria.groups:
        yield from _group(criteria, group, wanted, exempt, 0)
    for title, kind, extra in _extras(criteria):
        asked = [c for c in extra if c.code in wanted]
        if asked:
            yield HeadingRow("", title, kind=kind)
            for criterion in asked:
                if criterion.beside is None:
                    yield from _criterion(wanted[criterion.code], exempt, kind)
    if conditions:
        yield HeadingRow("", CONDITIONS, kind="conditions")
        yield from map(ConditionRow, conditions)


def _extras(
    criteria: CriteriaSet,
) -> Iterator[tuple[str, Literal["bonus", "penalty"], tuple[Criterion, ...]]]:
    if criteria.bonus:
        yield group_title(criteria.bonus), "bonus", criteria.bonus.criteria
    if criteria.penalty:
        yield group_title(criteria.penalty), "penalty", criteria.penalty.criteria


def _group(
    criteria: CriteriaSet,
    group: Group,
    wanted: Wanted,
    exempt: Mapping[str, str],
    depth: int,
) -> Iterator[FormRow]:
    if not any(leaf.code in wanted for leaf in group.leaves()):
        return
    yield HeadingRow(group.code, group_title(group), depth)
    for child in group.children:
        if isinstance(child, Group):
            yield from _group(criteria, child, wanted, exempt, depth + 1)
        elif child.code in wanted:
            yield from _criterion(wanted[child.code], exempt, "main")
            for bonus in criteria.bonus_beside(child.code):
                if bonus.code in wanted:
                    yield from _criterion(wanted[bonus.code], exempt, "bonus")


def _criterion(criterion: Criterion, exempt: Mapping[str, str], kind: Kind) -> Iterator[FormRow]:
    yield CriterionRow(criterion, exempt.get(criterion.code, ""), kind)
    if is_own_row(criterion) and criterion.code not in exempt:
        for field in criterion.fields:
            yield FieldRow(criterion, field, field_code(criterion, field.key))
