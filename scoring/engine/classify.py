"""From a scorecard to a class, and the words why it is lower than the points alone would give."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring.criteria.classes import Class, Need
from scoring.criteria.conditions import Condition, When
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.engine.conditions import NOBODY, holds
from scoring.engine.model import DecidedClass, Scorecard, Standing
from scoring.engine.needs import is_met, needed_words, reached_words
from scoring.engine.scorecard import nothing_counts
from scoring.text import ascii_slug, decapitalized, show_number

INELIGIBLE = "Không đủ điều kiện xếp loại"
NOT_CLASSED = "Không xếp loại"
NOTHING_ASKED = "Không có tiêu chí áp dụng"
AWAITED = "Chờ cơ quan chấm"
_NOTHING_COUNTS = (
    f"{NOTHING_ASKED}: các tiêu chí đều được miễn hoặc không phát sinh, nên không xếp loại, không xếp hạng."
)
_NOTHING_YET = f"{AWAITED}: chưa có tiêu chí nào được tính điểm, nên chưa xếp loại, chưa xếp hạng."
_SHORT_NAME = 40
_BRACKETS = re.compile(r"\([^)]*\)")
_SYLLABLE = re.compile("[^aeiouy0-9-]*[aeiouy]+(?:ch?|m|n[gh]?|p|t)?")


def classify(
    roster: Roster,
    unit: Unit,
    card: Scorecard,
    declared: Mapping[str, bool],
    barred: str = "",
    overruled: Mapping[str, bool] = NOBODY,
) -> Standing:
    """The class of ``unit``; ``declared`` and ``overruled`` say which conditions (by code) hold, see
    :func:`holds`, ``barred`` what the office decided against classing it.

    Lower bounds are inclusive. A class whose needs are not met gives way to the next whose needs are. In this
    order: a condition disqualifies; caps hold the class of the points down; the needs are looked at; what
    lowers by some classes lowers the class so reached, all of it added up, and the needs are looked at again.
    Nothing raises a class. 0 of 0 points have no class.
    """
    criteria = roster.criteria
    classes = criteria.classes
    by_points = class_by_points(criteria, card)
    holding = [c for c in roster.conditions(unit) if holds(c, card, declared, overruled)]
    disqualifying = [c.text for c in holding if c.effect == "disqualify"]
    if barred:
        disqualifying.append(barred)
    if disqualifying:
        reason = "; ".join(disqualifying)
        return Standing(None, INELIGIBLE, classes[by_points].name, f"{INELIGIBLE}: {reason}.")
    if nothing_counts(criteria, card):
        return Standing(None, NOTHING_ASKED, "", _NOTHING_COUNTS)
    if not card.applicable:
        return Standing(None, AWAITED, "", _NOTHING_YET)

    path = class_path(criteria, card, holding)
    final, lowers = path.final, path.reached < len(classes) - 1
    biting = [c for c in holding if (lowers if c.lower_by else _place(criteria, c) > by_points)]
    return Standing(
        classes[final].code,
        classes[final].name,
        classes[by_points].name,
        _reason(criteria, card, classes[by_points : final + 1], biting),
    )


class ClassPath(NamedTuple):
    """The class as it comes down, by numbers, 0 the best: by points, under caps, with needs met, lowered."""

    by_points: int
    highest: int
    reached: int
    lowered: int
    final: int


def class_path(criteria: CriteriaSet, card: Scorecard, holding: Sequence[Condition]) -> ClassPath:
    """How points, then caps, then needs, then what lowers lead to the class; see :func:`classify`."""
    by_points, last = class_by_points(criteria, card), len(criteria.classes) - 1
    highest = max([by_points, *(_place(criteria, c) for c in holding if c.effect == "cap")])
    reached = _with_needs(criteria, highest, card)
    lowered = min(last, reached + sum(c.lower_by or 0 for c in holding))
    return ClassPath(by_points, highest, reached, lowered, _with_needs(criteria, lowered, card))


def by_decision(criteria: CriteriaSet, computed: Standing, decided: DecidedClass) -> Standing:
    """The class that a person decided, which keeps what the rules alone give.

    Nobody is classed by it who cannot be: not eligible, without a criterion that counts; nor into a class
    that the set no longer has.
    """
    name = criteria.class_names.get(decided.code)
    if computed.code is None or name is None:
        return computed
    said = f"Quyết định xếp loại “{name}” (theo điểm, điều kiện: “{computed.name}”): {decided.why}."
    reason = " ".join(filter(None, (said, computed.reason)))
    return Standing(decided.code, name, computed.by_points, reason, computed)


def effect_words(criteria: CriteriaSet, condition: Condition) -> str:
    """What a condition follows from and what it does, as the form says it beside the condition."""
    return f"{when_words(condition.when)} {_does(criteria, condition)}".strip()


def when_words(when: When | None) -> str:
    """From which points a condition follows; nothing where it is only declared."""
    if when is None:
        return ""
    least, most = show_number(when.at_least), show_number(when.at_most)
    bound = f"từ {least} điểm trở lên" if when.at_least is not None else f"không quá {most} điểm"
    return f"Có khi tiêu chí {when.code} {bound}."


def _does(criteria: CriteriaSet, condition: Condition) -> str:
    return f"Có: {decapitalized(_effect(criteria, condition))}."


def _effect(criteria: CriteriaSet, condition: Condition) -> str:
    if condition.lower_by:
        return f"hạ {condition.lower_by} loại"
    if condition.class_code is None:
        return INELIGIBLE
    return f"không xếp quá loại “{criteria.class_names[condition.class_code]}”"


def class_by_points(criteria: CriteriaSet, card: Scorecard) -> int:
    """The number of the class that the score alone reaches, 0 the best."""
    value = card.shown if criteria.rounding.class_on == "rounded" else card.score
    reached = (n for n, each in enumerate(criteria.classes) if value >= each.at_least)
    return next(reached, len(criteria.classes) - 1)


def _place(criteria: CriteriaSet, condition: Condition) -> int:
    return next(n for n, each in enumerate(criteria.classes) if each.code == condition.class_code)


def _with_needs(criteria: CriteriaSet, highest: int, card: Scorecard) -> int:
    """The first class from ``highest`` down whose needs are met; the last one asks nothing."""
    last = len(criteria.classes) - 1
    return next((n for n in range(highest, last) if not _unmet(criteria, criteria.classes[n], card)), last)


def _unmet(criteria: CriteriaSet, wanted: Class, card: Scorecard) -> list[Need]:
    return [need for need in wanted.needs if not is_met(criteria, need, card)]


def _reason(
    criteria: CriteriaSet, card: Scorecard, passed: Sequence[Class], biting: Sequence[Condition]
) -> str:
    """``passed``: the classes from that of the points down to the final one, which needs no excuse."""
    causes = _fallen_short(criteria, card, passed[:-1])
    causes += [f"{c.text}: {_effect(criteria, c)}" for c in biting]
    if not causes:
        return ""
    return f"Điểm đạt loại “{passed[0].name}”, xếp loại “{passed[-1].name}” vì: {'; '.join(causes)}."


def _fallen_short(criteria: CriteriaSet, card: Scorecard, passed: Sequence[Class]) -> list[str]:
    """What each item reached, said once however many classes ask for it, and what each of them asks."""
    asked: dict[str, dict[str, list[str]]] = {}
    for each in passed:
        for need in _unmet(criteria, each, card):
            item = f"{item_name(criteria, need.code)} {reached_words(criteria, need, card)}, "
            wanted = asked.setdefault(item, {})
            wanted.setdefault(needed_words(criteria, need), []).append(f"“{each.name}”")
    return [
        item + ", ".join(f"loại {', '.join(names)} phải {least}" for least, names in wanted.items())
        for item, wanted in asked.items()
    ]


def item_name(criteria: CriteriaSet, code: str) -> str:
    """How a group or criterion is called in a sentence; a long name of a group gives way to its code."""
    if code in criteria.criteria:
        return f"tiêu chí {code}"
    block = criteria.coded.get(code)
    if block:
        return f"phần {_in_sentence(block.text)} ({code})"
    name = _in_sentence(criteria.group_texts.get(code, ""))
    return f"nhóm {name} ({code})" if 0 < len(name) <= _SHORT_NAME else f"nhóm {code}"


def _in_sentence(title: str) -> str:
    """A heading without what stands in brackets; of capitals only the first and abbreviations stay."""
    name = " ".join(_BRACKETS.sub("", title).split())
    if title.isupper():
        name = " ".join(map(_lower, name.split()))
    return name[:1].upper() + name[1:]


def _lower(word: str) -> str:
    """What is no Vietnamese syllable, such as UBND, is an abbreviation and stays."""
    return word.lower() if _SYLLABLE.fullmatch(ascii_slug(word)) else word
