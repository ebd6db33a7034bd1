"""Trang chủ: the year as a strip, what comes next, every unit with its state."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import render_template, url_for

from scoring.engine.model import State
from scoring.pipeline.feedback import is_answered
from scoring.pipeline.office import Office
from scoring.pipeline.refused import last_refused
from scoring.register import Action, Ledger, on_time
from scoring.register.actions import EditionFrozen
from scoring.standing.comparison import awaited_days, is_settled
from scoring.standing.unverified import unknown_arrivals
from scoring.web.pages.common import asked_period, periods, site, tallies_of_visitor, visitor
from scoring.web.roles import STAFF, Role, page
from scoring.web.rows import rows
from scoring.web.words import JUDGED, NEXT, days_left

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.criteria.units import Unit
    from scoring.engine.model import UnitResult
    from scoring.standing.run import Consolidation


@dataclass(frozen=True, slots=True)
class YearStep:
    """One step of the year: how many of how many, and how long there is."""

    name: str
    count: int
    of: int
    note: str
    period: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next, and the page where it is done; no page where it is not done here."""

    words: str
    page: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the table: when its report came, what is wrong with it, what comes next.

    ``period``: of the report whose day of receipt is all that the office has to record for it.
    """

    unit: "Unit"
    block: str
    result: "UnitResult"
    arrived: date | None
    late: bool
    errors: int
    following: str
    period: str = ""


@page("/", STAFF)
def home() -> Any:
    """The year at one look."""
    period = asked_period()
    office = site().office(period)
    run = site().run(period)
    closing = closing_words(run)
    counted = Counter(result.state for result in run.results.units)
    lines = [unit_line(run, result, closing) for result in run.results.units]
    return render_template(
        "home.html",
        period=period,
        period_name=run.criteria.report(period).short_name,
        steps=year_strip(office, site().ledger()),
        following=next_step(office, run),
        mine=own_step(office),
        lines=lines,
        refused=last_refused(office, run.ledger),
        row=rows(run.memory, "home"),
        counts=[(state, count) for state in State if (count := counted[state])],
    )


def year_strip(office: Office, ledger: Ledger) -> list[YearStep]:
    """The reports of the year, the verification, the closing."""
    criteria, today = office.roster.criteria, site().today
    everybody = office.roster.evaluated
    steps = []
    for report in periods(criteria):
        count = sum(ledger.arrival(unit.code, report.code) is not None for unit in everybody)
        left = "đã đủ" if count == len(everybody) else days_left(report.last, today)
        name = criteria.report(report.code).short_name.capitalize()
        steps.append(YearStep(name, count, len(everybody), left, report.code))
    judged = {record.draft.unit for record in ledger.of(Action.VERIFIED, Action.ADOPTED)}
    frozen = list(ledger.of(Action.FROZEN))
    closed = "chưa chốt"
    if frozen:
        closed = f"lần {EditionFrozen.of(frozen[-1]).edition}, ngày {frozen[-1].day:%d/%m/%Y}"
    steps.append(YearStep("Thẩm định", len(judged), len(everybody), "đơn vị đã có điểm", page="verifying"))
    steps.append(YearStep("Chốt", len(frozen[-1:]), 1, closed, page="closing"))
    return steps


def closing_words(run: "Consolidation") -> dict[str, str]:
    """What units wait for whose points are final, block by block."""
    if next(run.ledger.of(Action.FROZEN), None):
        return {block.code: "Năm đã chốt" for block in run.blocks}
    steps = site().steps() if run.criteria.approvals else ()
    waiting = {step.figures.block.code for step in steps if not step.approved}
    return {block.code: "Chờ phê duyệt" if block.code in waiting else "Chờ công bố" for block in run.blocks}


def unit_line(
    run: "Consolidation", result: "UnitResult", closing: "Mapping[str, str] | None" = None
) -> UnitLine:
    """What the table says of a unit; ``closing``: see :func:`closing_words`."""
    unit = run.unit(result.unit)
    arrival = run.ledger.arrival(unit.code, run.period)
    report = next((each for each in run.criteria.reports if each.code == run.period), None)
    waits = (closing or {}).get(result.block, "") if result.state in JUDGED else NEXT[result.state]
    days = awaited_days(run, result) if run.criteria.is_scored(run.period) else None
    if result.state is State.VALID:
        waits = f"Chờ {days.words}" if days else _until_all_are_verified(run, result)
    return UnitLine(
        unit=unit,
        block=run.criteria.block_names[result.block],
        result=result,
        arrived=arrival.day if arrival else None,
        late=bool(arrival and report and not on_time(report, arrival.day)),
        errors=_errors(run, unit.code) if result.state is State.TO_MEND else 0,
        following=waits,
        period=days.reports[0].code if days and days.reports else "",
    )


def _errors(run: "Consolidation", unit: str) -> int:
    return sum(each.is_error for receipt in run.files(unit) for each in receipt.findings)


def _until_all_are_verified(run: "Consolidation", result: "UnitResult") -> str:
    """What comes next for a sound form: others may be verified before or after it."""
    if not run.criteria.is_scored(run.period):
        return ""
    if next(run.ledger.of(Action.VERIFIED, Action.ADOPTED, unit=result.unit), None) is None:
        return NEXT[State.VALID]
    return "Đã thẩm định; chờ các đơn vị khác" if is_settled(run, result) else "Đang thẩm định"


def unrecorded(run: "Consolidation") -> int:
    """How many files lie in the folder that the register does not know yet."""
    files = (receipt.sha256 for receipt in run.receipts if receipt.sha256)
    return sum(not run.ledger.about_file(sha256, run.period) for sha256 in files)


def next_step(office: Office, run: "Consolidation") -> NextStep:
    """The one thing to do now."""
    sent = any((office.out / "bieu-mau").glob("*.xlsx"))
    counted = Counter(result.state for result in run.results.units)
    waiting, mending = counted[State.NOT_SUBMITTED], counted[State.TO_MEND]
    period = run.period
    if not sent and not run.receipts and run.criteria.banner:
        return NextStep(
            "Bộ tiêu chí còn là mẫu: xem, sửa tiêu chí và danh sách đơn vị, ghi quyết định ban hành rồi mới "
            "tạo biểu",
            "Bộ tiêu chí",
            url_for("criteria_set"),
        )
    if not sent and not run.receipts:
        return NextStep("Tạo biểu mẫu và gửi các đơn vị", "Gửi biểu", url_for("sending", ky=period))
    if copied := unrecorded(run):
        return NextStep(
            f"Có {copied} tệp chép vào thư mục chưa ghi sổ theo dõi: ghi sổ và tổng hợp",
            "Nhận biểu",
            url_for("receiving", ky=period),
        )
    if mending:
        return NextStep(_mending(office, run, waiting), "Phản hồi", url_for("answering", ky=period))
    if waiting:
        return NextStep(f"Còn {waiting} đơn vị chưa nộp", "Nhận biểu", url_for("receiving", ky=period))
    if not run.criteria.is_scored(period):
        return NextStep("Đã nhận đủ báo cáo của kỳ này")
    return _closing_step(run)


def _mending(office: Office, run: "Consolidation", waiting: int) -> str:
    """What to do about the units that have to mend: their feedback forms are to be made, or are out."""
    units = [result.unit for result in run.results.units if result.state is State.TO_MEND]
    left = sum(not is_answered(office, run, unit) for unit in units)
    if left:
        return f"{left} đơn vị cần sửa biểu, chưa có biểu phản hồi: tạo rồi gửi đơn vị"
    others = f"; {waiting} đơn vị chưa nộp" if waiting else ""
    return f"{len(units)} đơn vị đã có biểu phản hồi: gửi đơn vị, chờ nộp lại{others}"


def _is_being_verified(run: "Consolidation", result: "UnitResult") -> bool:
    """True where points of a sound form are still to be given: more than a day of receipt is missing."""
    if result.state is not State.VALID or result.card is None:
        return False
    return not is_settled(run, result) and awaited_days(run, result) is None


def own_step(office: Office) -> NextStep | None:
    """What waits for a verifier, a leader or an administrator; the office's own steps are everybody's."""
    roles = visitor().roles
    if Role.OFFICE in roles:
        return None
    if Role.VERIFIER in roles:
        mine = tallies_of_visitor()
        todo, explained = sum(tally.todo for tally in mine), sum(tally.explained for tally in mine)
        words = f"Còn {todo} mục chờ thẩm định" if todo else "Không còn mục nào chờ thẩm định"
        words += f"; {explained} giải trình của đơn vị chờ xem" if explained else ""
        return NextStep(words, "Thẩm định", url_for("verifying"))
    if Role.LEADER in roles:
        ready = [step for step in site().steps() if step.ready and not step.approved]
        back = sum(step.sent_back is not None for step in ready)
        words = f"{len(ready)} mục chờ phê duyệt" + (f", trong đó {back} mục bị trả lại" if back else "")
        return NextStep(words, "Phê duyệt", url_for("deciding", _anchor="phe-duyet")) if ready else None
    lacking = len({unit.code for unit in office.roster.evaluated} - site().accounts.links().keys())
    return NextStep(f"{lacking} đơn vị chưa có đường dẫn", "Truy cập", url_for("access")) if lacking else None


def _closing_step(run: "Consolidation") -> NextStep:
    """Every form is in: what is left of the year."""
    if next(run.ledger.of(Action.FROZEN), None):
        return NextStep("Năm đã chốt: tải văn bản, gửi thông báo cho các đơn vị", "Chốt", url_for("closing"))
    for step in site().steps() if run.criteria.approvals else ():
        if step.sent_back and not step.approved:
            words = f"{step.figures.block.name} bị trả lại để xem lại: {step.sent_back.draft.reason}"
            return NextStep(words, "Quyết định", url_for("deciding", _anchor="phe-duyet"))
    if any(_is_being_verified(run, result) for result in run.results.units):
        return NextStep("Thẩm định điểm các đơn vị tự chấm", "Thẩm định", url_for("verifying"))
    if days := next(unknown_arrivals(run), None):
        report, units = days
        words = f"Ghi ngày nhận {report.name}: điểm của {len(units)} đơn vị chờ ngày này"
        return NextStep(words, "Nhận biểu", url_for("receiving", ky=report.code))
    if explained := sum(tally.explained for tally in site().tallies()):
        words = f"{explained} giải trình của đơn vị chờ thẩm định lần 2"
        return NextStep(words, "Thẩm định", url_for("verifying"))
    return NextStep("Xem việc còn lại, quyết định rồi chốt năm", "Quyết định", url_for("deciding"))
