"""A case played as an office would: real forms typed, consolidated, and recalculated by LibreOffice."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from scoring.criteria.loader import load_roster
from scoring.criteria.schema import Criterion
from scoring.criteria.units import Roster, Unit
from scoring.engine.points import points
from scoring.forms import Prefill
from scoring.intake.layout import SCORES
from scoring.intake.model import Evidence, Row, SignOff
from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.office import open_office
from scoring.rules import NO, YES, Answer, Entry
from scoring.standing.run import Consolidation
from tests.forms.filling import Filling, typed
from tests.reports.workbooks import shown
from tools.libreoffice import LibreOffice

FIGURES = [Decimal(each) for each in (0, 1, 2, 3, 10, 100)]


@dataclass(frozen=True)
class Answers:
    """What a unit says: all points, no bonus, no penalty, every condition Không, but for what is said."""

    said: Mapping[str, Entry] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Played:
    """What the unit's form shows, what the consolidated workbook shows, what the engine says."""

    form: tuple[str, str]
    workbook: tuple[str, str]
    engine: tuple[str, str]
    main: str
    applicable: str

    @property
    def agreed(self) -> tuple[str, str]:
        """Score and class, the same in all three."""
        assert self.form == self.workbook == self.engine, self
        return self.engine


@dataclass(frozen=True)
class Game:
    """An office that has every form of its units."""

    roster: Roster
    run: Consolidation
    units: Mapping[str, Played]


def number(*figures: str | int | Decimal) -> Entry:
    """An answer in figures: one, or two for a ratio."""
    return Entry({str(n): Decimal(figure) for n, figure in enumerate(figures, 1)})


def level(text: str) -> Entry:
    """An answer picked from a list."""
    return Entry({"1": text})


def with_points(roster: Roster, code: str, worth: str) -> Entry:
    """The answer to a criterion that gives so many points. Raises StopIteration where none does."""
    criterion = roster.criteria.criteria[code]
    places = roster.criteria.rounding.points
    return next(each for each in _entries(criterion) if points(criterion, each, places) == Decimal(worth))


def play(
    libreoffice: LibreOffice, home: Path, folder: Path, answers: Mapping[str, Answers], given: Any = None
) -> Game:
    """``answers``: by the unit's code. ``given``: what is done in the office before it consolidates."""
    root = home / "office"
    shutil.copytree(folder, root / "criteria" / folder.name)
    roster = load_roster(folder)
    office = open_office(root)
    office.inbox.mkdir(parents=True)
    forms = {}
    for code, said in answers.items():
        unit = roster.unit(code)
        assert unit, code
        forms[code] = typed(office.inbox / f"tu-cham-{code}.xlsx", roster, _filled(roster, unit, said))
    day = roster.criteria.period.end
    now = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    done = consolidate(office, now=now)
    if given:
        given(office)
        done = consolidate(office, now=now)
    run = done.consolidation
    assert not [each for each in run.findings if each.is_error], run.findings
    *saved, book = libreoffice.recalculated([*forms.values(), done.workbook], home / "saved")
    ranked = shown(book)
    played = {
        code: _played(run, code, load_workbook(path, data_only=True)[SCORES], ranked)
        for code, path in zip(forms, saved, strict=True)
    }
    return Game(roster, run, played)


def _played(run: Consolidation, code: str, sheet: Any, ranked: Mapping[str, tuple[Any, ...]]) -> Played:
    result = run.results[code]
    assert result.card and result.standing
    row = ranked.get(run.name(code))
    return Played(
        form=(_plain(sheet["J3"].value), str(sheet["J4"].value or "")),
        workbook=(_plain(row[5]), str(row[6])) if row else ("", ""),
        engine=(_plain(result.card.shown), result.standing.name),
        main=_plain(sheet["C3"].value),
        applicable=_plain(sheet["C4"].value),
    )


def _plain(value: Any) -> str:
    tidy = Decimal(str(value or 0)).quantize(Decimal("0.000001"))
    return f"{tidy.normalize() + 0:f}"


def _filled(roster: Roster, unit: Unit, said: Answers) -> Filling:
    day = roster.criteria.period.start
    extras = {criterion.code for criterion in roster.criteria.extras}
    rows = {}
    for criterion in roster.asked(unit):
        if criterion.by_unit and not roster.exemption(unit, criterion.code):
            entry = said.said.get(criterion.code) or _usual(roster, criterion, criterion.code not in extras)
            evidence = Evidence("12/KH-UBND", day) if not entry.not_applicable else Evidence()
            rows[criterion.code] = Row(criterion.code, entry, evidence, "Đã làm rõ")
    for condition in roster.declared(unit):
        answer = YES if condition.code in said.declared else NO
        rows[condition.code] = Row(condition.code, Entry({"1": answer}), explanation="Đã làm rõ")
    return Filling(unit, Prefill(rows=rows, sign_off=SignOff("Nguyễn An", "Trần Bình", day)))


def _usual(roster: Roster, criterion: Criterion, full: bool) -> Entry:
    """All the points of a criterion of the scale, none of a bonus or penalty."""
    places = roster.criteria.rounding.points
    worths = [(points(criterion, each, places), each) for each in _entries(criterion)]
    scored = [(worth, each) for worth, each in worths if worth is not None]
    pick = max if full else min
    return pick(scored, key=lambda pair: pair[0])[1]


def _entries(criterion: Criterion) -> list[Entry]:
    """Every answer worth trying, the plainest first."""
    fields = criterion.fields
    pools: list[list[Answer]] = [
        [*each.choices] if each.kind == "choice" else [*FIGURES, criterion.max] for each in fields
    ]
    return [
        Entry({each.key: answer for each, answer in zip(fields, answers, strict=True)})
        for answers in product(*pools)
    ]
