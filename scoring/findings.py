"""A finding: where, what, and how to mend. A check never raises on what a user wrote: it returns findings."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from scoring.catalogue import CATALOGUE, Severity
from scoring.dataclass import dataclass

_T = TypeVar("_T")
_LEAST, _MOST = 3, 30
"""So many blank cells are one line; a formula of "Cần sửa" that asks for more of them would be too long."""
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


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


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings as somebody reads them: cells beside each other that are blank alike are one line.

    The data keeps each of them: programs and the marks of the form ask for single cells.
    """
    return [one_line(here) for here in neighbours(findings, lambda found: found)]


def neighbours(items: Iterable[_T], finding_of: Callable[[_T], Finding]) -> Iterator[tuple[_T, ...]]:
    """The items one by one, those together of which :func:`one_line` makes one finding."""
    for (together, *_), run in groupby(items, lambda item: _alike(finding_of(item))):
        left = tuple(run)
        while together and len(left) >= _LEAST:
            yield left[:_MOST]
            left = left[_MOST:]
        yield from ((item,) for item in left)


def one_line(here: Sequence[Finding]) -> Finding:
    """What neighbours say together: how many they are, their cells, their criteria."""
    first, *others = here
    if not others:
        return first
    return replace(
        first,
        message=CATALOGUE[first.code].together.format(count=len(here)),
        criterion=", ".join(dict.fromkeys(each.criterion for each in here if each.criterion)),
        place=Place(first.place.sheet, spans(each.place.cell for each in here)),
        expected="",
        found="",
    )


def _alike(found: Finding) -> tuple[object, ...]:
    together = CATALOGUE[found.code].together if _CELL.fullmatch(found.place.cell) else ""
    return together, found.severity, found.file, found.unit, found.place.sheet, found.remedy


def spans(cells: Iterable[str]) -> str:
    """``E5, E7–E9``: cells below each other are named by the first and the last."""
    runs: list[list[tuple[str, int]]] = []
    for cell in cells:
        column, row = _CELL.fullmatch(cell).groups()  # type: ignore[union-attr]
        here = column, int(row)
        if runs and runs[-1][-1] == (column, here[1] - 1):
            runs[-1].append(here)
        else:
            runs.append([here])
    names = ([f"{column}{row}" for column, row in dict.fromkeys((run[0], run[-1]))] for run in runs)
    return ", ".join("–".join(name) for name in names)
