"""``Đạt 100%: 5 điểm; từ 80% đến dưới 100%: 3 điểm``: a ratio in bands."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from scoring.annex.sentences.clauses import Graded, all_graded, clauses
from scoring.annex.sentences.labels import ratio_names
from scoring.annex.sentences.ranges import Span, span_in
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, of_top, plain
from scoring.text import show_number

LABEL = "Tỷ lệ theo mức"
_REST = re.compile(
    r"^(?:các )?(?:trường hợp |mức )?(?:còn lại|khác)|^không (?:đạt|thực hiện)(?: các mức trên)?$",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"^(?:t[ỷỉ] lệ[^=]*=|=|\()?[^=]*/[^=]*(?:x|×|\*|nhân(?: với)?)\s*100\s*%?\)?$", re.IGNORECASE
)
"""``Tỷ lệ = số A / số B x 100%`` says what the percent is of."""
_TAKEN_OFF = re.compile(r"\btrừ\b(?! khỏi)", re.IGNORECASE)
_FULL = Decimal(100)
Step = tuple[Span, Decimal]


def read(asked: Sentence) -> Scoring | None:
    """Bands in percent, at least one with a range; the figures by the words ``Tỷ lệ …``."""
    grades, others_said = all_graded(clauses(asked.text))
    left = [clause for clause in others_said if not _DEFINED.search(clause)]
    steps, others = _steps(grades, asked)
    if any(_TAKEN_OFF.search(clause) for clause in left):
        return None
    if not steps or any(not _REST.match(grade.when) for grade in others):
        return None
    steps.sort(key=lambda step: step[0].low or Decimal(0), reverse=True)
    best = max(points for _, points in steps)
    low_is_good = len(steps) > 1 and steps[0][1] < steps[-1][1]
    rest = next((worth for grade in others if (worth := grade.worth(asked.top)) is not None), None)
    made = _falling(steps[::-1], rest) if low_is_good else _rising(steps, rest)
    if made is None:
        return None
    bands, doubts = made
    near = any("hiểu là" in doubt and "không nêu" not in doubt for doubt in doubts)
    names = ratio_names(asked)
    rule = {"kind": "ratio", **names.keys, "bands": bands}
    doubts = (*of_top(best, asked), *doubts, *of_left(left))
    return Scoring(LABEL, rule, best, doubts, near, names.remarks)


def _steps(grades: Sequence[Graded], asked: Sentence) -> tuple[list[Step], list[Graded]]:
    steps: list[Step] = []
    others: list[Graded] = []
    for grade in grades:
        span, worth = span_in(grade.when, "%"), grade.worth(asked.top)
        if span and worth is not None and not re.search(r"\d", span.rest):
            steps.append((span, worth))
        else:
            others.append(grade)
    return steps, others


def _rising(
    steps: Sequence[Step], rest: Decimal | None
) -> tuple[list[dict[str, str]], tuple[str, ...]] | None:
    """``at_least`` bands from the highest down, and what is not said of them."""
    doubts: list[str] = []
    bands: list[dict[str, str]] = []
    for span, points in steps:
        low = span.low or Decimal(0)
        if not span.low_counts:
            doubts.append(f"“trên {show_number(low)}%” hiểu là từ {show_number(low)}%")
        if span.exact and low < _FULL:
            doubts.append(f"“{show_number(low)}%” hiểu là từ {show_number(low)}% trở lên")
        bands.append({"at_least": plain(low), "points": plain(points)})
    for (upper, _), (lower, _) in pairwise(steps):
        if upper.low is None:
            doubts.append("hai mức không nối nhau")
        elif lower.high is not None and not _joined(lower.high, lower.high_counts, upper):
            doubts.append(f"mức dưới đến {show_number(lower.high)}%, mức trên từ {show_number(upper.low)}%")
    if steps[0][0].high is not None and steps[0][0].high < _FULL:
        doubts.append(f"trên {show_number(steps[0][0].high)}% văn bản không nêu")
    if bands[-1]["at_least"] != "0":
        if rest is None:
            doubts.append(
                f"dưới {show_number(Decimal(bands[-1]['at_least']))}% văn bản không nêu; hiểu là 0 điểm"
            )
        bands.append({"at_least": "0", "points": plain(rest or Decimal(0))})
    return (bands, tuple(doubts)) if _fall([Decimal(band["points"]) for band in bands]) else None


def _joined(high: Decimal, counts: bool, upper: Span) -> bool:
    """True where a range ends where the one above begins; ``75 - 89%`` ends below ``90%``."""
    assert upper.low is not None
    if high == upper.low:
        return counts != upper.low_counts
    return counts and upper.low_counts and high % 1 == 0 and high + 1 == upper.low


def _falling(
    steps: Sequence[Step], rest: Decimal | None
) -> tuple[list[dict[str, str]], tuple[str, ...]] | None:
    """``at_most`` bands: the lower the share, the better."""
    doubts: list[str] = []
    bands: list[dict[str, str]] = []
    for span, points in steps:
        high = _FULL if span.high is None else min(_FULL, span.high)
        if span.high is not None and not span.high_counts:
            doubts.append(f"“dưới {show_number(high)}%” hiểu là đến {show_number(high)}%")
        bands.append({"at_most": plain(high), "points": plain(points)})
    for (lower, _), (upper, _) in pairwise(steps):
        if lower.high != upper.low or lower.high_counts == upper.low_counts:
            doubts.append("hai mức không nối nhau")
    if steps[0][0].low:
        doubts.append(f"dưới {show_number(steps[0][0].low)}% văn bản không nêu")
    if bands[-1]["at_most"] != "100":
        if rest is None:
            doubts.append(
                f"trên {show_number(Decimal(bands[-1]['at_most']))}% văn bản không nêu; hiểu là 0 điểm"
            )
        bands.append({"at_most": "100", "points": plain(rest or Decimal(0))})
    return (bands, tuple(doubts)) if _fall([Decimal(band["points"]) for band in bands]) else None


def _fall(points: Sequence[Decimal]) -> bool:
    return all(higher >= lower for higher, lower in pairwise(points))
