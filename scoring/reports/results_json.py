"""The same results for programs: JSON with points as strings, so that no reader makes floats of them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from scoring.engine.model import Mark, Rank, Scorecard, Standing, Sum, UnitResult
from scoring.findings import Finding, Place
from scoring.intake.model import Outcome, Receipt, Row
from scoring.json_text import as_json, json_line, points_json
from scoring.opening.opened import place_at
from scoring.register.record import VIETNAM
from scoring.rules import Answer
from scoring.sheets.safe import safe
from scoring.standing.approvals import approval_states
from scoring.standing.run import Consolidation
from scoring.standing.tracing import of_conditions, of_criteria
from scoring.standing.trail import Trail, source
from scoring.xlsx.grid import Address

FORMAT = "danvan-results-1"


def results_json(consolidation: Consolidation) -> Iterator[str]:
    """Everything of a run as text in pieces, the same for the same inputs; a unit or a file is one line.

    Points and percents are decimal strings with a point; an absent figure is null, never 0. The lines are
    made one at a time, since all of them need gigabytes, and without indentation: only so json's fast encoder
    does the work.
    """
    rest = as_json(_content(consolidation, [], []))
    for name, lines in (("units", _units(consolidation)), ("files", _files(consolidation))):
        before, _, rest = rest.partition(f'"{name}": []')  # no text holds a bare quotation mark
        yield f'{before}"{name}": ['
        for number, line in enumerate(lines):
            yield (",\n" if number else "\n") + line
        yield "\n ]"
    yield rest


def receipts_json(receipts: Iterable[Receipt]) -> str:
    """Checked files as text: a list of :func:`receipt_json`."""
    return as_json([receipt_json(receipt) for receipt in receipts])


def _units(run: Consolidation) -> Iterator[str]:
    return (_unit_line(run, result) for result in run.results.units)


def _files(run: Consolidation) -> Iterator[str]:
    return (json_line(receipt_json(receipt)) for receipt in run.receipts)


def _content(run: Consolidation, units: list[dict[str, Any]], files: list[dict[str, Any]]) -> dict[str, Any]:
    criteria = run.criteria
    return {
        "format": FORMAT,
        "version": run.version,
        "period": run.period,
        "stage": run.results.stage,
        "set": set_json(run),
        "criteria": [
            {"code": c.code, "text": c.text, "max": points_json(c.max)} for c in criteria.criteria.values()
        ],
        "blocks": [{"code": block.code, "name": block.name} for block in run.blocks],
        "classes": [
            {"code": c.code, "name": c.name, "at_least": points_json(c.at_least)} for c in criteria.classes
        ],
        "units": units,
        "quota_notes": [
            {
                "class": q.class_code,
                "block": q.block,
                "allowed": q.allowed,
                "classed": q.classed,
                "text": q.text,
                "keep": list(q.keep),
                "tied": list(q.tied),
                "give_up": list(q.give_up),
                "accepted": safe(q.accepted),
            }
            for q in run.results.quota_notes
        ],
        **approvals_json(run),
        "files": files,
        "counts": counts_json(run),
    }


def approvals_json(run: Consolidation) -> dict[str, Any]:
    """Where the approval stands, by block and step; nothing where the set lists no steps."""
    states = [
        {
            "step": each.step.code,
            "name": each.step.name,
            "block": each.figures.block.code,
            "state": each.state,
            "approved_by": safe(each.approved.who) if each.approved else None,
            "approved_at": each.approved.at.astimezone(VIETNAM).isoformat() if each.approved else None,
            "document": safe(each.approved.draft.document) if each.approved else "",
            "record": each.approved.seq if each.approved else None,
            "changes": [safe(change) for change in each.changes],
            "sent_back": safe(each.sent_back.draft.reason) if each.sent_back else "",
        }
        for each in approval_states(run)
    ]
    return {"approvals": states} if states else {}


def set_json(run: Consolidation) -> dict[str, Any]:
    """The criteria set that a run rests on."""
    criteria = run.criteria
    return {
        "id": criteria.id,
        "hash": run.set_hash,
        "name": criteria.name,
        "year": criteria.year,
        "status": criteria.status,
        "banner": criteria.banner,
    }


def counts_json(run: Consolidation) -> dict[str, int]:
    """Files by what became of them, and how much is wrong."""
    return {
        "files": len(run.receipts),
        **{o.name.lower(): sum(r.outcome is o for r in run.receipts) for o in Outcome},
        "errors_to_mend": run.errors_to_mend,
        "errors": sum(f.is_error for f in run.findings),
        "warnings": sum(not f.is_error for f in run.findings),
    }


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """One file, what became of it and what was found in it."""
    return {
        "file": safe(receipt.file),
        "sha256": receipt.sha256,
        "outcome": receipt.outcome.name.lower(),
        "unit": receipt.unit,
        "counted": receipt.counted,
        "score": points_json(receipt.card.result) if receipt.card else None,
        "class": receipt.standing.name if receipt.standing else None,
        "findings": [
            finding_json(f.at(file=receipt.file, unit=f.unit or receipt.unit)) for f in receipt.findings
        ],
    }


def _unit_line(run: Consolidation, result: UnitResult) -> str:
    """The unit as text. The cells of its rows, half of it, are text already: forms of a kind share them."""
    form = run.form(result.unit)
    rows: Mapping[str, Row] = form.rows if form else {}
    criteria, conditions = tuple(of_criteria(run, result)), tuple(of_conditions(run, result))
    left, *parts = json_line(_unit(run, result, rows, criteria, conditions)).split(_PLACES)
    told = (_places_line(rows.get(path.code)) for path in (*criteria, *conditions))
    return left + "".join([piece for both in zip(told, parts, strict=True) for piece in both])


def _unit(
    run: Consolidation,
    result: UnitResult,
    rows: Mapping[str, Row],
    criteria: Iterable[Trail],
    conditions: Iterable[Trail],
) -> dict[str, Any]:
    """The unit with the paths of its points, its conditions; their cells are left out."""
    unit, receipt = run.unit(result.unit), run.receipt(result.unit)
    card, standing = result.card, result.standing
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "block": result.block,
        "state": result.state.value,
        "outside": unit.outside,
        "file": safe(receipt.file) if receipt else None,
        "ranked": result.ranked,
        "points": [_mark(path, card.marks[path.code], rows.get(path.code), card) for path in criteria]
        if card
        else [],
        "arrival": _arrival(run, unit.code),
        "conditions": [
            {
                "code": path.code,
                **_condition(path),
                **_basis(path),
                "answer": safe(path.answer.words),
                "explanation": safe(path.answer.explanation),
                "places": {},
            }
            for path in conditions
        ],
        "totals": _totals(card) if card else None,
        "class": _class(standing) if standing else None,
        "rank": {"in_block": _rank(result.in_block), "overall": _rank(result.overall)},
    }


def _class(standing: Standing) -> dict[str, Any]:
    """The class that holds; ``computed`` is what the rules alone give, where a person decided."""
    return {
        "code": standing.code,
        "name": standing.name,
        "by_points": standing.by_points,
        "reason": safe(standing.reason),
        "computed": _class(standing.computed) if standing.computed else None,
    }


def _mark(path: Trail, mark: Mark, row: Row | None, card: Scorecard) -> dict[str, Any]:
    return {
        "criterion": mark.code,
        "status": mark.status.value,
        "points": points_json(mark.at(card.stage)),
        **_scores(path),
        "answers": {key: _answer(answer) for key, answer in row.entry.answers.items()} if row else {},
        "not_applicable": bool(row and row.entry.not_applicable),
        "evidence": safe(path.answer.evidence),
        "explanation": safe(path.answer.explanation),
        "places": {},
        "file": safe(path.answer.file) or None,
    }


def _scores(path: Trail) -> dict[str, Any]:
    """Self, verified and final apart, and what verified and final rest on."""
    return {
        "self": points_json(path.own),
        "verified": points_json(path.checked),
        "final": points_json(path.final),
        "top": points_json(path.top),
        **_basis(path),
    }


def _condition(path: Trail) -> dict[str, Any]:
    """What of a condition was declared, verified, decided; ``holds`` is null while that is open."""
    state = path.state
    assert state, "only of a condition"
    return {
        "declared": state.declared,
        "checked": state.checked,
        "decided": state.settled if state.ruling else None,
        "holds": path.holds,
        "follows_from": state.condition.when.code if state.condition.when else None,
    }


def _basis(path: Trail) -> dict[str, Any]:
    """What verified and final rest on."""
    record = path.decision
    return {
        "verifier": safe(path.verifier),
        "round": path.verdict.round if path.verdict else None,
        "reason": safe(path.reason),
        "decision": record.draft.action.value if record else None,
        "document": safe(record.draft.document) if record else "",
        "record": record.seq if record else None,
        "recorded_by": safe(record.who) if record else "",
        "recorded_at": record.at.astimezone(VIETNAM).isoformat() if record else None,
        "to_review": path.outdated,
        "class_decision": path.classed.seq if path.classed else None,
    }


def trail_data(path: Trail) -> dict[str, Any]:
    """The whole path of one criterion's points."""
    return {
        "criterion": path.code,
        "text": safe(path.text),
        "guide": safe(path.guide),
        "rule": safe(path.rule),
        "reference": path.reference,
        "status": path.status,
        "answer": safe(path.answer.words),
        "file": safe(path.answer.file),
        "sheet": safe(path.answer.sheet),
        "cells": path.answer.cells,
        "evidence": safe(path.answer.evidence),
        "explanation": safe(path.answer.explanation),
        "stated": points_json(path.stated),
        **_scores(path),
        "first": points_json(path.verdict.first) if path.verdict else None,
        "first_reason": safe(path.verdict.first_reason) if path.verdict else "",
        "reply": safe(path.reply),
        **({"condition": _condition(path)} if path.state else {}),
        "reports": [
            {
                "name": each.report,
                "due": each.due.isoformat(),
                "before": each.before,
                "arrived": each.arrival.day.isoformat() if each.arrival else None,
                "source": safe(source(each.arrival)) if each.arrival else "",
                "on_time": each.on_time,
            }
            for each in path.deadlines
        ],
        "findings": [finding_json(f) for f in path.findings],
    }


def _arrival(run: Consolidation, unit: str) -> dict[str, Any] | None:
    arrival = run.ledger.arrival(unit, run.period)
    return {"day": arrival.day.isoformat(), "source": safe(source(arrival))} if arrival else None


def _totals(card: Scorecard) -> dict[str, Any]:
    counts = card.result is not None
    return {
        "stage": card.stage,
        "complete": card.complete,
        "main": points_json(card.main),
        "applicable": points_json(card.applicable),
        "percent": points_json(card.percent) if counts else None,
        "bonus": points_json(card.bonus),
        "penalty": points_json(card.penalty),
        "score": points_json(card.score) if counts else None,
        "shown": points_json(card.result),
        "groups": {code: _sum(sums) for code, sums in card.groups.items()},
    }


def _sum(sums: Sum) -> dict[str, str | None]:
    return {"points": points_json(sums.points), "top": points_json(sums.top)}


def _rank(rank: Rank | None) -> dict[str, Any] | None:
    return {"place": rank.place, "note": rank.note} if rank else None


def finding_json(f: Finding) -> dict[str, Any]:
    """What is wrong, where, and how to mend it."""
    return {
        "code": f.code,
        "severity": f.severity.value,
        "message": safe(f.message),
        "remedy": safe(f.remedy),
        "file": safe(f.file),
        "unit": f.unit,
        "criterion": f.criterion,
        "place": _place(f.place),
        "expected": safe(f.expected),
        "found": safe(f.found),
    }


_PLACES = '"places": {}'
"""What stands in a unit's text for the cells of a row: no text holds a bare quotation mark."""


def _places_line(row: Row | None) -> str:
    return _line_of_places(row.places.sheet, tuple(row.places.at.items())) if row else _PLACES


@lru_cache(maxsize=8192)  # the cells of a kind's form are those of every other
def _line_of_places(sheet: str, cells: tuple[tuple[str, Address], ...]) -> str:
    """A row's cells by what stands in them."""
    places = {key: _place(place_at(sheet, cell)) for key, cell in cells}
    return f'"places": {json_line(places)}'


def _place(place: Place) -> Mapping[str, str]:
    return {"sheet": safe(place.sheet), "cell": place.cell}


def _answer(answer: Answer) -> str:
    return safe(answer) if isinstance(answer, str) else f"{answer:f}"
