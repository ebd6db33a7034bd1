"""Persons decide: the class of a unit, and that the excess of a quota stands."""

from collections.abc import Mapping

from scoring.criteria.schema import CriteriaSet
from scoring.engine.model import State, UnitResult
from scoring.errors import Spoken, WorkspaceError
from scoring.pipeline.consolidation import standing
from scoring.pipeline.naming import named, proposal
from scoring.pipeline.office import Office, Progress, quiet
from scoring.pipeline.records import Recorded, Voice, record
from scoring.register.actions import Classed, QuotaAccepted
from scoring.text import fold


def decide_class(office: Office, name: str, typed: str, voice: Voice, progress: Progress = quiet) -> Recorded:
    """Record the class of a unit as a person decides it; the class that the rules give is written beside it.

    Raises WorkspaceError for a stranger, an unknown class, and a unit that cannot have a class now.
    """
    (unit,) = named(office.roster, [name])
    criteria = office.roster.criteria
    code = _class(criteria, typed)
    result = standing(office, progress, "verified").results[unit.code]
    given = result.standing and (result.standing.computed or result.standing)
    if given is None or given.code is None:
        raise WorkspaceError(_why_not(unit.name, result))
    said = Classed(given.code, code).draft(criteria.year, unit=unit.code)
    return record(office, voice, [said])


def accept_quota(
    office: Office, typed: str, block: str, voice: Voice, progress: Progress = quiet
) -> Recorded:
    """Record that as many units as have the class now may have it, although its quota is less.

    Raises WorkspaceError where that quota is not exceeded.
    """
    criteria = office.roster.criteria
    code, where = _class(criteria, typed), _block(criteria, block)
    quotas = [quota for quota in criteria.quota if quota.code == code]
    if not quotas:
        raise WorkspaceError(f"Loại “{criteria.class_names[code]}” không có hạn mức trong bộ tiêu chí.")
    if not where and all(quota.within == "block" for quota in quotas):
        within = "Hạn mức này tính theo từng khối."
        raise WorkspaceError(Spoken(f"{within} Ghi thêm --block và mã khối.", f"{within} Chọn thêm khối."))
    notes = standing(office, progress, "verified").results.quota_notes
    over = next((note for note in notes if (note.class_code, note.block) == (code, where)), None)
    if over is None:
        none = f"Loại “{criteria.class_names[code]}” không vượt hạn mức theo kết quả đã thẩm định, không cần"
        where_seen = "Xem bằng: danvan consolidate."
        raise WorkspaceError(Spoken(f"{none} chấp nhận. {where_seen}", f"{none} chấp nhận."))
    said = QuotaAccepted(where, over.classed, code).draft(criteria.year)
    return record(office, voice, [said])


_REVOKE, _ON_ITS_LINE = "danvan decide revoke SỐ_DÒNG", "nút Hủy ở dòng của quyết định"
_REMEDIES: Mapping[State, tuple[str, str, str]] = {
    State.OUTSIDE: ("không thuộc diện đánh giá", "", ""),
    State.NOT_SUBMITTED: ("chờ đơn vị nộp biểu", "", ""),
    State.TO_MEND: ("chờ đơn vị sửa biểu", " (danvan feedback)", " (trang Phản hồi)"),
    State.INELIGIBLE: ("hủy quyết định hoặc điều kiện ấy trước: ", _REVOKE, _ON_ITS_LINE),
    State.LEFT_OUT: ("hủy quyết định không xếp loại trước: ", _REVOKE, _ON_ITS_LINE),
}
"""What has to happen first, and how: by a command, and on the page."""


def _why_not(unit: str, result: UnitResult) -> Spoken:
    remedy, command, button = _REMEDIES.get(result.state, ("chưa có tiêu chí nào được tính điểm", "", ""))
    why = f"{unit}: chưa quyết định được xếp loại vì đơn vị {result.state.value}; {remedy}"
    return Spoken(f"{why}{command}.", f"{why}{button}.")


def _class(criteria: CriteriaSet, typed: str) -> str:
    """The code of a class, typed as its code or name. Raises WorkspaceError."""
    known = {fold(word): each.code for each in criteria.classes for word in (each.name, each.code)}
    if fold(typed) not in known:
        codes = ", ".join(f"{each.code} ({each.name})" for each in criteria.classes)
        raise WorkspaceError(f"Không có loại “{typed}”. {proposal(typed, known)}Các loại: {codes}.")
    return known[fold(typed)]


def _block(criteria: CriteriaSet, typed: str) -> str:
    """The code of a block, typed as its code or name; empty for all units. Raises WorkspaceError."""
    known = {fold(word): each.code for each in criteria.blocks for word in (each.name, each.code)}
    if typed and fold(typed) not in known:
        codes = ", ".join(f"{each.code} ({each.name})" for each in criteria.blocks)
        raise WorkspaceError(f"Không có khối “{typed}”. Các khối: {codes}.")
    return known[fold(typed)] if typed else ""
