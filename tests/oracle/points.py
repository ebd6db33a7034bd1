"""The points of one criterion from what the unit wrote, exact; ``None`` where they cannot be told.

Answers stand in the order in which the form asks: ``["Có"]``, ``["9", "10"]``.
"""

from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.plain import Data, day, number

YES, NO = "Có", "Không"
LEFT = ("yes_no", "count", "parts", "direct")
"""Kinds in which a unit that has not done it can say so, for no points."""
OFFICE = ("superior", "punctuality")
"""Kinds whose points the unit does not write."""


def points(leaf: Data, answers: list[str]) -> Fraction | None:
    """What the answers are worth before rounding."""
    if not all(answers) or not answers:
        return None
    return KINDS[leaf["rule"]["kind"]](leaf["rule"], number(leaf["max"]), answers)


def figure(leaf: Data, answers: list[str]) -> Fraction | None:
    """What a class may need of the answers: a number of times, or a share in percent."""
    if leaf["rule"]["kind"] == "count":
        return number(answers[0])
    if leaf["rule"]["kind"] == "ratio":
        part, whole = map(number, answers)
        return min(part / whole, Fraction(1)) * 100
    return None


def did_not_arise(leaf: Data, answers: list[str]) -> bool:
    """A ratio of 0 of 0, where the set says that this means so."""
    rule = leaf["rule"]
    return (
        rule["kind"] == "ratio"
        and rule.get("zero") == "not_applicable"
        and all(answers)
        and [number(answer) for answer in answers] == [0, 0]
    )


def _yes_no(rule: Data, top: Fraction, answers: list[str]) -> Fraction:
    return top if answers[0] == rule.get("good", YES) else Fraction(0)


def _levels(rule: Data, top: Fraction, answers: list[str]) -> Fraction:
    level = next(level for level in rule["levels"] if level["text"] == answers[0])
    return number(level["points"]) if "points" in level else number(level["fraction"]) * top


def _parts(rule: Data, top: Fraction, answers: list[str]) -> Fraction:
    done = (number(part["points"]) for part, said in zip(rule["parts"], answers, strict=True) if said == YES)
    return sum(done, Fraction(0))


def _ratio(rule: Data, top: Fraction, answers: list[str]) -> Fraction | None:
    part, whole = map(number, answers)
    if whole == 0 or (part > whole and rule.get("over") != "capped"):
        return None
    percent = min(part / whole * 100, Fraction(100))
    if "at_most" in rule.get("bands", [{}])[0]:
        within = [band for band in rule["bands"] if percent <= number(band["at_most"])]
        return number(min(within, key=lambda band: number(band["at_most"]))["points"])
    if "bands" in rule:
        reached = [band for band in rule["bands"] if percent >= number(band["at_least"])]
        return number(max(reached, key=lambda band: number(band["at_least"]))["points"])
    worth = min(top, top * percent / number(rule.get("full_at", "100")))
    return nearest(worth, number(rule["round_to"])) if "round_to" in rule else worth


def nearest(worth: Fraction, step: Fraction) -> Fraction:
    """The multiple of the step that is next; in the middle the higher one."""
    below = worth // step * step
    return below + step if worth - below >= step / 2 else below


def _count(rule: Data, top: Fraction, answers: list[str]) -> Fraction:
    return min(top, number(answers[0]) * number(rule.get("each", "0")))


def _target(rule: Data, top: Fraction, answers: list[str]) -> Fraction | None:
    return min(top, number(answers[0]) / number(rule["target"]) * top) if "target" in rule else None


def beside(leaf: Data, answers: list[str], best: Fraction) -> Fraction:
    """In proportion to the highest figure of the block; of 0 nobody has anything."""
    top = number(leaf["max"])
    return min(top, number(answers[0]) / best * top) if best else Fraction(0)


def _deduction(rule: Data, top: Fraction, answers: list[str]) -> Fraction:
    each = number(rule["each"]) if "each" in rule else top * number(rule["each_percent"]) / 100
    return max(number(rule.get("floor", "0")), top - number(answers[0]) * each)


def _lateness(rule: Data, top: Fraction, answers: list[str]) -> Fraction:
    late = number(answers[0])
    if late == 0:
        return top
    within = [step for step in rule["steps"] if late <= number(step["days"])]
    return number(min(within, key=lambda step: number(step["days"]))["points"]) if within else Fraction(0)


def _direct(rule: Data, top: Fraction, answers: list[str]) -> Fraction | None:
    typed, step = number(answers[0]), number(rule.get("step", "0.25"))
    return typed if 0 <= typed <= top and typed % step == 0 else None


KINDS = {
    "yes_no": _yes_no,
    "levels": _levels,
    "parts": _parts,
    "ratio": _ratio,
    "count": _count,
    "target": _target,
    "best": lambda rule, top, answers: None,
    "deduction": _deduction,
    "lateness": _lateness,
    "direct": _direct,
}


def on_time(report: Data, received: date) -> bool:
    """``before``: the day itself is late already."""
    due = day(report["due"])
    return received < due if report.get("before", "true") == "true" else received <= due


def punctual(criteria: Data, leaf: Data, received: dict[str, date]) -> Fraction | None:
    """The office's points for reports; ``None`` while the day of one of them is unknown."""
    due = {report["code"]: report for report in criteria.get("reports", [])}
    total = Fraction(0)
    for share in leaf["rule"]["shares"]:
        came = received.get(share["report"])
        if came is None:
            return None
        total += _for_report(share, due[share["report"]], came)
    return total


def days_late(report: Data, received: date) -> int:
    """Counted from the last day that was in time."""
    last = day(report["due"]) - timedelta(days=1 if report.get("before", "true") == "true" else 0)
    return (received - last).days


def _for_report(share: Data, report: Data, came: date) -> Fraction:
    if on_time(report, came):
        return number(share["points"])
    late = days_late(report, came)
    within = [step for step in share.get("late", ()) if late <= number(step["days"])]
    return number(min(within, key=lambda step: number(step["days"]))["points"]) if within else Fraction(0)
