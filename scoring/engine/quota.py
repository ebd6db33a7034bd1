"""Quotas that are exceeded: flagged with the figures, never demoted, people decide."""

from collections.abc import Iterator, Mapping, Sequence

from scoring.criteria.schema import CriteriaSet, Quota
from scoring.engine.model import QuotaNote
from scoring.text import show_number

ALL = ""  # the ``block`` of a quota counted within all units


def quota_notes(criteria: CriteriaSet, classed: Mapping[str, Sequence[str]]) -> tuple[QuotaNote, ...]:
    """A note for every quota exceeded; ``classed`` gives, per block, the class codes of its ranked units.

    Allowed is ``percent`` of the units classed ``of`` (of all ranked units where ``of`` is empty), cut off
    to a whole number, within all units or within each block.
    """
    return tuple(note for quota in criteria.quota for note in _notes(criteria, quota, classed))


def allowed(quota: Quota, base: int) -> int:
    """How many of ``base`` units may have the class: cut off to a whole number."""
    return int(quota.percent * base // 100)


def _notes(criteria: CriteriaSet, quota: Quota, classed: Mapping[str, Sequence[str]]) -> Iterator[QuotaNote]:
    names = criteria.class_names
    fields = classed if quota.within == "block" else {ALL: [c for codes in classed.values() for c in codes]}
    for block, codes in fields.items():
        base = sum(not quota.of or code in quota.of for code in codes)
        most = allowed(quota, base)
        found = codes.count(quota.code)
        if found > most:
            text = (
                f"{_where(criteria, block)} {found} đơn vị xếp loại “{names[quota.code]}”, quá mức cho phép "
                f"là {most} ({show_number(quota.percent)}% của {base} đơn vị {_of(criteria, quota)}); "
                "đề nghị người có thẩm quyền xem xét, quyết định."
            )
            yield QuotaNote(quota.code, block, most, found, text)


def _where(criteria: CriteriaSet, block: str) -> str:
    return next((f"{each.name}: có" for each in criteria.blocks if each.code == block), "Có")


def _of(criteria: CriteriaSet, quota: Quota) -> str:
    if not quota.of:
        return "được xếp hạng"
    return "xếp loại " + " hoặc ".join(f"“{criteria.class_names[code]}”" for code in quota.of)
