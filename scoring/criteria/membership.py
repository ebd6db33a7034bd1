"""Load-time checks of the list of units, alone and against the set it is used with."""

from collections.abc import Iterator

from scoring.criteria.coherence import scopes
from scoring.criteria.messages import one_of, unknown
from scoring.criteria.source import Keys, Mistake, Source
from scoring.criteria.units import Roster, Unit, UnitList
from scoring.text import fold

_MANY = 3
"""From so many citations of missing units on, one sentence says first what they have in common."""
_NAMED = 6


def misfits(roster: Roster, set_source: Source, unit_source: Source) -> list[str]:
    """Everything that does not hold between a set and its list of units, in full sentences."""
    strangers = list(_unknown_units(roster))
    told = [set_source.message(keys, says) for keys, _, says in strangers]
    if len(told) >= _MANY:
        absent = list(dict.fromkeys(code for _, code, _ in strangers))
        says = (
            f"thiếu {len(absent)} đơn vị mà bộ tiêu chí nhắc tới: {one_of(absent)}; thêm các đơn vị này vào "
            "danh sách, hoặc sửa mã ở từng chỗ nêu dưới đây"
        )
        told.insert(0, unit_source.message((), says))
    told += [set_source.message(*mistake) for mistake in _unfit_verifiers(roster)]
    return told + [unit_source.message(*mistake) for mistake in _misplaced_units(roster)]


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


def _misplaced_units(roster: Roster) -> Iterator[Mistake]:
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
        yield from _targets(roster, n, unit)
    if not roster.evaluated:
        yield ("units",), "không có đơn vị nào thuộc diện đánh giá"


def _targets(roster: Roster, n: int, unit: Unit) -> Iterator[Mistake]:
    """Targets of criteria that have none, or that the unit lacks."""
    for m, target in enumerate(unit.targets):
        criterion = roster.criteria.criteria.get(target.code)
        if criterion is None or criterion.rule.for_target(target.number) == criterion.rule:
            known = [c.code for c in roster.criteria.criteria.values() if c.rule.kind == "target"]
            yield (
                ("units", n, "targets", m, "code"),
                unknown("tiêu chí theo chỉ tiêu giao", target.code, known),
            )
    if unit.evaluated and unit.kind in roster.criteria.kind:
        for criterion in roster.asked(unit):
            if criterion.rule.lacks_target and not roster.exemption(unit, criterion.code):
                says = f"“{unit.name}” chưa có chỉ tiêu cho tiêu chí “{criterion.code}”"
                yield ("units", n), f"{says}; ghi targets, hoặc ghi target chung ở tiêu chí ấy"


def _has_points(roster: Roster, unit: Unit) -> bool:
    return any(
        roster.concerns(c.applies, unit) and not roster.exemption(unit, c.code) for c in roster.criteria.main
    )


def _unknown_units(roster: Roster) -> Iterator[tuple[Keys, str, str]]:
    """Units that the set cites and the list does not have: where, the code, and the sentence."""
    known = [unit.code for unit in roster.units]
    for keys, codes in _cited_units(roster):
        for n, code in enumerate(codes):
            if code not in known:
                yield (*keys, n), code, unknown("đơn vị", code, known)


def _cited_units(roster: Roster) -> Iterator[tuple[Keys, tuple[str, ...]]]:
    for n, task in enumerate(roster.criteria.tasks):
        yield ("tasks", n, "lead", "units"), task.lead.units
        yield ("tasks", n, "coordinate", "units"), task.coordinate.units
    for keys, applies in scopes(roster.criteria):
        yield (*keys, "units"), applies.units
    for n, verifier in enumerate(roster.criteria.verifiers):
        yield ("verifiers", n, "never"), verifier.never


def _unfit_verifiers(roster: Roster) -> Iterator[Mistake]:
    """Units that verify themselves, and units that nobody may verify; a set may leave the list empty."""
    verifiers = roster.criteria.verifiers
    for n, verifier in enumerate(verifiers):
        itself = roster.unit(verifier.code) or roster.names.get(fold(verifier.name))
        if itself and itself.evaluated and roster.verifier(itself) is verifier:
            says = f"“{verifier.name}” tự thẩm định điểm của chính mình; ghi “{itself.code}” vào danh sách"
            yield ("verifiers", n), f"{says} không được thẩm định (never)"
    left = [unit for unit in roster.evaluated if verifiers and roster.verifier(unit) is None]
    if left:
        named = ", ".join(f"{unit.name} ({unit.code})" for unit in left[:_NAMED])
        more = f" và {len(left) - _NAMED} đơn vị khác" if len(left) > _NAMED else ""
        remedy = (
            "thêm người thẩm định nhận các đơn vị này, hoặc bỏ đơn vị khỏi danh sách không được thẩm định"
        )
        yield ("verifiers",), f"chưa có ai được thẩm định {named}{more}; {remedy} (never)"
