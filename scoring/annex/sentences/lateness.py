"""``Đúng hạn: 5 điểm; chậm đến 3 ngày: 3 điểm; chậm hơn: 0``: the days that a report came late."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoring.annex.sentences.clauses import all_graded, clauses
from scoring.annex.sentences.ranges import Span, span_in
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, of_top, plain
from scoring.text import show_number

LABEL = "Số ngày chậm"
_LATE = re.compile(r"\b(?:chậm|trễ|muộn|quá hạn|quá)\b", re.IGNORECASE)
_TIMELY = re.compile(
    r"\b(?:đúng|trước|kịp) (?:hạn|thời hạn|thời gian|tiến độ)|^(?:kịp thời|không chậm)|\btrước (?:ngày )?\d",
    re.IGNORECASE,
)


def read(asked: Sentence) -> Scoring | None:
    """A clause for on time, clauses with days late, the last of them up to any number for nothing."""
    grades, left = all_graded(clauses(asked.text))
    timely = [grade for grade in grades if _TIMELY.search(grade.when) and not span_in(grade.when, "ngày")]
    late = [(span_in(grade.when, "ngày"), grade) for grade in grades if _LATE.search(grade.when)]
    if len(timely) != 1 or not late or len(timely) + len(late) < len(grades) or asked.is_penalty:
        return None
    best = timely[0].worth(asked.top)
    steps: dict[Decimal, Decimal] = {}
    for span, grade in late:
        worth = grade.worth(asked.top)
        if span is None or worth is None:
            return None
        if (days := _last_day(span)) is not None:
            steps[days] = worth
        elif worth:
            return None  # points however late: the rule has none
    if best is None or not steps or any(days % 1 for days in steps):
        return None
    told = [{"days": plain(days), "points": plain(worth)} for days, worth in sorted(steps.items())]
    doubts = (*of_top(best, asked), *_unsaid([span for span, _ in late if span]), *of_left(left))
    return Scoring(LABEL, {"kind": "lateness", "steps": told}, best, doubts)


def _unsaid(spans: Sequence[Span]) -> Iterator[str]:
    """The doubts where the ranges leave days out."""
    after = Decimal(1)
    for span in sorted(spans, key=lambda each: each.high or Decimal("Infinity")):
        first = after if span.low is None else span.low if span.low_counts else span.low + 1
        if first > after:
            yield f"chậm {show_number(after)} ngày văn bản không nêu"
        last = _last_day(span)
        if last is None:
            return
        after = last + 1
    yield "chậm hơn nữa hiểu là 0 điểm"


def _last_day(span: Span) -> Decimal | None:
    """The last day of a range; None where it has no end."""
    if span.high is None:
        return None
    return span.high if span.high_counts else span.high - 1
