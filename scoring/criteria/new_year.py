"""A set copied forward to another year: what is a date moves, what is a sentence is listed for a person.

The YAML is edited in place, so that the office's own remarks and layout stay.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from scoring.criteria import coherence
from scoring.criteria.loader import (
    SET_FILE,
    UNITS_FILE,
    UNITS_WORKBOOK,
    content_of,
    load_roster,
    nobody_opens,
)
from scoring.criteria.messages import in_vietnamese
from scoring.criteria.schema import CriteriaSet, Criterion
from scoring.criteria.sheet import OpenSheet
from scoring.criteria.source import Keys, Source
from scoring.criteria.units import Roster
from scoring.criteria.yaml_source import read_yaml
from scoring.criteria.yaml_writer import set_yaml
from scoring.errors import SetError
from scoring.text import clean

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_REVISION = re.compile(r"([0-9]{4})\.[0-9]+$")
_DATED = re.compile(
    r"(?<![0-9/])(?:[0-9]{1,2}/)?(?:[0-9]{1,2}/(?:19|20)[0-9]{2}|(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2]))"
    r"(?![0-9/])|(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class NewYear:
    """The files of the new set, and the places whose words a person has to read."""

    id: str
    criteria: CriteriaSet
    files: Mapping[str, bytes]
    to_check: tuple[str, ...]


def next_year(folder: Path, year: int, open_sheet: OpenSheet = nobody_opens) -> NewYear:
    """The set of ``folder`` for ``year``. Raises SetError where either set does not hold."""
    roster = load_roster(folder, open_sheet)
    shifted = _shifted(roster.criteria, year)
    text = content_of(folder, SET_FILE).decode("utf-8-sig")
    units = UNITS_WORKBOOK if (folder / UNITS_WORKBOOK).exists() else UNITS_FILE
    files = {SET_FILE: _edited(text, roster.criteria, shifted).encode(), units: content_of(folder, units)}
    return NewYear(shifted.id, shifted, files, texts_to_check(roster, Roster(shifted, roster.units)))


def texts_to_check(was: Roster, now: Roster) -> tuple[str, ...]:
    """Where years and days stand in the words of a set that was copied from that of an earlier year."""
    return tuple(_to_check(now, _years(was.criteria)))


def shifted_day(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _last_day(day: date, years: int) -> date:
    """The end of a period: the day before the next one begins, so that years join without a gap."""
    return shifted_day(day + timedelta(days=1), years) - timedelta(days=1)


def _shifted(criteria: CriteriaSet, year: int) -> CriteriaSet:
    years = year - criteria.year
    rename = _renaming(criteria, years)
    named = _REVISION.sub(r"\1", rename(criteria.id))
    plain = criteria.model_dump(exclude_defaults=True)
    plain |= {
        "id": named if named != criteria.id else f"{criteria.id}-{year}",
        "name": rename(criteria.name),
        "year": year,
        "period": {
            "start": shifted_day(criteria.period.start, years),
            "end": _last_day(criteria.period.end, years),
        },
        "status": "draft" if criteria.status == "issued" else criteria.status,
    }
    plain.pop("decision", None)
    for report, was in zip(plain.get("reports", ()), criteria.reports, strict=True):
        report["due"] = shifted_day(was.due, years)
    source = Source(SET_FILE, plain)
    try:
        shifted = CriteriaSet.model_validate(plain)
    except ValidationError as error:
        raise SetError(*in_vietnamese(error, CriteriaSet, source)) from None
    flaws = [source.message(*mistake) for mistake in coherence.mistakes(shifted)]
    if flaws:
        raise SetError(*flaws)
    return shifted


def _renaming(criteria: CriteriaSet, years: int) -> Callable[[str], str]:
    """Moves the years of the evaluation in a name; the year of a law in it stays."""
    ours = _years(criteria)

    def shift(found: re.Match[str]) -> str:
        return str(int(found[0]) + years) if found[0] in ours else found[0]

    return lambda name: _YEAR.sub(shift, name)


def _years(criteria: CriteriaSet) -> frozenset[str]:
    return frozenset(
        str(each) for each in (criteria.year, criteria.period.start.year, criteria.period.end.year)
    )


def _edited(text: str, was: CriteriaSet, now: CriteriaSet) -> str:
    """The office's own text with the new values; rewritten where its layout allows no change."""
    edited = _replaced(text, _values(was, now), remove_decision=was.decision is not None)
    try:
        if CriteriaSet.model_validate(read_yaml(SET_FILE, edited.encode()).data) == now:
            return edited
    except (SetError, ValidationError):
        pass
    return set_yaml(now)


def _values(was: CriteriaSet, now: CriteriaSet) -> Iterator[tuple[Keys, str]]:
    """Way and YAML of every value that is not the same in both."""
    pairs: list[tuple[Keys, Any, Any]] = [
        (("id",), was.id, now.id),
        (("name",), was.name, now.name),
        (("year",), was.year, now.year),
        (("period", "start"), was.period.start, now.period.start),
        (("period", "end"), was.period.end, now.period.end),
        (("status",), was.status, now.status),
    ]
    pairs += [
        (("reports", n, "due"), old.due, new.due)
        for n, (old, new) in enumerate(zip(was.reports, now.reports, strict=True))
    ]
    for keys, old, new in pairs:
        if old != new:
            yield keys, _quoted(new) if keys == ("name",) else str(new)


def _quoted(text: str) -> str:
    """A single-quoted scalar: nothing in it has a meaning but the quote itself."""
    return "'" + text.replace("'", "''") + "'"


def _replaced(text: str, values: Iterable[tuple[Keys, str]], *, remove_decision: bool) -> str:
    try:
        root = YAML(typ="base", pure=True).compose(text)
    except YAMLError:
        return text
    edits: list[tuple[int, int, str]] = []
    for keys, new in values:
        node = _node(root, keys)
        if isinstance(node, ScalarNode):
            edits.append((node.start_mark.index, node.end_mark.index, new))
    if remove_decision and isinstance(root, MappingNode):
        edits += [(*_lines(text, key, value), "") for key, value in root.value if key.value == "decision"]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _node(node: Node, keys: Keys) -> Node | None:
    for step in keys:
        below: Node | None = None
        if isinstance(node, MappingNode):
            below = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            below = node.value[step]
        if below is None:
            return None
        node = below
    return node


def _lines(text: str, key: Node, value: Node) -> tuple[int, int]:
    """The whole lines from the key to the last of its values."""
    while isinstance(value, MappingNode | SequenceNode) and not value.flow_style and value.value:
        last = value.value[-1]
        value = last[1] if isinstance(last, tuple) else last
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    end = text.find("\n", value.end_mark.index)
    return start, len(text) if end < 0 else end + 1


def _to_check(roster: Roster, past: frozenset[str]) -> Iterator[str]:
    """Where a year or a day stands in words, one line a criterion, task, report and so on.

    Of the documents only those of a ``past`` year: a law keeps its date.
    """
    criteria = roster.criteria
    yield from _dated("Tên bộ tiêu chí", [criteria.name], criteria.year)
    yield from _dated("Nội dung đánh giá", [criteria.subject])
    for report in criteria.reports:
        yield from _dated(f"Báo cáo {report.code}", [report.name, report.short, report.next, report.models])
    for task in criteria.tasks:
        yield from _dated(
            f"Nhiệm vụ {task.code}", [task.text, task.short, task.lead.text, task.coordinate.text, task.time]
        )
    for _, node in coherence.nodes(criteria):
        if isinstance(node, Criterion):
            yield from _dated(f"Tiêu chí {node.code}", _texts_of(node))
        else:
            yield from _dated(f"Nhóm {node.code}", [node.text])
    for extra in (criteria.bonus, criteria.penalty):
        if extra:
            yield from _dated(f"Phần “{clean(extra.text)}”", [extra.text])
    for condition in criteria.conditions:
        yield from _dated(f"Điều kiện {condition.code}", [condition.text])
    for verifier in criteria.verifiers:
        yield from _dated(f"Người thẩm định {verifier.code}", [verifier.name])
    for unit in roster.units:
        bases = [exemption.basis for exemption in unit.exempt]
        yield from _dated(f"Đơn vị {unit.code}", [unit.name, unit.outside, unit.note, *bases])
    for reference in criteria.references:
        if past & set(_YEAR.findall(reference.title)):
            yield from _dated(f"Căn cứ {reference.id}", [reference.title])


def _texts_of(criterion: Criterion) -> list[str]:
    """Everything a unit reads of a criterion, the labels of its rule included."""
    return [criterion.text, criterion.guide, criterion.evidence_hint, *_strings(criterion.rule.model_dump())]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in ("kind", "fraction", "report"):
                yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _dated(what: str, texts: Iterable[str], expected: int | None = None) -> Iterator[str]:
    found = [match[0] for text in texts for match in _DATED.finditer(text)]
    found = [each for each in dict.fromkeys(found) if each != str(expected)]
    if found:
        yield f"{what}: {', '.join(found)}"
