"""Random answers of a unit, on and beside the bounds of every rule."""

from fractions import Fraction
from random import Random

from tests.oracle.card import Said
from tests.oracle.draw_rule import shown
from tests.oracle.plain import Data, asked, exempt, extra, leaves, nodes, number
from tests.oracle.points import NO, OFFICE, YES, did_not_arise, points
from tests.oracle.year import whole

RATIOS = (
    (0, 7),
    (1, 3),
    (2, 3),
    (95, 100),
    (9499, 10000),
    (19, 20),
    (4, 5),
    (7999, 10000),
    (1, 1),
    (666, 1000),
    (99999, 100000),
)
COUNTS = (0, 0, 1, 1, 2, 3, 4, 5, 7, 11, 40)


def said(
    chance: Random, criteria: Data, unit: Data, *, blanks: float = 0.0, greedy: bool = False
) -> dict[str, Said]:
    """A row for every criterion and condition that the unit answers; ``blanks``: the share left open.

    ``greedy``: more is claimed than may be, where a unit may claim one criterion of several.
    """
    free = {leaf["code"] for leaf in whole(criteria, unit) if exempt(criteria, unit, leaf["code"])}
    own = (
        leaf
        for leaf in whole(criteria, unit)
        if leaf["rule"]["kind"] not in OFFICE and leaf["code"] not in free
    )
    rows = {leaf["code"]: row(chance, leaf) for leaf in own if chance.random() >= blanks}
    if not greedy:
        rows |= _not_claimed(chance, criteria, rows)
        rows |= _no_bare_bonus(criteria, rows)
    declared = (each for each in criteria.get("conditions", ()) if is_declared(criteria, unit, each))
    return rows | {each["code"]: Said((YES if chance.random() < 0.12 else NO,)) for each in declared}


def _not_claimed(chance: Random, criteria: Data, rows: dict[str, Said]) -> dict[str, Said]:
    """All but one of the criteria of which only one may be claimed."""
    found = {}
    blocks = [{"children": extra(criteria, part), **criteria.get(part, {})} for part in ("bonus", "penalty")]
    for group in [*nodes(criteria), *blocks]:
        if group.get("only_one") == "true":
            here = [leaf for leaf in leaves(group) if leaf["code"] in rows]
            claimed = chance.choice(here)["code"] if here else ""
            found |= {leaf["code"]: Said(_nothing(leaf)) for leaf in here if leaf["code"] != claimed}
    return found


def _no_bare_bonus(criteria: Data, rows: dict[str, Said]) -> dict[str, Said]:
    """No bonus beside what did not arise."""
    mains = {leaf["code"]: leaf for group in criteria["groups"] for leaf in leaves(group)}
    found = {}
    for leaf in extra(criteria, "bonus"):
        main = mains.get(leaf.get("beside", ""))
        if main and leaf["code"] in rows and not _counts(main, rows.get(main["code"], Said())):
            found[leaf["code"]] = Said(_nothing(leaf))
    return found


def _counts(leaf: Data, row_: Said) -> bool:
    answers = list(row_.answers)
    return not row_.void and not did_not_arise(leaf, answers) and points(leaf, answers) is not None


def _nothing(leaf: Data) -> tuple[str, ...]:
    rule = leaf["rule"]
    match rule["kind"]:
        case "yes_no":
            return (NO if rule.get("good", YES) == YES else YES,)
        case "parts":
            return (NO,) * len(rule["parts"])
    return ("0",)


def is_declared(criteria: Data, unit: Data, condition: Data) -> bool:
    """True where the unit answers the condition on its form."""
    when = condition.get("when")
    return asked(criteria, unit, condition) and (when is None or when.get("declared") == "true")


def row(chance: Random, leaf: Data) -> Said:
    """A complete answer without contradiction."""
    if leaf.get("not_applicable", "refused") != "refused" and chance.random() < 0.2:
        return Said(void=True)
    return Said(tuple(_answers(chance, leaf)))


def _answers(chance: Random, leaf: Data) -> list[str]:
    rule, top = leaf["rule"], number(leaf["max"])
    match rule["kind"]:
        case "yes_no":
            return [chance.choice([YES, YES, NO])]
        case "levels":
            return [chance.choice(rule["levels"])["text"]]
        case "parts":
            return [chance.choice([YES, YES, NO]) for _ in rule["parts"]]
        case "ratio":
            part, whole_ = chance.choice(RATIOS)
            if rule.get("zero") == "not_applicable" and chance.random() < 0.15:
                part = whole_ = 0
            elif chance.random() < 0.3:
                whole_ = chance.randint(1, 300)
                part = chance.randint(0, whole_)
            if rule.get("over") == "capped" and chance.random() < 0.3:
                part = whole_ + chance.randint(0, 2 * whole_)
            step = number(rule.get("step", "1"))
            return [shown(part * step), shown(whole_ * step)]
        case "direct":
            step = number(rule.get("step", "0.25"))
            return [shown(step * chance.randint(0, int(top / step)))]
    return [str(chance.choice(COUNTS))]


def points_given(chance: Random, leaf: Data, places: int) -> Fraction:
    """Points that a verifier may give: within the maximum, on the step of the rule or of the rounding."""
    top, kind = number(leaf["max"]), leaf["rule"]["kind"]
    step = number(leaf["rule"].get("round_to", str(Fraction(1, 10**places))))
    if kind == "direct":
        step = number(leaf["rule"].get("step", "0.25"))
    return step * chance.randint(0, int(top / step))
