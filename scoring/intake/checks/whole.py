"""All checks of a form, in order: whose it is, then its rows, then the form as a whole.

A new check is one file and its name in one of the lists.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from typing import Any

from scoring.criteria.schema import Criterion
from scoring.engine.conditions import says
from scoring.engine.points import claimed
from scoring.findings import Finding, Place
from scoring.intake.checks import unfilled
from scoring.intake.checks.base import Asked, Claim, ClaimCheck, FormCheck, FormContext
from scoring.intake.checks.rows import row_findings
from scoring.intake.checks.sign_off import SIGN_OFF_CHECKS
from scoring.intake.layout import AskedCondition, as_criterion
from scoring.intake.model import Row


def _checks(*names: str) -> tuple[Any, ...]:
    """The checks of these files."""
    return tuple(import_module(f"scoring.intake.checks.{name}").check for name in names)


REFUSALS: tuple[ClaimCheck, ...] = _checks(
    "year",
    "foreign_set",
    "old_set",
    "unknown_unit",
    "outside",
    "other_unit",
)
"""Where one of them finds something the form counts for nobody, and the later ones are not asked."""

REMARKS: tuple[ClaimCheck, ...] = _checks("stamp_missing", "alias_name")

FORM_CHECKS: tuple[FormCheck, ...] = _checks(
    "altered",
    "stated",
    "signed_late",
    "task_progress",
    "report_empty",
    "report_blank",
)


def refusals(claim: Claim) -> tuple[Finding, ...]:
    """The findings of the first check that refuses the form."""
    return next((found for check in REFUSALS if (found := tuple(check(claim)))), ())


def remarks(claim: Claim) -> Iterator[Finding]:
    """What is odd about the form's identity, but no reason to refuse it."""
    return (found for check in REMARKS for found in check(claim))


def form_findings(context: FormContext) -> list[Finding]:
    """Everything the checks find in a form that was read, row by row and as a whole; of a blank one that."""
    if not unfilled.is_filled(context.form):
        return list(unfilled.check(context.form))
    signed = context.form.sign_off
    unread = _unread(signed.places, signed.unreadable)
    of_rows = (f for criterion in _asked(context) for f in _of_row(context, criterion))
    of_signing = (f for each in SIGN_OFF_CHECKS for f in each.findings(signed, context.roster.criteria))
    of_sign_off = (f for f in of_signing if f.place not in unread)
    return [*of_rows, *(f for check in FORM_CHECKS for f in check(context)), *of_sign_off]


def _unread(places: Mapping[str, Place], unreadable: Iterable[str]) -> set[Place]:
    """Cells that could not be read: reading has said so, nothing more is said of them."""
    return {places.get(key, Place()) for key in unreadable}


def _asked(context: FormContext) -> Iterator[Criterion]:
    for criterion in context.roster.asked(context.unit):
        if criterion.by_unit and not context.roster.exemption(context.unit, criterion.code):
            yield criterion
    yield from map(as_criterion, context.conditions)


def _of_row(context: FormContext, criterion: Criterion) -> list[Finding]:
    row = context.form.rows.get(criterion.code)
    if row is None:
        return []
    criteria = context.roster.criteria
    unread = _unread(row.places, row.unreadable)
    said = says(criterion.when, context.card) if isinstance(criterion, AskedCondition) else None
    asked = Asked.of(criteria, criterion, _worth(context, criterion, row), context.card, said)
    found = row_findings(row, asked, criteria.severities)
    return [f for f in found if f.place not in unread]


def _worth(context: FormContext, criterion: Criterion, row: Row) -> Decimal | None:
    """What the row claims; of what the card scores, which is no condition and waits for nobody, it knows."""
    mark = context.card.marks.get(criterion.code) if context.card else None
    if mark and not criterion.rule.relative:
        return mark.points
    return claimed(criterion, row.entry, context.roster.criteria.rounding.points)
