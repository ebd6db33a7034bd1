"""Year on year: what every unit reached in earlier years and now, who rose, who fell, who is new or gone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from scoring.criteria.units import Roster
from scoring.engine.model import State, UnitResult
from scoring.intake.history import EarlierGroup, EarlierResult, EarlierYear
from scoring.reports.final.frozen import Frozen, FrozenUnit
from scoring.standing.run import Consolidation
from scoring.text import fold, show_number

UP, DOWN, SAME = "▲", "▼", "="
NEW, GONE = "Năm trước không có", "Năm nay không có"
NO_EARLIER = (
    "Chưa có kết quả năm trước để so sánh. Nếu có bảng kết quả cũ (Excel hoặc Word, có tên đơn vị và "
    "điểm): đặt tên ket-qua.xlsx hoặc ket-qua.docx trong thư mục inputs của năm ấy (ví dụ "
    "inputs/{}/ket-qua.xlsx), rồi {}."
)
"""How a list of the year before is added, and what is then done again."""


@dataclass(frozen=True, slots=True)
class YearsLine:
    """One unit over the years; ``earlier`` has one entry for every year compared, oldest first.

    ``rise`` counts places won since the last earlier year (negative: lost), ``class_rise`` classes; both
    are None where one of the two years has none, or the earlier class no longer exists.
    """

    name: str
    earlier: tuple[EarlierResult | None, ...]
    block: str = ""
    score: Decimal | None = None
    class_name: str = ""
    rank: int | None = None
    rise: int | None = None
    class_rise: int | None = None
    note: str = ""


def earlier_year(results: Frozen, source: str, roster: Roster, between: Sequence[Roster] = ()) -> EarlierYear:
    """Frozen results as an earlier year; a unit is known again by its name, else by its code.

    ``between``: the lists of units of the years from then to ``roster``, oldest first: a unit that was
    renamed twice is followed from list to list.
    """
    names = {each.code: each.name for each in results.groups}
    rosters = (*between, roster)
    return EarlierYear(
        year=results.year,
        source=source,
        results=tuple(
            _result(unit, names, rosters) for unit in results.units if unit.state is not State.OUTSIDE
        ),
        set_name=results.set.name,
        set_hash=results.set.hash,
        scale=results.set.scale,
    )


def _result(unit: FrozenUnit, names: Mapping[str, str], rosters: Sequence[Roster]) -> EarlierResult:
    return EarlierResult(
        name=unit.name,
        unit=_today(unit, rosters),
        score=unit.final,
        class_name=unit.class_.name if unit.class_ else unit.state.value.capitalize(),
        rank=unit.overall,
        in_block=unit.in_block,
        groups=tuple(
            EarlierGroup(each.code, names.get(each.code, ""), each.points, each.top) for each in unit.groups
        ),
    )


def _today(unit: FrozenUnit, rosters: Sequence[Roster]) -> str:
    """The unit's code in the last of the lists, empty where it is not in it."""
    name, code, known = unit.name, unit.code, False
    for roster in rosters:
        found = roster.names.get(fold(name)) or roster.unit(code)
        known = found is not None
        if found:
            name, code = found.name, found.code
    return code if known else ""


def compared(run: Consolidation, years: Sequence[EarlierYear]) -> tuple[YearsLine, ...]:
    """Units in the order of today's places, then those without one, then those that are gone."""
    results = [result for result in run.results.units if result.state is not State.OUTSIDE]
    last = len(results) + 1
    results.sort(key=lambda result: result.overall.place if result.overall else last)
    return (*(_line(run, result, years) for result in results), *_gone(run, years))


def _line(run: Consolidation, result: UnitResult, years: Sequence[EarlierYear]) -> YearsLine:
    earlier = tuple(year.of(result.unit) for year in years)
    before = earlier[-1] if earlier else None
    rank = result.overall.place if result.overall else None
    standing = result.standing.name if result.standing else ""
    return YearsLine(
        name=run.name(result.unit),
        earlier=earlier,
        block=result.block,
        score=result.card.shown if result.ranked and result.card else None,
        class_name=standing,
        rank=rank,
        rise=before.rank - rank if before and before.rank and rank else None,
        class_rise=_class_rise(run, before.class_name if before else "", standing),
        note=merged_words(result.unit, years) or ("" if any(earlier) or not years else NEW),
    )


def merged_words(unit: str, years: Sequence[EarlierYear]) -> str:
    """In which years the unit was several, which are not added up; empty where it never was."""
    found = ((year.year, year.all_of(unit)) for year in years)
    return "; ".join(
        f"Năm {year} là {len(several)} đơn vị: {', '.join(each.name for each in several)}"
        for year, several in found
        if len(several) > 1
    )


def _class_rise(run: Consolidation, before: str, now: str) -> int | None:
    order = [fold(each.name) for each in run.criteria.classes]
    if fold(before) not in order or fold(now) not in order:
        return None
    return order.index(fold(before)) - order.index(fold(now))


def _gone(run: Consolidation, years: Sequence[EarlierYear]) -> Iterator[YearsLine]:
    """Units of earlier years that take no part today, each once, under the name of its last year."""
    outside = {result.unit for result in run.results.units if result.state is State.OUTSIDE}
    found: dict[str, dict[int, EarlierResult]] = {}
    for number, year in enumerate(years):
        for result in year.results:
            if not result.unit or result.unit in outside:
                found.setdefault(result.unit or fold(result.name), {})[number] = result
    for held in found.values():
        earlier = tuple(held.get(number) for number in range(len(years)))
        yield YearsLine(held[max(held)].name, earlier, note=GONE)


def remarks(run: Consolidation, years: Sequence[EarlierYear]) -> Iterator[str]:
    """What keeps years from being comparable; nothing of it is hidden."""
    criteria = run.criteria
    for year in years:
        scale = year.scale
        if not year.set_hash:
            highest = max((r.score for r in year.results if r.score is not None), default=Decimal(0))
            over = f"; có điểm tới {show_number(highest)}" if highest > criteria.scale else ""
            yield (
                f"Năm {year.year}: theo danh sách {PurePath(year.source).name}, không rõ bộ tiêu chí và "
                f"thang điểm{over} (năm nay thang {show_number(criteria.scale)} điểm)."
            )
        elif year.set_hash != run.set_hash:
            same = scale == criteria.scale
            scales = (
                f"cùng thang {show_number(scale)} điểm"
                if same
                else f"thang {show_number(scale)} điểm, năm nay {show_number(criteria.scale)}"
            )
            yield (
                f"Năm {year.year}: bộ tiêu chí “{year.set_name}” khác bộ năm nay ({scales}); so điểm và xếp "
                "loại chỉ để tham khảo."
            )
        if year.ranks_counted:
            yield f"Năm {year.year}: danh sách không ghi hạng, hạng tính theo điểm."
