"""The fields of the form on the page: what they are called, and which of them a finding is about."""

from collections.abc import Callable, Iterator, Mapping

from scoring.criteria.units import Roster
from scoring.findings import Finding, Place
from scoring.intake.layout import (
    INFO_DAY,
    INFO_HEAD,
    INFO_PHONE,
    INFO_PREPARER,
    REPORT,
    TASKS,
    as_criterion,
    report_parts,
)
from scoring.intake.model import FilledForm, task_key

SIGNED = {"preparer": INFO_PREPARER, "phone": INFO_PHONE, "head": INFO_HEAD, "day": INFO_DAY}
PARTS = {
    "number": "Số, ký hiệu văn bản",
    "day": "Ngày văn bản",
    "summary": "Trích yếu, mục, trang",
    "explanation": "Giải trình",
    "not_applicable": "Không phát sinh",
}
"""What stands beside the answers of a criterion."""
_LISTS = {TASKS: "loi-nhiem-vu", REPORT: "loi-bao-cao"}

Named = Callable[[Finding], tuple[str, str]]
"""From a finding to where its row stands on the page, and the words for the field."""


def named_fields(roster: Roster, period: str, form: FilledForm) -> Named:
    """Of a form that was filled in on the page: its unit never saw the cells that findings are about."""
    words = dict(_words(roster, period, form))

    def named(found: Finding) -> tuple[str, str]:
        label = words.get(found.place, "")
        if found.criterion in form.rows:
            return f"muc-{found.criterion}", ", ".join(filter(None, (found.criterion, label)))
        return _LISTS.get(found.place.sheet, "loi-chung"), label or found.place.sheet or "Cả biểu"

    return named


def _words(roster: Roster, period: str, form: FilledForm) -> Iterator[tuple[Place, str]]:
    criteria = roster.criteria
    conditions = {each.code: as_criterion(each) for each in criteria.conditions}
    for code, row in form.rows.items():
        asked = criteria.criteria.get(code) or conditions.get(code)
        labels: Mapping[str, str] = {field.key: field.label for field in asked.fields} if asked else {}
        yield from ((place, {**PARTS, **labels}.get(key, "")) for key, place in row.places.items())
    stated = dict(report_parts(criteria.report(period)))
    for task in criteria.tasks:
        stated |= {task_key(task.code, "progress"): f"Tiến độ {task.code}"}
        stated |= {task_key(task.code, "result"): f"Kết quả {task.code}"}
    yield from ((form.stated_places[key], said) for key, said in stated.items() if key in form.stated_places)
    signed = form.sign_off.places
    yield from ((signed[key], label) for key, label in SIGNED.items() if key in signed)
