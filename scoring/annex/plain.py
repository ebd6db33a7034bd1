"""A draft as the plain data of a set that holds together, whatever the paper left open."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from scoring.annex.draft import AnnexDraft, ConditionRead, ExtraRead
from scoring.annex.nodes import Node
from scoring.annex.sentences.direct import direct
from scoring.annex.sentences.reading import Scoring, plain
from scoring.criteria import coherence
from scoring.criteria.schema import CriteriaSet, Criterion
from scoring.criteria.units import Roster, Unit
from scoring.text import ascii_slug, clean

NO_CLASS = "Chưa quy định mức xếp loại"
BLOCK = {"code": "chung", "name": "Các đơn vị"}
KIND = {"code": "don-vi", "name": "Đơn vị", "block": "chung"}
UNITS = (Unit(code="don-vi-1", name="Đơn vị 1 (ghi tên thật)", kind="don-vi", sample=True),)
_KEPT = (
    *("id", "name", "subject", "year", "period", "issuer", "issuer_above", "office", "references"),
    *("reports", "blocks", "kinds", "tasks", "verifiers", "approvals"),
)
_GUIDE = 1500
"""Letters of a guide: what is longer does not fit on a form."""
_NAMES = {"bonus": "Điểm thưởng", "penalty": "Điểm trừ"}
_REFUSED = "danvan không nhận cách chấm này với điểm tối đa ấy"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a paper says of itself; ``title`` and ``decision`` in its words, empty where it says nothing.

    ``name`` is the file's where there is no title.
    """

    name: str
    year: int
    issuer: str = "Cơ quan ban hành (ghi tên)"
    office: str = "Cơ quan tổng hợp (ghi tên)"
    title: str = ""
    decision: str = ""


def roster_of(draft: AnnexDraft, heading: Heading, beside: Roster | None = None) -> Roster:
    """The set with one sample unit, or with the units and all else of ``beside`` that papers do not say.

    A way of scoring that a set refuses gives way to direct points.
    """
    nodes = {node.code: node for node in draft.leaves()}
    while True:
        criteria = CriteriaSet.model_validate(_set(draft, heading) | _kept(draft, beside))
        found = ((_at(criteria, keys, nodes), says) for keys, says in coherence.mistakes(criteria))
        refused = {node.code: says for node, says in found if node}
        if not refused:
            return Roster(criteria, tuple(map(_free, beside.units)) if beside else UNITS)
        for code, says in refused.items():
            _give_up(nodes[code], says)


def _kept(draft: AnnexDraft, beside: Roster | None) -> dict[str, Any]:
    """What stays of the set that the workspace has."""
    if beside is None:
        return {}
    there = beside.criteria.model_dump(mode="json")
    kept = {key: there[key] for key in _KEPT}
    if draft.classes:
        return kept
    return kept | {"classes": [{**each, "needs": []} for each in there["classes"]], "quota": there["quota"]}


def _free(unit: Unit) -> Unit:
    """The unit without what it has of single criteria: they are others now."""
    return unit.model_copy(update={"exempt": (), "targets": ()})


def _at(criteria: CriteriaSet, keys: tuple[str | int, ...], nodes: Mapping[str, Node]) -> Node | None:
    """The criterion that a mistake is about; None where it is not one that can give way."""
    at: Any = criteria
    for key in keys:
        at = at[key] if isinstance(key, int) else getattr(at, key, None)
        if isinstance(at, Criterion):
            node = nodes.get(at.code)
            return node if node and node.how and node.how.taken.rule["kind"] != "direct" else None
    return None


def keep_valid(node: Node) -> None:
    """Only ways that a set can have stay; what is not valid says why direct points are taken."""
    assert node.how
    valid = tuple(way for way in node.how.ways if not _flaw(node, way))
    taken = node.how.taken
    says = _flaw(node, taken)
    node.how = replace(node.how, ways=valid if valid[:1] == (taken,) else (taken, *valid))
    if says:
        _give_up(node, says)


def _give_up(node: Node, says: str) -> None:
    assert node.how and node.top is not None
    last = direct(node.top, (says or _REFUSED, *node.how.taken.doubts))
    others = tuple(way for way in node.how.ways if way.label != last.label and way != node.how.taken)
    node.how = replace(
        node.how, ways=(last, *others), void="refused" if node.section == "penalty" else node.how.void
    )


def _flaw(node: Node, way: Scoring) -> str:
    """Why a set refuses this way for this criterion, empty where it does not."""
    try:
        made = Criterion.model_validate(criterion(node, way))
    except ValidationError:
        return _REFUSED
    return next(iter(made.rule.flaws(made.max)), "")


def criterion(node: Node, way: Scoring) -> dict[str, Any]:
    """A criterion as a set has it, scored this way."""
    line, how = node.line, node.how
    top = node.stated if node.stated is not None else way.top
    if way.top is not None and way.rule["kind"] != "direct" and node.how and way is not node.how.taken:
        top = way.top
    evidence = "; ".join(filter(None, (clean(line.evidence) if line else "", how.evidence if how else "")))
    return {
        "code": node.code,
        "text": node.text,
        "guide": clean(node.guide)[:_GUIDE] if way.rule["kind"] in ("direct", "superior") else "",
        "max": plain(top if top is not None else Decimal(1)),
        "rule": dict(way.rule),
        "not_applicable": how.void if how and node.section != "penalty" else "refused",
        "evidence": "required" if evidence else "none",
        "evidence_hint": evidence,
    }


def rest_of(node: Node) -> dict[str, Any]:
    """A criterion for the points of a group that none of its own has."""
    assert node.stated is not None
    rest = plain(node.stated - node.sum)
    rule = dict(direct(node.stated - node.sum).rule)
    return {"code": f"{node.code[:17]}.CL", "text": "Nội dung còn lại (ghi tên)", "max": rest, "rule": rule}


def _group(node: Node) -> dict[str, Any]:
    children = [_group(child) if child.children else _leaf(child) for child in node.children]
    stated = node.stated is not None and node.stated == node.top
    if node.limit == "cap" and node.stated is not None:
        return {"code": node.code, "text": node.text, "children": children, "cap": plain(node.stated)}
    if node.limit:
        return {"code": node.code, "text": node.text, "children": children, "only_one": True}
    return {"code": node.code, "text": node.text, "children": children} | (
        {"max": plain(node.stated)} if stated and node.stated is not None else {}
    )


def _leaf(node: Node) -> dict[str, Any]:
    assert node.how
    return criterion(node, node.how.taken)


def _set(draft: AnnexDraft, heading: Heading) -> dict[str, Any]:
    found = {
        "id": f"{(ascii_slug(heading.name)[:44].strip('-') or 'bo-tieu-chi')}-{heading.year}",
        "name": heading.name,
        "year": heading.year,
        "period": {"start": date(heading.year, 1, 1), "end": date(heading.year, 12, 31)},
        "issuer": heading.issuer,
        "office": heading.office,
        "status": "draft",
        "scale": plain(draft.total),
        "score_on": "percent" if draft.total == 100 else "points",
        "rounding": {"points": max(2, _places(draft)), "total": 2},
        "classes": list(_classes(draft)),
        "quota": list(_quotas(draft)),
        "blocks": [BLOCK],
        "kinds": [KIND],
        "groups": [_group(group) for group in draft.groups],
        "conditions": [_condition(each, draft) for each in draft.conditions],
        "reports": list(_reports(draft, heading.year)),
    }
    extras = {key: _extra(key, extra) for key, extra in draft.extras.items() if extra.criteria}
    if beside := list(_beside(draft)):
        bonus = extras.setdefault("bonus", {"text": _NAMES["bonus"], "cap": "0", "criteria": []})
        bonus["cap"] = plain(Decimal(bonus["cap"]) + sum(Decimal(each["max"]) for each in beside))
        bonus["criteria"] += beside
    return found | extras


def _beside(draft: AnnexDraft) -> Iterator[dict[str, Any]]:
    """What criteria may bring beside their points; nobody says how, so the points are typed."""
    for group in draft.groups:
        for node in group.leaves():
            worth = node.line.beside if node.line else None
            if worth and worth.points:
                by_unit = node.how is None or node.how.taken.rule["kind"] not in ("superior", "punctuality")
                yield {
                    "code": f"{node.code[:17]}.TH",
                    "text": f"Điểm thưởng: {node.text}",
                    "max": plain(worth.points),
                    "rule": dict(direct(worth.points).rule),
                } | ({"beside": node.code} if by_unit else {})


def _extra(key: str, extra: ExtraRead) -> dict[str, Any]:
    criteria = [_leaf(node) for node in extra.criteria]
    return {"text": extra.text or _NAMES[key], "cap": plain(extra.cap or Decimal(0)), "criteria": criteria}


def _places(draft: AnnexDraft) -> int:
    """The decimals of the finest number of points."""
    numbers = [plain(node.top) for node in draft.leaves() if node.top is not None]
    numbers += [text for node in draft.leaves() if node.how for text in _numbers(node.how.taken.rule)]
    return min(6, max((len(text.partition(".")[2]) for text in numbers), default=0))


def _numbers(rule: Mapping[str, Any]) -> Iterator[str]:
    yield from (rule[key] for key in ("each", "floor") if key in rule)
    for key in ("levels", "bands", "parts", "steps"):
        yield from (each["points"] for each in rule.get(key, ()))


def _classes(draft: AnnexDraft) -> Iterator[dict[str, str]]:
    if not draft.classes:
        yield {"code": "chua-co", "name": NO_CLASS, "at_least": "0"}
    for each in draft.classes:
        yield {"code": _class_code(draft, each.name), "name": each.name, "at_least": plain(each.low)}


def _reports(draft: AnnexDraft, year: int) -> Iterator[dict[str, Any]]:
    """The reports whose day the paper states; of two days of one report the first."""
    told: set[str] = set()
    for due in draft.dues:
        if due.code in told or due.year not in (0, year):
            continue
        with suppress(ValueError):  # 31/6
            day = date(year, due.month, due.day)
            told.add(due.code)
            yield {"code": due.code, "name": due.what, "due": day, "before": due.before}


def class_code(name: str, names: Sequence[str] = ()) -> str:
    """A short code of a class's name, unlike those of other ``names`` that begin alike."""
    short = ascii_slug(name)[:20].strip("-")
    alike = [each for each in names if ascii_slug(each)[:20].strip("-") == short]
    at = alike.index(name) if name in alike else 0
    return f"{short[:18].strip('-')}-{at + 1}" if at else short


def _quotas(draft: AnnexDraft) -> Iterator[dict[str, Any]]:
    for each in draft.quotas:
        of = [_class_code(draft, each.of)] if each.of else []
        yield {"code": _class_code(draft, each.name), "percent": plain(each.percent), "of": of}


def _class_code(draft: AnnexDraft, name: str) -> str:
    return class_code(name, [each.name for each in draft.classes])


def _condition(each: ConditionRead, draft: AnnexDraft) -> dict[str, Any]:
    found: dict[str, Any] = {"code": each.code, "text": each.text, "effect": each.effect.effect}
    if each.effect.effect == "cap":
        found["class_code"] = _class_code(draft, each.effect.class_name)
    if each.effect.effect == "lower" and len(draft.classes) < 2:
        found["effect"] = "disqualify"  # there is no class below; every condition is looked at
    elif each.effect.effect == "lower":
        found["lower_by"] = max(1, min(each.effect.lower_by, len(draft.classes) - 1))
    return found
