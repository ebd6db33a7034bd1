"""Whose form a file is by its name, and whether the form inside says otherwise (D09).

Forms go out as ``tu-cham-2026-tdp-02-to-dan-pho-so-2.xlsx`` and come back as "TDP 2 (1) bản cuối.xlsx".
A name counts only where it names one unit for certain; most names say nothing, and nothing is said of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from sys import intern

from scoring.criteria.units import Roster, Unit
from scoring.findings import finding, weigh
from scoring.intake.archive import MARK
from scoring.intake.model import Outcome, Receipt
from scoring.text import ascii_slug, fold

_LONGEST_NAME = 60
_TOKEN = re.compile(r"[a-z]+|[0-9]+")
_COPY = re.compile(r"[(\[]\s*[0-9]+\s*[)\]]")  # "(1)": how Windows, browsers and Zalo number a second copy
_RECIPIENT = frozenset({"gui", "nop", "cho", "den", "toi", "ve"})
_COMMON = re.compile(
    "nam|thang|ngay|quy|bieu|mau|bao|cao|cham|diem|xep|loai|ban|cuoi|chot|final|lan|gui|nop|moi|sua|copy|sao|form|"
    "file|phong|don|dan|van|cong|tac|chinh|quyen|phuong|ubnd|hdnd|truong|trung|tam"
)
"""Words that name no unit by themselves."""

Words = tuple[str, ...]


def stem(unit: Unit) -> str:
    """The unit's part of the name of its form: letters that survive e-mail, Zalo and every file system."""
    return f"{ascii_slug(unit.code)}-{ascii_slug(unit.name)[:_LONGEST_NAME]}"


class FileNames:
    """The units that file names name, by code, full name and alias, whatever they are exempt from."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        office = roster.names.get(fold(roster.criteria.office))
        self._office = office.code if office else ""

    def ready(self) -> int:
        """Know all names before a file is asked about; of how many words the longest is."""
        return self._longest

    def asked(self, receipt: Receipt) -> Receipt:
        """The same receipt; a form under the name of another unit counts for nobody and is asked about (D09).

        Nobody knows whether the one filled its neighbour's form or the other's file was named wrongly.
        """
        unit = self._roster.unit(receipt.unit) if receipt.outcome is Outcome.READ else None
        other = self.other(receipt.file, unit) if unit else None
        if unit is None or other is None:
            return receipt
        told = finding("D09", found=other.name, expected=unit.name).at(file=receipt.file)
        of_the_file = (each.at(unit="") for each in receipt.findings if each.code.startswith("T"))
        findings = (*of_the_file, *weigh([told], self._roster.criteria.severities))
        return Receipt(receipt.file, receipt.sha256, Outcome.REJECTED, findings=findings)

    def other(self, file: str, own: Unit) -> Unit | None:
        """The unit that the file's name names; None where it names ``own``, several units or none."""
        name = PurePosixPath(file.rpartition(MARK)[2]).name
        slug = ascii_slug(_COPY.sub(" ", name.rpartition(".")[0] or name))
        if stem(own) in slug:
            return None
        tokens = _tokens(slug)
        found = list(_outermost(self._matches(tokens)))
        units = {unit for _, _, unit in found}
        if len(units) != 1 or own.code in units or self._is_a_version(tokens, found, own):
            return None
        return self._roster.unit(units.pop())

    def _matches(self, tokens: Words) -> Iterator["_Match"]:
        """Every place where a unit is named as such, not as the one the file goes to."""
        after_year = {n + 1 for n, token in enumerate(tokens) if token == str(self._roster.criteria.year)}
        for first in range(len(tokens)):
            if first and tokens[first - 1] in _RECIPIENT:
                continue
            for last in range(first + 1, min(len(tokens), first + self._longest) + 1):
                words = tokens[first:last]
                if words in self._plain:
                    unit = self._plain[words]
                    if unit and unit != self._office:
                        yield first, last, unit
                elif words in self._of_forms and first in after_year:
                    yield first, last, self._of_forms[words]

    @staticmethod
    def _is_a_version(tokens: Words, found: Sequence["_Match"], own: Unit) -> bool:
        """True where "mn 2" may be the second file of the unit "mn" as well as the unit "mn-2"."""
        code = _tokens(ascii_slug(own.code))
        ends = {tokens[last - 1].isdigit() and tokens[first : last - 1] == code for first, last, _ in found}
        return ends == {True}

    @cached_property
    def _of_forms(self) -> dict[Words, str]:
        """Codes as they stand in the names of forms, right after the year, alone and with the unit's name."""
        found = {_tokens(stem(unit)): unit.code for unit in self._roster.evaluated}
        for unit in self._roster.evaluated:
            code = _tokens(ascii_slug(unit.code))
            if not all(token.isdigit() for token in code):
                found.setdefault(code, unit.code)
        return found

    @cached_property
    def _plain(self) -> dict[Words, str]:
        """What names a unit wherever it stands; nothing where two units share it."""
        found: dict[Words, str] = {}
        for unit in self._roster.evaluated:
            for name in {unit.code, unit.name, *unit.aliases}:
                words = _tokens(ascii_slug(name))
                if any(
                    len(word) > 2 and not word.isdigit() and not _COMMON.fullmatch(word) for word in words
                ):
                    found[words] = unit.code if found.get(words, unit.code) == unit.code else ""
        return found

    @cached_property
    def _longest(self) -> int:
        return max(map(len, (*self._plain, *self._of_forms)), default=0)


_Match = tuple[int, int, str]
"""First word, the word after the last, and the code of the unit named."""


def _tokens(slug: str) -> Words:
    """Words and numbers, "tdp02" as "tdp-2"."""
    words = (token.lstrip("0") or "0" if token.isdigit() else token for token in _TOKEN.findall(slug))
    return tuple(map(intern, words))  # thousands of units share them


def _outermost(matches: Iterable[_Match]) -> Iterator[_Match]:
    """Those that are no part of a longer one: "Văn phòng" within "Văn phòng HĐND và UBND"."""
    found = list(matches)
    for first, last, unit in found:
        if not any(a <= first and last <= b and (a, b) != (first, last) for a, b, _ in found):
            yield first, last, unit
