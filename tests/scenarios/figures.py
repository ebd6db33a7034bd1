"""Every figure of an edition, by unit and criterion, as each paper, sheet and data file prints it."""

import json
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook

Grid = Sequence[Sequence[Any]]
Key = tuple[str, str]
"""Whose figure it is (a unit's name, a code, a class) and which one."""

TITLES = {
    "Tự chấm": "self", "Tự chấm (1)": "own share", "Điểm tự chấm (1)": "own share",
    "Điểm thẩm định": "main", "Điểm chấm": "main", "Tổng điểm chấm": "main",
    "Tối đa áp dụng": "applicable", "Điểm tối đa áp dụng": "applicable",
    "Tỷ lệ (%)": "percent", "Thẩm định (2)": "percent", "Điểm thẩm định (2)": "percent",
    "Điểm thưởng": "bonus", "Điểm trừ": "penalty",
    "Điểm xếp loại": "shown", "Điểm xếp loại (3)": "shown", "Xếp loại": "class",
    "Hạng trong khối": "in_block", "Hạng chung": "overall",
}  # fmt: skip
NOTICE = {
    "Điểm tự chấm": ("own share",),
    "Điểm thưởng": ("bonus",),
    "Điểm trừ": ("penalty",),
    "Điểm xếp loại": ("shown",),
    "Xếp loại": ("class",),
    "Hạng chung": ("overall", "of"),
}
OF_MOST = re.compile(r"Điểm thẩm định \((.+)/(.+) điểm\)")
NUMBER = re.compile(r"-?\d+([.,]\d+)?%?")


def plain(value: Any) -> str:
    """Figures as papers show them: two places, half-up; words as they are."""
    text = str(value).strip()
    if not NUMBER.fullmatch(text):
        return text
    number = Decimal(text.rstrip("%").replace(",", "."))
    # What a workbook holds in binary is what it shows in ten places.
    tidy = number.quantize(Decimal("1e-10"), ROUND_HALF_UP).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{tidy.normalize() + 0:f}"


class Figures:
    """``held``: figure -> source -> what the source prints."""

    def __init__(self) -> None:
        self.held: dict[Key, dict[str, str]] = defaultdict(dict)

    def add(self, source: str, whose: str, what: str, value: Any) -> None:
        """One figure; a source that prints it twice has to print the same."""
        if value in (None, "", "-", "–"):
            return
        told = self.held[whose, what].setdefault(source, plain(value))
        if told != plain(value):
            self.held[whose, what][f"{source} (lần sau)"] = plain(value)

    def contradictions(self) -> list[str]:
        """Figures of which two sources do not print the same."""
        return [f"{key}: {told}" for key, told in self.held.items() if len(set(told.values())) > 1]

    def sources(self, whose: str, what: str) -> set[str]:
        """Who prints the figure."""
        return set(self.held[whose, what])

    # Tables with a unit in each row

    def by_title(self, source: str, grid: Grid, units: Mapping[str, str], *, skip: int = 0) -> None:
        """A table whose header row holds "Đơn vị"; ``units``: name -> code."""
        header: dict[int, str] = {}
        for row in grid:
            words = [str(cell).strip() if cell is not None else "" for cell in row]
            if "Đơn vị" in words:
                header = {n: TITLES[w] for n, w in enumerate(words) if w in TITLES and n >= skip}
            elif "Ghi chú:" in words:  # the remarks below a table name units too
                header = {}
            for name in set(words) & units.keys():
                for column, what in header.items():
                    self.add(source, units[name], what, row[column])


def edition(folder: Path, results: Path) -> Figures:
    """All figures of an edition's folder and of the data file of the same run."""
    found = Figures()
    data = json.loads(results.read_text(encoding="utf-8"))
    ranked = {each["name"]: each["code"] for each in data["units"] if each["ranked"]}
    _data(found, data)
    _frozen(found, json.loads((folder / "ket-qua.json").read_text(encoding="utf-8")))
    for sheet, grid in _sheets(folder / "xep-loai.xlsx"):
        if sheet.startswith("Xếp loại"):
            found.by_title(f"xep-loai.xlsx {sheet}", grid, ranked)
        elif sheet == "So với năm trước":
            _years(found, grid, ranked, data["set"]["year"])
    for sheet, grid in _sheets(folder / "tong-hop.xlsx"):
        _sheet(found, sheet, grid, ranked)
    for grid in _tables(folder / "quyet-dinh.docx"):
        found.by_title("quyet-dinh.docx", grid, ranked)
    for paper in sorted((folder / "thong-bao").glob("*.docx")):
        _notice(found, paper)
    for paper in sorted(folder.glob("bao-cao-*.docx")):
        for grid in _tables(paper):
            _report(found, paper.name, grid)
    return found


def _data(found: Figures, data: Mapping[str, Any]) -> None:
    source = "tong-hop.json"
    for unit in (each for each in data["units"] if each["ranked"]):
        totals, code = unit["totals"], unit["code"]
        for what in ("main", "applicable", "percent", "bonus", "penalty", "shown"):
            found.add(source, code, what, totals[what])
        found.add(source, code, "class", unit["class"]["name"])
        for what in ("in_block", "overall"):
            found.add(source, code, what, unit["rank"][what]["place"])
        for group, reached in totals["groups"].items():
            found.add(source, code, f"group {group}", reached["points"])
        for mark in unit["points"]:
            for what in ("self", "verified", "final"):
                found.add(source, code, f"{mark['criterion']} {what}", mark[what])
    for file in data["files"]:
        if file["counted"] and file["unit"] in {each["code"] for each in data["units"] if each["ranked"]}:
            found.add(source, file["unit"], "self", file["score"])
    _recomputed(found, data)


def _recomputed(found: Figures, data: Mapping[str, Any]) -> None:
    """Statistics, from the points of the data file: exact sums, rounded once."""
    source = "tính lại từ tong-hop.json"
    tops = {each["code"]: Decimal(each["max"]) for each in data["criteria"]}
    marks: dict[str, list[Decimal]] = defaultdict(list)
    shares: dict[str, list[Decimal]] = defaultdict(list)
    for unit in (each for each in data["units"] if each["ranked"]):
        for mark in unit["points"]:
            if mark["status"] == "chấm":
                marks[mark["criterion"]].append(Decimal(mark["final"]))
        for group, reached in unit["totals"]["groups"].items():
            if Decimal(reached["top"]):
                shares[group].append(Decimal(reached["points"]) * 100 / Decimal(reached["top"]))
        found.held["all", "class " + unit["class"]["name"]].setdefault(source, "0")
        held = found.held["all", "class " + unit["class"]["name"]]
        held[source] = str(int(held[source]) + 1)
    for code, points in marks.items():
        found.add(source, code, "units", len(points))
        found.add(source, code, "share", sum(points, Decimal(0)) * 100 / (len(points) * tops[code]))
    for code, each in shares.items():
        found.add(source, code, "units", len(each))
        found.add(source, code, "share", sum(each, Decimal(0)) / len(each))


def _frozen(found: Figures, frozen: Mapping[str, Any]) -> None:
    for unit in (each for each in frozen["units"] if each["overall"]):
        told = {"self": unit["self_score"], "shown": unit["final"], "class": unit["class_"]["name"]}
        told |= {"in_block": unit["in_block"], "overall": unit["overall"]}
        for what, value in told.items():
            found.add("ket-qua.json", unit["code"], what, value)
        found.add("ket-qua.json (verified)", unit["code"], "shown", unit["verified"])


def _sheets(path: Path) -> Iterator[tuple[str, Grid]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl drops data bars, and says so
        book = load_workbook(path, data_only=True)
    return ((sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]) for sheet in book)


def _tables(path: Path) -> Iterable[Grid]:
    return [[[cell.text for cell in row.cells] for row in t.rows] for t in Document(str(path)).tables]


def _years(found: Figures, grid: Grid, units: Mapping[str, str], year: int) -> None:
    source, wanted = "xep-loai.xlsx So với năm trước", {}
    for row in grid:
        if f"Điểm {year}" in row:
            titles = {f"Điểm {year}": "shown", f"Xếp loại {year}": "class", f"Hạng {year}": "overall"}
            wanted = {row.index(title): what for title, what in titles.items()}
        for column, what in wanted.items():
            if row[1] in units:
                found.add(source, units[row[1]], what, row[column])


def _sheet(found: Figures, sheet: str, grid: Grid, units: Mapping[str, str]) -> None:
    source = f"tong-hop.xlsx {sheet}"
    if sheet in ("Xếp loại", "Tổng quan"):
        found.by_title(source, grid, units)
    if sheet == "Tổng quan":
        _class_counts(found, source, grid)
    elif sheet == "Điểm theo nhóm":
        _groups(found, source, grid, units)
    elif sheet == "Tự chấm và thẩm định":
        _compared(found, source, grid, units)
    elif sheet == "Thống kê tiêu chí":
        for row in grid:
            if isinstance(row[2], int | float):
                found.add(source, row[0], "units", row[3] or None)
                found.add(source, row[0], "share", row[5])
    elif sheet == "Nguồn điểm":
        for row in (row for row in grid if row[1] in units):
            for what, value in zip(("self", "verified", "final"), row[7:10], strict=True):
                found.add(source, units[row[1]], f"{row[2]} {what}", value)
    elif sheet.startswith("Chi tiết"):
        _detail(found, source, grid, units)


def _class_counts(found: Figures, source: str, grid: Grid) -> None:
    top = next(n for n, row in enumerate(grid) if row[0] == "Xếp loại theo khối") + 2
    last = grid[top - 1].index("Cộng")
    for row in grid[top:]:
        if row[0] == "Cộng":
            return
        found.add(source, "all", f"class {row[0]}", int(row[last]) or None)


def _groups(found: Figures, source: str, grid: Grid, units: Mapping[str, str]) -> None:
    header = next(row for row in grid if "Điểm xếp loại" in row)
    last = header.index("Điểm xếp loại")
    for row in (row for row in grid if row[1] in units):
        for column in range(2, last, 2):
            found.add(source, units[row[1]], f"group {header[column].partition('.')[0]}", row[column])
        found.add(source, units[row[1]], "shown", row[last])
        found.add(source, units[row[1]], "in_block", row[last + 1])


def _compared(found: Figures, source: str, grid: Grid, units: Mapping[str, str]) -> None:
    bands = next(row for row in grid if "TỰ CHẤM" in row)
    own, final = bands.index("TỰ CHẤM"), bands.index("CHÍNH THỨC")
    for row in (row for row in grid if row[1] in units):
        found.add(source, units[row[1]], "self", row[own])
        for what, value in zip(("shown", "class", "overall"), row[final : final + 3], strict=True):
            found.add(source, units[row[1]], what, value)


def _detail(found: Figures, source: str, grid: Grid, units: Mapping[str, str]) -> None:
    names = next(row for row in grid if row[0] == "STT")
    results = False
    for row in grid:
        results = results or row[0] == "KẾT QUẢ"
        for column in (n for n, name in enumerate(names) if name in units):
            value, code = row[column], units[names[column]]
            if results and row[1] in TITLES:
                found.add(source, code, TITLES[row[1]], value)
            elif row[0] and isinstance(value, int | float) and not results:
                leaf = isinstance(row[2], int) or isinstance(value, int)
                found.add(source, code, f"{row[0]} final" if leaf else f"group {row[0]}", value)


def _notice(found: Figures, paper: Path) -> None:
    for row in (row for grid in _tables(paper) for row in grid):
        if told := OF_MOST.fullmatch(row[0]):
            for what, value in zip(("main", "applicable", "percent"), (*told.groups(), row[1]), strict=True):
                found.add("thong-bao", paper.stem, what, value)
        if row[0] not in NOTICE:
            continue
        values = re.split(r"[/;]", row[1]) if len(NOTICE[row[0]]) > 1 else [row[1]]
        for what, value in zip(NOTICE[row[0]], values, strict=True):
            if what != "of":
                found.add("thong-bao", paper.stem, what, value.strip())


def _report(found: Figures, source: str, grid: Grid) -> None:
    if grid[0][0] == "Mã" and grid[0][-1] == "Tỷ lệ đạt bình quân":
        for code, _, units, share in grid[1:]:
            found.add(source, code, "units", units)
            found.add(source, code, "share", share)
    total = next((row for row in grid if row[0] == "Tổng cộng"), None)
    if total and grid[0][0] == "Khối":
        for name, count in zip(grid[0][2:], total[2:], strict=True):
            found.add(source, "all", f"class {name}", int(count) or None)
