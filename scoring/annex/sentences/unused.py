"""What of a text the way that was taken has not used: figures, levels of equal points, units left out.

These are doubts of any kind of sentence: what stands in the cell and not in the rule was not understood.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from scoring.annex.figures import NUMBER, number
from scoring.annex.sentences.accounted import left_words
from scoring.annex.sentences.clauses import WHO, clauses
from scoring.annex.sentences.labels import odd_names
from scoring.annex.sentences.reading import Scoring, Sentence
from scoring.text import show_number

_FIGURE = re.compile(rf"(?<![\w,.]){NUMBER}")
_SHARE = re.compile(
    rf"(?:\d{{1,2}}\s*/\s*\d{{1,2}}|{NUMBER}\s*%|\b0[.,]\d+)(?=\s*(?:x|×|\*|nhân(?: với)?)?\s*(?:của )?"
    r"(?:tổng )?(?:số )?điểm)|(?<=điểm tối đa)\s*(?:x|×|\*|/|nhân|chia)\s*[\d.,/%]+",
    re.IGNORECASE,
)
"""A share of the maximum: what it makes is in the rule."""
_CALCULATED = re.compile(r"[×*/=]\s*$|\d\s*[×*x]\s*(?:\D|$)", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"\b(?:không|miễn)\s+(?:phải )?(?:áp dụng|(?:chấm|đánh giá|xét)(?: điểm)? (?:đối với )?"
    r"(?:tiêu chí|chỉ tiêu|chỉ số|nội dung|mục))|\bmiễn (?:chấm|đánh giá|trừ)\b|\bnguyên điểm\b|"
    r"\b(?:loại|trừ)(?: ra)? khỏi\b|"
    rf"^(?:các |những )?{WHO}\b"
    r"[^:;]*\b(?:không|chưa|mới)\b[^;]*\b(?:điểm tối đa|tối đa điểm|đủ (?:số )?điểm|trọn điểm)",
    re.IGNORECASE,
)
"""Units that the criterion is not for."""
_WHAT_IS_LEFT = re.compile(
    r"^(?:(?:các )?(?:trường hợp |mức )?(?:còn lại|khác)|không (?:đạt|thực hiện|có|đầy đủ|hoàn thành|"
    r"thường xuyên)|"
    r"chưa (?:đạt|có|thực hiện|hoàn thành|đầy đủ)|dưới\b|<|thấp hơn|ít hơn|yếu|kém|tăng\b)|\btrở (?:lên|"
    r"xuống)$",
    re.IGNORECASE,
)
"""The last of levels that leaves nobody without."""
NO_LOWEST = "văn bản không nêu mức cho đơn vị không đạt mức nào"
_WORTH_IN_TITLE = re.compile(rf"(?P<n>{NUMBER})\s*(?:điểm|đ(?!\w)|%)", re.IGNORECASE)
_RULE_IN_TITLE = re.compile(
    rf"\b(?:trừ|cộng|thưởng)\s+{NUMBER}|\bkhông (?:có )?phát sinh\b|\bhệ số\b|\bnhân đôi\b|\bkhông áp dụng\b",
    re.IGNORECASE,
)
_ALWAYS = frozenset({Decimal(0), Decimal(1), Decimal(100)})


def unused(asked: Sentence, way: Scoring) -> tuple[str, ...]:
    """The doubts that this way leaves; ``asked``: the text without what is said of units without a case."""
    if not asked.text or way.rule["kind"] in ("direct", "superior"):
        return ()
    return (
        *_misread(way.rule),
        *_left_out(asked.text),
        *_figures(asked, way),
        *left_words(asked, way),
        *_of_title(asked, way),
        *_unnamed(way.rule),
        *_unreached(asked, way.rule),
    )


def _unnamed(rule: Mapping[str, Any]) -> Iterator[str]:
    """Figures of a ratio whose names do not say what they count were not read."""
    if "top_label" in rule and odd_names(rule):
        yield f"xem lại tên hai số liệu “{rule['top_label']}”, “{rule['bottom_label']}”"


def _unreached(asked: Sentence, rule: Mapping[str, Any]) -> Iterator[str]:
    """Levels that all bring points, of which the last is not what is left."""
    levels: Sequence[Mapping[str, str]] = rule.get("levels", ())
    if levels and not asked.is_penalty and all(Decimal(each["points"]) for each in levels):
        least = min(levels, key=lambda each: Decimal(each["points"]))
        if not _WHAT_IS_LEFT.search(least["text"]):
            yield NO_LOWEST


def _misread(rule: Mapping[str, Any]) -> Iterator[str]:
    """Two levels with the same points are one, or one of them was misread."""
    levels: Sequence[Mapping[str, str]] = rule.get("levels", ())
    worths = [Decimal(each["points"]) for each in levels]
    for worth in sorted({each for each in worths if worths.count(each) > 1}):
        yield f"hai mức cùng {show_number(worth)} điểm"
    for each in levels:
        if _CALCULATED.search(each["text"]):
            yield f"mức “{each['text'][:60]}” còn phép tính chưa dùng"


def _left_out(text: str) -> Iterator[str]:
    for clause in clauses(text):
        if _LEFT_OUT.search(clause):
            yield f"“{clause[:80]}” có thể nói về đơn vị không chấm tiêu chí này"


def _figures(asked: Sentence, way: Scoring) -> tuple[str, ...]:
    """The figures of the text that are neither in the rule nor follow from it."""
    in_rule = set(_numbers(way.rule))
    told = in_rule | _ALWAYS | {each for each in (asked.top, way.top) if each is not None}
    tops = [each for each in (asked.top, way.top) if each]
    told |= {top - each for top in tops for each in in_rule}
    told |= {each + step for each in in_rule for step in (-1, 1)}
    told |= {100 - each for each in in_rule}
    left = [
        found[0] for found in _FIGURE.finditer(_SHARE.sub(" ", asked.text)) if number(found[0]) not in told
    ]
    return (f"chưa dùng đến số {', '.join(dict.fromkeys(left))}",) if left else ()


def _of_title(asked: Sentence, way: Scoring) -> Iterator[str]:
    """What the title says of points that the rule has not, where a cell beside it says how they are given."""
    told = {*_numbers(way.rule), *_ALWAYS, *(each for each in (asked.top, way.top) if each is not None)}
    said = [found[0] for found in _WORTH_IN_TITLE.finditer(asked.title) if number(found["n"]) not in told]
    said += [found[0] for found in _RULE_IN_TITLE.finditer(asked.title) if found[0] not in asked.text]
    if said:
        yield f"tên còn ghi “{said[0]}”, chưa dùng đến"


def _numbers(rule: Any) -> Iterator[Decimal]:
    """Every figure of a rule, those in its names too."""
    if isinstance(rule, Mapping):
        for each in rule.values():
            yield from _numbers(each)
    elif isinstance(rule, str):
        yield from (number(found[0]) for found in _FIGURE.finditer(rule))
    elif isinstance(rule, Sequence):
        for each in rule:
            yield from _numbers(each)
