"""Quotas that are exceeded: who would keep the class is proposed, never done; people decide."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from scoring.criteria.classes import Quota
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster
from scoring.engine.model import Accepted, QuotaNote, UnitResult
from scoring.text import show_number

ALL = ""  # the ``block`` of a quota counted within all units


def quota_notes(
    roster: Roster, results: Sequence[UnitResult], accepted: Mapping[tuple[str, str], Accepted]
) -> tuple[QuotaNote, ...]:
    """A note for every quota exceeded by the ranked units among ``results``.

    Allowed is ``percent`` of the units classed ``of`` (of all ranked units where ``of`` is empty), cut off
    to a whole number, within all units or within each block. ``accepted`` is by class and block.
    """
    ranked = [each for each in results if each.ranked and each.standing and each.standing.code]
    criteria = roster.criteria
    notes: list[QuotaNote] = []
    for quota in criteria.quota:
        for block in [each.code for each in criteria.blocks] if quota.within == "block" else [ALL]:
            field = [each for each in ranked if block in (ALL, each.block)]
            notes += _notes(roster, quota, block, field, accepted.get((quota.code, block)))
    return tuple(notes)


def allowed(quota: Quota, base: int) -> int:
    """How many of ``base`` units may have the class: cut off to a whole number."""
    return int(quota.percent * base // 100)


def _notes(
    roster: Roster, quota: Quota, block: str, field: Sequence[UnitResult], stands: Accepted | None
) -> Iterator[QuotaNote]:
    criteria = roster.criteria
    codes = [_class(each) for each in field]
    base = sum(not quota.of or code in quota.of for code in codes)
    most, holders = allowed(quota, base), [each for each in field if _class(each) == quota.code]
    if len(holders) <= most:
        return
    keep, tied, give_up = _cut(holders, block, _may_keep(criteria, quota, base, len(holders)))
    why = stands.why if stands and stands.classed >= len(holders) else ""
    names = {unit.code: unit.name for unit in roster.units}
    counted = (
        f"{_where(criteria, block)} {len(holders)} đơn vị xếp loại “{criteria.class_names[quota.code]}”, quá "
        f"mức cho phép là {most} ({show_number(quota.percent)}% của {base} đơn vị {_of(criteria, quota)}); "
    )
    if why:
        text = f"{counted}việc vượt hạn mức đã được chấp nhận: {why}."
    else:
        parts = (("giữ loại", keep), ("bằng nhau ở mức cắt, cần chọn", tied), ("không giữ loại", give_up))
        cut = "; ".join(f"{what}: {_named(names, units)}" for what, units in parts if units)
        text = (
            f"{counted}đề nghị người có thẩm quyền xem xét, quyết định. Theo điểm, rồi mục ưu tiên, đề nghị "
            f"{cut}."
        )
    yield QuotaNote(
        quota.code, block, most, len(holders), text, _codes(keep), _codes(give_up), _codes(tied), why
    )


def _codes(results: Sequence[UnitResult]) -> tuple[str, ...]:
    return tuple(each.unit for each in results)


def _class(result: UnitResult) -> str:
    return (result.standing and result.standing.code) or ""


def _may_keep(criteria: CriteriaSet, quota: Quota, base: int, holders: int) -> int:
    """How many may keep the class, counting that who gives it up goes into the next class."""
    codes = [each.code for each in criteria.classes]
    next_class = codes[min(codes.index(quota.code) + 1, len(codes) - 1)]
    grows = (next_class in quota.of) - (quota.code in quota.of) if quota.of else 0
    fits = (kept for kept in range(holders, 0, -1) if kept <= allowed(quota, base + grows * (holders - kept)))
    return next(fits, 0)


def _cut(
    holders: Sequence[UnitResult], block: str, most: int
) -> tuple[list[UnitResult], list[UnitResult], list[UnitResult]]:
    """Who keeps the class, who is tied across the cut, who gives it up; by score, then the tie chain."""

    def place(result: UnitResult) -> int:
        rank = result.in_block if block else result.overall
        assert rank, "the holders are ranked"
        return rank.place

    keep: list[UnitResult] = []
    tied: list[UnitResult] = []
    give_up: list[UnitResult] = []
    for _, equals in groupby(sorted(holders, key=place), key=place):
        step = list(equals)
        if not (tied or give_up) and len(keep) + len(step) <= most:
            keep += step
        elif not (tied or give_up) and len(keep) < most:
            tied = step
        else:
            give_up += step
    return keep, tied, give_up


NAMED = 5  # units that a note names before it counts the others


def _named(names: Mapping[str, str], units: Sequence[UnitResult]) -> str:
    more = len(units) - NAMED
    named = ", ".join(names[each.unit] for each in units[:NAMED])
    return named + (f" và {more} đơn vị khác" if more > 0 else "")


def _where(criteria: CriteriaSet, block: str) -> str:
    return next((f"{each.name}: có" for each in criteria.blocks if each.code == block), "Có")


def _of(criteria: CriteriaSet, quota: Quota) -> str:
    if not quota.of:
        return "được xếp hạng"
    return "xếp loại " + " hoặc ".join(f"“{criteria.class_names[code]}”" for code in quota.of)
