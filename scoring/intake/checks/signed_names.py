"""K01, K02, K07: nobody is named as preparer or head, or a name has no letter, such as ``123``."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.dataclass import dataclass
from scoring.findings import Finding, Place, finding
from scoring.intake.checks.base import Live
from scoring.intake.checks.excel import all_of, blank, no
from scoring.intake.model import SignOff


@dataclass(frozen=True, slots=True)
class Name:
    """The check of one name: the part of the sign-off, what the form calls it, the code where it is blank."""

    key: str
    label: str
    code: str

    def check(self, signed: SignOff, _: CriteriaSet) -> Iterator[Finding]:
        """One finding at most."""
        name, place = getattr(signed, self.key), signed.places.get(self.key, Place())
        if not name:
            yield finding(self.code, place)
        elif not any(map(str.isalpha, name)):
            yield finding("K07", place, label=self.label, found=name)

    def live(self, cell: str, _: CriteriaSet) -> Iterator[Live]:
        """The same in the form, as far as a formula can see: no name is what can be read as a number."""
        yield Live(blank(cell), finding(self.code))
        number = all_of(no(f"ISERROR({cell})"), f"ISNUMBER(VALUE(TRIM({cell})))")
        yield Live(number, finding("K07", label=self.label, found=""))
