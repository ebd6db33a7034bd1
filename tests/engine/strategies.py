"""Generated answers: any rule's fields, filled within limits, left blank or marked not applicable."""

from decimal import Decimal

from hypothesis import strategies as st

from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import Scorecard
from scoring.engine.results import Submission
from scoring.rules import Entry, EntryField
from tests.engine.answers import card

SETTINGS = st.fixed_dictionaries(
    {
        "ties": st.sampled_from(["shared", "dense"]),
        "break_by": st.sampled_from([(), ("2",), ("1", "2"), ("2.1", "1", "3")]),
        "total": st.sampled_from([0, 2]),
        "rank_on": st.sampled_from(["rounded", "exact"]),
        "class_on": st.sampled_from(["rounded", "exact"]),
        "score_on": st.sampled_from(["points", "percent"]),
    }
)


def answers(field: EntryField) -> st.SearchStrategy[Decimal | str]:
    if field.kind == "choice":
        return st.sampled_from(field.choices)
    step = field.step or Decimal("0.01")
    steps = int((field.high - field.low) / step) if field.high is not None else 12
    return st.integers(0, steps).map(lambda n: field.low + n * step)


@st.composite
def entries(draw: st.DrawFn, criterion: Criterion, *, blanks: bool = True) -> Entry:
    """An entry; with ``blanks`` it may be incomplete or contradict itself (a ratio above 1)."""
    fields = criterion.rule.fields(criterion.max)
    found = {field.key: draw(answers(field)) for field in fields}
    if blanks and draw(st.integers(0, 9)) == 0:
        found.popitem()
    elif not blanks and criterion.rule.kind == "ratio":
        # ordered, and not of nothing
        low, high = sorted((Decimal(found["1"]), Decimal(found["2"])))
        found = {"1": low, "2": high + 1}
    left_out = criterion.not_applicable != "refused" and draw(st.integers(0, 3)) == 0
    return Entry({} if left_out else found, left_out)


@st.composite
def submissions(draw: st.DrawFn, roster: Roster, asked: Unit, *, blanks: bool = True) -> Submission:
    """A unit's form, with or without what the office gives."""
    mine = [c for c in roster.asked(asked) if c.by_unit]
    office = [c for c in roster.asked(asked) if c.rule.kind == "superior"]
    declared = {c.code: st.integers(0, 5).map(lambda n: n == 5) for c in roster.criteria.conditions}
    return Submission(
        asked.code,
        {c.code: draw(entries(c, blanks=blanks)) for c in mine},
        declared=draw(st.fixed_dictionaries(declared)),
        given={c.code: draw(st.integers(0, int(c.max)).map(Decimal)) for c in office if draw(st.booleans())},
        punctual=draw(st.sampled_from([{}, {r.code: draw(st.booleans()) for r in roster.criteria.reports}])),
    )


@st.composite
def forms(draw: st.DrawFn, roster: Roster, *, blanks: bool = True) -> list[Submission]:
    """The forms of all or some of the evaluated units."""
    return [
        draw(submissions(roster, asked, blanks=blanks))
        for asked in roster.evaluated
        if not blanks or draw(st.integers(0, 4))
    ]


@st.composite
def close_cards(draw: st.DrawFn, tops: tuple[str, ...] = ("0", "3", "4")) -> Scorecard:
    """Cards with so few different results that most of them are tied; a top of 0 is an item not asked."""
    groups = {}
    for code in ("1", "2"):
        top = draw(st.sampled_from(tops))
        groups[code] = (str(draw(st.integers(0, int(top)))), top)
    return card(draw(st.sampled_from(["80", "81"])), groups)


@st.composite
def better_cards(draw: st.DrawFn, was: Scorecard) -> Scorecard:
    """The same card with no fewer points anywhere."""
    groups = {
        code: (str(draw(st.integers(int(group.points), int(group.top)))), str(group.top))
        for code, group in was.groups.items()
    }
    return card(str(was.score + draw(st.integers(0, 1))), groups)
