"""From a scorecard to a class, and the words why it is lower than the points alone would give."""

import re
from collections.abc import Mapping, Sequence

from scoring.criteria.classes import Class, Need
from scoring.criteria.schema import Condition, CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import DecidedClass, Scorecard, Standing
from scoring.engine.needs import is_met, needed_words, reached_words
from scoring.engine.scorecard import nothing_counts
from scoring.text import ascii_slug, decapitalized

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
    roster: Roster, unit: Unit, card: Scorecard, declared: Mapping[str, bool], barred: str = ""
) -> Standing:
    """The class of ``unit``; ``declared`` says which conditions (by code) hold, ``barred`` what the office
    decided against classing it.

    Lower bounds are inclusive. A class whose needs are not met gives way to the next whose needs are; a
    condition caps the class, never raises it, or disqualifies. 0 of 0 points have no class.
    """
    criteria = roster.criteria
    classes = criteria.classes
    by_points = class_by_points(criteria, card)
    holding = [c for c in roster.conditions(unit) if declared.get(c.code)]
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

    caps = {c.code: _place(criteria, c) for c in holding}
    biting = [c for c in holding if caps[c.code] > by_points]
    highest = max([by_points, *caps.values()])
    final = next(
        (n for n in range(highest, len(classes)) if not _unmet(criteria, classes[n], card)), len(classes) - 1
    )
    return Standing(
        classes[final].code,
        classes[final].name,
        classes[by_points].name,
        _reason(criteria, card, classes[by_points : final + 1], biting),
    )


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
    """What a condition does where it holds, as the form says it beside the condition."""
    if condition.class_code is None:
        return f"Có: {decapitalized(INELIGIBLE)}."
    return f"Có: không xếp quá loại “{criteria.class_names[condition.class_code]}”."


def class_by_points(criteria: CriteriaSet, card: Scorecard) -> int:
    """The number of the class that the score alone reaches, 0 the best."""
    value = card.shown if criteria.rounding.class_on == "rounded" else card.score
    reached = (n for n, each in enumerate(criteria.classes) if value >= each.at_least)
    return next(reached, len(criteria.classes) - 1)


def _place(criteria: CriteriaSet, condition: Condition) -> int:
    return next(n for n, each in enumerate(criteria.classes) if each.code == condition.class_code)


def _unmet(criteria: CriteriaSet, wanted: Class, card: Scorecard) -> list[Need]:
    return [need for need in wanted.needs if not is_met(criteria, need, card)]


def _reason(
    criteria: CriteriaSet, card: Scorecard, passed: Sequence[Class], biting: Sequence[Condition]
) -> str:
    """``passed``: the classes from that of the points down to the final one, which needs no excuse."""
    causes = _fallen_short(criteria, card, passed[:-1])
    causes += [f"{c.text}: không xếp quá loại “{criteria.class_names[c.class_code or '']}”" for c in biting]
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
        item
        + ", ".join(f"loại {', '.join(names)} cần {least}" for least, names in wanted.items())
        + " trở lên"
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
