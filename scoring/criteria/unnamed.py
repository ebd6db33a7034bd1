"""Names that a set still waits for: words that stand in for one, such as “Cơ quan ban hành (ghi tên)”."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet

_WAITING = "(ghi tên)"


def unnamed(criteria: CriteriaSet) -> Iterator[str]:
    """Whose name is still to be written, as an official calls it; these words would stand on every form."""
    offices = (("cơ quan ban hành", criteria.issuer), ("cơ quan tổng hợp", criteria.office))
    yield from (what for what, name in offices if _WAITING in name)
    for code, criterion in criteria.criteria.items():
        if _WAITING in criterion.rule.scorer():
            yield f"người chấm tiêu chí {code}"
