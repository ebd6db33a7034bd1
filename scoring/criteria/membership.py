"""Load-time checks of the list of units, alone and against the set it is used with."""

from collections.abc import Iterator

from scoring.criteria.coherence import scopes
from scoring.criteria.messages import unknown
from scoring.criteria.source import Keys, Mistake
from scoring.criteria.units import Roster, Unit, UnitList
from scoring.text import fold


def repeated_units(listed: UnitList) -> Iterator[Mistake]:
    """Codes and names that two units share, any spelling; file names and matching rely on them."""
    codes: dict[str, Unit] = {}
    names: dict[str, Unit] = {}
    for n, unit in enumerate(listed.units):
        first = codes.setdefault(unit.code.casefold(), unit)
        if first is not unit:
            yield ("units", n, "code"), f"mã “{unit.code}” đã dùng cho “{first.name}”"
            continue
        for key, name in _names(unit):
            holder = names.setdefault(fold(name), unit)
            if holder is not unit:
                yield ("units", n, *key), f"tên “{name}” cũng là tên của “{holder.name}” ({holder.code})"


def _names(unit: Unit) -> Iterator[tuple[Keys, str]]:
    yield ("code",), unit.code
    yield ("name",), unit.name
    for n, alias in enumerate(unit.aliases):
        yield ("aliases", n), alias


def misplaced_units(roster: Roster) -> Iterator[Mistake]:
    """What the list of units cites that the set does not have, and units without any points."""
    criteria = roster.criteria
    blocks = [block.code for block in criteria.blocks]
    for n, unit in enumerate(roster.units):
        if unit.kind not in criteria.kind:
            yield ("units", n, "kind"), unknown("loại đơn vị", unit.kind, criteria.kind)
        elif unit.evaluated and not _has_points(roster, unit):
            remedy = "nếu không đánh giá thì ghi lý do không thuộc diện"
            yield ("units", n), f"“{unit.name}” không có tiêu chí nào để chấm; {remedy}"
        if unit.block is not None and unit.block not in blocks:
            yield ("units", n, "block"), unknown("khối", unit.block, blocks)
        for m, exemption in enumerate(unit.exempt):
            if exemption.code not in criteria.leaves_below:
                says = unknown("nhóm hay tiêu chí", exemption.code, criteria.leaves_below)
                yield ("units", n, "exempt", m, "code"), says
    if not roster.evaluated:
        yield ("units",), "không có đơn vị nào thuộc diện đánh giá"


def _has_points(roster: Roster, unit: Unit) -> bool:
    return any(
        roster.concerns(c.applies, unit) and not roster.exemption(unit, c.code) for c in roster.criteria.main
    )


def unknown_units(roster: Roster) -> Iterator[Mistake]:
    """Units that the set cites and the list does not have."""
    known = [unit.code for unit in roster.units]
    for keys, codes in _cited_units(roster):
        for n, code in enumerate(codes):
            if code not in known:
                yield (*keys, n), unknown("đơn vị", code, known)


def _cited_units(roster: Roster) -> Iterator[tuple[Keys, tuple[str, ...]]]:
    for n, task in enumerate(roster.criteria.tasks):
        yield ("tasks", n, "lead", "units"), task.lead.units
        yield ("tasks", n, "coordinate", "units"), task.coordinate.units
    for keys, applies in scopes(roster.criteria):
        yield (*keys, "units"), applies.units
