"""Xếp loại: by block and overall; from a unit to its criteria, from a criterion to its trail."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for

from scoring.engine.model import State, Status
from scoring.periods import ANNUAL
from scoring.pipeline.trail import trail, trail_lines
from scoring.standing.history import history
from scoring.standing.tracing import of_conditions
from scoring.standing.tracing import trail as trail_of
from scoring.standing.unverified import causes_of_self_scores
from scoring.web.pages.common import asked_period, site, who
from scoring.web.pages.downloads import results_of
from scoring.web.pages.home import closing_words, unit_line
from scoring.web.pages.receipts import by_sha256
from scoring.web.path import path_of
from scoring.web.roles import OFFICE, READERS, page

if TYPE_CHECKING:
    from scoring.engine.model import UnitResult
    from scoring.standing.run import Consolidation


@page("/xep-loai", READERS)
def ranking() -> Any:
    """The ranking as it stands, and the workbook of it."""
    run = site().run(ANNUAL)
    return render_template(
        "ranking.html",
        run=run,
        period=ANNUAL,
        places=run.criteria.rounding.total,
        blocks=[(block, run.placed(block.code)) for block in run.blocks],
        overall=_overall(run),
        classes=_classes(run),
        unranked=[r for r in run.results.units if not run.is_placed(r) and r.state is not State.OUTSIDE],
        notes=[note.text for note in run.results.quota_notes],
        causes=[cause.sentence for cause in causes_of_self_scores(run)],
        jobs=site().jobs.of("consolidate", period=ANNUAL)[:1],
        results=results_of(site().office(ANNUAL)),
    )


def _overall(run: "Consolidation") -> "list[UnitResult]":
    ranked = [result for result in run.results.units if result.overall]
    return sorted(ranked, key=lambda result: result.overall.place if result.overall else 0)


def _classes(run: "Consolidation") -> list[tuple[str, int, int]]:
    """Each class with how many units have it, and the width of its bar in percent of the longest."""
    names = [each.standing.name for each in run.results.units if each.ranked and each.standing]
    counted = Counter(names)
    counts = {name: counted[name] for name in run.criteria.class_names.values()}
    most = max(counts.values(), default=0) or 1
    return [(name, count, 100 * count // most) for name, count in counts.items()]


@page("/xep-loai/tong-hop", OFFICE, "POST", screen="ranking")
def consolidating() -> Any:
    """Write the workbook, and record what was copied into the folder by hand.

    Raises RegisterError where the register is lost and the form does not say that a new one is wanted: the
    page may have been open since before.
    """
    period = asked_period()
    if "so_moi" not in request.form:
        site().ledger()
    job = site().jobs.start(site().where(period), "consolidate", "Tổng hợp", who(), {"who": who()})
    return redirect(url_for("job", number=job.id), 303)


@page("/xep-loai/<unit>", READERS)
def of_unit(unit: str) -> Any:
    """Everything about one unit in a period."""
    period = asked_period()
    run = site().run(period)
    result = _result(run, unit)
    return render_template(
        "of_unit.html",
        run=run,
        period=period,
        period_name=run.criteria.report(period).short_name,
        line=unit_line(run, result, closing_words(run)),
        result=result,
        steps=path_of(run, unit),
        files=[receipt for receipt in run.receipts if receipt.unit == unit],
        acknowledged=by_sha256(run),
        rows=criteria_rows(run, result),
        lines=history(run.ledger, unit, run.criteria),
        places=run.criteria.rounding.points,
        total_places=run.criteria.rounding.total,
    )


def criteria_rows(run: "Consolidation", result: "UnitResult") -> list[dict[str, Any]]:
    """The criteria and conditions of a unit: what it said itself, what was verified, and why.

    ``top``: what may be reached, also of a criterion that counts only once the office has scored it
    (``awaited``).
    """
    marks = result.card.marks.values() if result.card else ()
    unit, rows = run.unit(result.unit), list[dict[str, Any]]()
    for path in (*(trail_of(run, unit.code, mark) for mark in marks), *of_conditions(run, result)):
        awaited = path.status == Status.AWAITED.value
        top = run.roster.criterion(unit, path.code).max if awaited else path.top
        rows.append({"path": path, "gap": path.gap, "reason": path.reason, "top": top, "awaited": awaited})
    return rows


def _result(run: "Consolidation", unit: str) -> "UnitResult":
    result = run.results.by_code.get(unit)
    if result is None:
        abort(404)
    return result


@page("/xep-loai/<unit>/<criterion>", READERS)
def of_criterion(unit: str, criterion: str) -> Any:
    """The path of one unit's points for one criterion."""
    run = site().run(ANNUAL)
    _result(run, unit)
    found, path = trail(site().office(), unit, criterion, run=site().verified_run())
    return render_template("of_criterion.html", unit=found, path=path, lines=trail_lines(found, path))
