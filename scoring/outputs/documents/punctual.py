"""Who reported late, and who did not report, period by period, as the register knows it."""

from datetime import date, timedelta

from scoring.criteria.schema import Report
from scoring.criteria.units import Unit
from scoring.outputs.documents.counts import Row, numbered
from scoring.outputs.model import Consolidation
from scoring.text import show_date

UNKNOWN = "Sổ theo dõi chưa ghi nhận báo cáo nào của kỳ này."


def periods(run: Consolidation) -> list[Row]:
    """The reports that the set asks for, each with its late and its missing units."""
    return numbered([_period(run, report) for report in run.criteria.reports])


def _period(run: Consolidation, report: Report) -> Row:
    units = run.roster.evaluated
    known = {u.code: on_time for u in units for on_time in run.ledger.punctual(u.code, [report]).values()}
    late = [
        _late(run, unit, report)
        for unit in units
        if known.get(unit.code) is False and _came(run, unit, report)
    ]
    missing = [_base(run, unit) for unit in units if known and not _came(run, unit, report)]
    return {
        "ten": report.name,
        "han": f"trước ngày {show_date(report.due)}"
        if report.before
        else f"đến hết ngày {show_date(report.due)}",
        "cau": _sentence(len(units), len(late), len(missing)) if known else UNKNOWN,
        "muon": numbered(late),
        "chua_nop": numbered(missing),
    }


def _sentence(units: int, late: int, missing: int) -> str:
    return (
        f"{units} đơn vị phải báo cáo; {units - late - missing} đơn vị đúng hạn, "
        f"{late} đơn vị nộp muộn, {missing} đơn vị chưa nộp."
    )


def _came(run: Consolidation, unit: Unit, report: Report) -> date | None:
    arrival = run.ledger.arrival(unit.code, report.code)
    return arrival.day if arrival else None


def _late(run: Consolidation, unit: Unit, report: Report) -> Row:
    day = _came(run, unit, report)
    assert day, "only reports that came are late"
    last = report.due - timedelta(days=report.before)
    return {**_base(run, unit), "ngay_nhan": show_date(day), "so_ngay": (day - last).days}


def _base(run: Consolidation, unit: Unit) -> Row:
    blocks = {block.code: block.name for block in run.criteria.blocks}
    return {"ten": unit.name, "khoi": blocks[run.roster.block(unit)]}
