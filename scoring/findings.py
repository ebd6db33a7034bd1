"""A finding: where, what, and how to mend. A check never raises on what a user wrote: it returns findings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scoring.catalogue import CATALOGUE, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a sheet and a cell such as ``E12`` (both may be empty)."""

    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " ".join(
            part
            for part in (f"trang “{self.sheet}”" if self.sheet else "", f"ô {self.cell}" if self.cell else "")
            if part
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a user has to mend (error) or should look at (warning)."""

    code: str
    severity: Severity
    message: str
    remedy: str
    file: str = ""
    unit: str = ""
    criterion: str = ""
    place: Place = Place()
    expected: str = ""
    found: str = ""

    @property
    def is_error(self) -> bool:
        """True where the finding keeps the form from being ranked."""
        return self.severity is Severity.ERROR

    def at(self, **where: str) -> "Finding":
        """The same finding with ``file`` or ``unit`` filled in."""
        return replace(self, **where)  # type: ignore[arg-type]


def finding(
    code: str,
    place: Place | None = None,
    *,
    criterion: str = "",
    expected: object = "",
    found: object = "",
    **slots: object,
) -> Finding:
    """A finding of the catalogue's ``code`` with its templates filled from ``slots``.

    ``expected`` and ``found`` may be used as slots too; a ``proposal`` that nobody makes is empty. Raises
    KeyError for an unknown code or a slot that the template wants and the caller forgot: both are bugs.
    """
    check = CATALOGUE[code]
    words = {"proposal": "", "expected": expected, "found": found, **slots}
    return Finding(
        code=code,
        severity=check.severity,
        message=check.says.format(**words),
        remedy=check.remedy.format(**words),
        criterion=criterion,
        place=place or Place(),
        expected=str(expected),
        found=str(found),
    )


def weigh(findings: Iterable[Finding], severities: Mapping[str, Severity]) -> list[Finding]:
    """The findings with the severities that a criteria set gives instead of the catalogue's."""
    return [replace(f, severity=severities[f.code]) if f.code in severities else f for f in findings]
