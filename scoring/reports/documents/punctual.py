"""Who reported late, and who did not report, period by period, as the register knows it."""

from scoring.criteria.reports import Report
from scoring.reports.documents.counts import Row, numbered
from scoring.standing.late import Late, late_reports, unrecorded
from scoring.standing.run import Consolidation
from scoring.text import long_date, show_date

UNKNOWN = "Sổ theo dõi chưa ghi nhận báo cáo nào của kỳ này."


def periods(run: Consolidation) -> list[Row]:
    """The reports that the set asks for, each with its late and its missing units."""
    unknown, late = unrecorded(run), tuple(late_reports(run))
    return numbered(
        [
            _period(run, report, [each for each in late if each.report == report], report not in unknown)
            for report in run.criteria.reports
        ]
    )


def _period(run: Consolidation, report: Report, owed: list[Late], known: bool) -> Row:
    late = [each for each in owed if each.arrived]
    missing = [each for each in owed if not each.arrived]
    due = long_date(str(report.due.day), report.due.month, str(report.due.year))
    return {
        "ten": report.name,
        "han": f"trước ngày {due}" if report.before else f"đến hết ngày {due}",
        "cau": _sentence(len(run.roster.evaluated), len(late), len(missing)) if known else UNKNOWN,
        "muon": numbered([{**_base(run, each), **_lateness(each)} for each in late]),
        "chua_nop": numbered([{**_base(run, each), "ghi_chu": each.remark} for each in missing]),
    }


def _sentence(units: int, late: int, missing: int) -> str:
    told = ((units - late - missing, "nộp đúng hạn"), (late, "nộp chậm"), (missing, "chưa nộp"))
    found = [(n, words) for n, words in told if n]
    if len(found) == 1:
        return f"{units} đơn vị phải báo cáo, {'đều ' if units > 1 else ''}{found[0][1]}."
    return f"{units} đơn vị phải báo cáo: {', '.join(f'{n} đơn vị {words}' for n, words in found)}."


def _lateness(late: Late) -> Row:
    return {"ngay_nhan": show_date(late.arrived), "so_ngay": late.days}


def _base(run: Consolidation, late: Late) -> Row:
    blocks = {block.code: block.name for block in run.criteria.blocks}
    unit = run.unit(late.unit)
    return {"ten": unit.name, "khoi": blocks[run.roster.block(unit)]}
