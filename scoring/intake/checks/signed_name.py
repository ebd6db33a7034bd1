"""K07: a person's name without a letter."""

from collections.abc import Callable, Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import Live
from scoring.intake.checks.excel import all_of, no
from scoring.intake.model import SignOff


def of(key: str, label: str) -> Callable[[SignOff, CriteriaSet], Iterator[Finding]]:
    """The check of one name: ``123`` is nobody's."""

    def check(signed: SignOff, _: CriteriaSet) -> Iterator[Finding]:
        name = getattr(signed, key)
        if name and not any(map(str.isalpha, name)):
            yield finding("K07", signed.places.get(key, Place()), label=label, found=name)

    return check


def live(label: str) -> Callable[[str, CriteriaSet], Iterator[Live]]:
    """The same in the form, as far as a formula can see: whatever can be read as a number."""

    def tests(cell: str, _: CriteriaSet) -> Iterator[Live]:
        number = all_of(no(f"ISERROR({cell})"), f"ISNUMBER(VALUE(TRIM({cell})))")
        yield Live(number, finding("K07", label=label, found=""))

    return tests
