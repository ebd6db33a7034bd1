"""Which column of a ranking table holds what, whatever its headings are and in whichever order they stand.

A title that the tool knows is taken. One that only looks right is taken where it is the only one, and that is
said; of several, somebody has to name one: nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from scoring.findings import Finding, finding
from scoring.intake.locate import words_of
from scoring.opening.opened import place_of
from scoring.text import ascii_slug, clean
from scoring.xlsx.grid import Sheet

TITLES = {
    "unit": ("Đơn vị", "Tên đơn vị"),
    "score": ("Điểm", "Điểm xếp loại", "Tổng điểm"),
    "class": ("Xếp loại", "Loại"),
    "rank": ("Hạng", "Hạng chung", "Thứ hạng"),
}
"""The titles that are known, the best first; the first is the one that messages name."""

NEEDED = ("unit", "score")

_ALIKE = {
    "unit": (
        r"(ten|danh-sach)?-?(cac-)?(co-quan-)?(don-vi|co-quan|tap-the|truong|to-dan-pho|khu-dan-cu|xa|phuong)(?!-tinh)",
    ),
    "score": (r".*(tong|chung-cuoc|cuoi-cung).*", r".*diem(?!-(thuong|cong$|tru|toi-da|chuan|liet)).*"),
    "class": (r"(ket-qua-)?(de-nghi-)?(xep|phan)-loai|(muc-)?danh-hieu|muc-xep-loai|loai$",),
    "rank": (r"(xep-)?(thu-)?hang($|-)|xep-thu|vi-thu",),
}
"""What titles look like, letters without marks; of several patterns the first that fits some title counts."""
_SCORED = re.compile("diem|^tong-(cong|so)$")
_LONGEST = 60
"""Letters of a title; what is longer is a sentence."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The headings of a sheet: the last row of them, and the column of each key."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    findings: tuple[Finding, ...] = ()

    @property
    def weight(self) -> tuple[int, int]:
        """How much it looks like headings: the columns that a list needs, then all that may be there."""
        asked = sum(told.code == "L06" for told in self.findings)
        return sum(key in self.columns for key in NEEDED), len(self.columns) + asked


def titles_of(sheet: Sheet) -> Titles | None:
    """The headings of the sheet, in one row or two; None where no row has a known one."""
    rows = sorted({row for row, _ in sheet.cells})
    found = [_titles(sheet, row, _texts(sheet, row)) for row in rows]
    found += [
        _titles(sheet, row, _texts(sheet, above, row)) for above, row in pairwise(rows) if row == above + 1
    ]
    best = max(found, key=lambda each: (*each.weight, -each.row), default=None)
    return best if best and best.weight != (0, 0) else None


def _texts(sheet: Sheet, *rows: int) -> dict[int, str]:
    """Column -> what its cells of these rows say.

    A heading merged over several columns stands above each of them, but is no heading by itself.
    """
    texts: dict[int, str] = {}
    for row, column in product(rows, range(1, max((at for _, at in sheet.cells), default=0) + 1)):
        area = sheet.merge_at((row, column)) or (row, column, row, column)
        value = sheet.text(area[:2])
        wide = area[3] > area[1] and row == rows[-1]
        if value and not wide and clean(value) != texts.get(column):
            texts[column] = clean(f"{texts.get(column, '')} {value}")
    return {column: text for column, text in texts.items() if len(text) <= _LONGEST}


def _titles(sheet: Sheet, row: int, texts: Mapping[int, str]) -> Titles:
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    for key in TITLES:
        found = _known(key, texts) or _alike(key, texts)
        if not found:
            continue
        place = place_of(sheet, (row, found[-1]))
        names = [texts[column] for column in found]
        if len(found) == 1:
            columns[key] = found[0]
            if not _known(key, texts):
                findings.append(finding("L07", place, found=names[0], expected=TITLES[key][0]))
        elif len(set(map(words_of, names))) == 1:
            columns[key] = found[0]
            findings.append(finding("L02", place, expected=names[0]))
        else:
            listed = ", ".join(f"“{name}”" for name in names)
            findings.append(finding("L06", place, found=listed, expected=TITLES[key][0]))
    return Titles(sheet, row, columns, tuple(findings))


def _known(key: str, texts: Mapping[int, str]) -> list[int]:
    """The columns under the best known title that there is."""
    for title in TITLES[key]:
        if found := [column for column, text in texts.items() if words_of(text) == words_of(title)]:
            return found
    return []


def _alike(key: str, texts: Mapping[int, str]) -> list[int]:
    """The columns whose titles look like it."""
    slugs = {column: ascii_slug(text) for column, text in texts.items()}
    if key == "score":
        slugs = {column: slug for column, slug in slugs.items() if _SCORED.search(slug)}
    for pattern in _ALIKE[key]:
        if found := [column for column, slug in slugs.items() if re.match(pattern, slug)]:
            return found
    return []


def same_titles(best: Titles, others: Sequence[Sheet]) -> Iterator[Titles]:
    """The sheets whose table goes on from the best one: the same columns under the same titles."""
    wanted = _texts(best.sheet, best.row)
    for sheet in others:
        found = titles_of(sheet) if sheet is not best.sheet and sheet.state == "visible" else None
        if found and found.columns == best.columns and _texts(sheet, found.row) == wanted:
            yield found
