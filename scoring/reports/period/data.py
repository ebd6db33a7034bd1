"""A period without scores for programs: who reported what of which task, and the report texts."""

from typing import Any

from scoring.engine.model import UnitResult
from scoring.json_text import as_json
from scoring.reports.progress import Progress
from scoring.reports.results_json import counts_json, receipt_json, set_json
from scoring.sheets.safe import safe
from scoring.standing.run import Consolidation

FORMAT = "danvan-report-1"


def report_json(run: Consolidation) -> str:
    """Everything of the period as text, the same for the same inputs."""
    progress = Progress(run)
    return as_json(
        {
            "format": FORMAT,
            "version": run.version,
            "period": run.period,
            "set": set_json(run),
            "tasks": [{"code": task.code, "text": task.text} for task in progress.tasks],
            "units": [_unit(progress, result) for result in run.results.units],
            "files": [receipt_json(receipt) for receipt in run.receipts],
            "counts": counts_json(run),
        }
    )


def _unit(progress: Progress, result: UnitResult) -> dict[str, Any]:
    run = progress.run
    unit, form, receipt = run.unit(result.unit), run.form(result.unit), run.receipt(result.unit)
    arrival = run.ledger.arrival(unit.code, run.period)
    reports = [report for report in run.criteria.reports if report.code == run.period]
    return {
        "code": unit.code,
        "name": unit.name,
        "block": result.block,
        "state": result.state.value,
        "file": safe(receipt.file) if receipt else None,
        "arrived": arrival.day.isoformat() if arrival else None,
        "on_time": run.ledger.punctual(unit.code, reports).get(run.period),
        "tasks": [
            {
                "code": task.code,
                "leads": leads,
                "progress": name,
                "result": safe(said.result) if (said := progress.of(unit.code, task.code)) else "",
            }
            for task, leads, name in progress.assigned(unit)
        ]
        if unit.evaluated
        else [],
        "report": {key: safe(text) for key, text in form.report.items()} if form else {},
    }
