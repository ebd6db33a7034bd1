"""The years of the workspace side by side: frozen editions, lists of before the tool, and this year."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from scoring.criteria.diff import compare
from scoring.criteria.loader import load_roster
from scoring.criteria.units import Roster
from scoring.errors import SetError, WorkspaceError
from scoring.exchange import exchange
from scoring.intake.history import EarlierYear
from scoring.intake.own_cells import first_sheet
from scoring.pipeline.consolidation import standing
from scoring.pipeline.edition import KEPT, earlier_years
from scoring.pipeline.office import Office, Progress, quiet
from scoring.pipeline.workbook import write_workbook
from scoring.reports.final.frozen import read_frozen
from scoring.reports.final.years import earlier_year
from scoring.reports.years.book import write_years
from scoring.reports.years.joined import SetChanges, Years, this_year
from scoring.reports.years.tables import NAMES, tables
from scoring.workspace import EARLIER_LISTS, FROZEN_RESULTS, second_name

WORKBOOK = "qua-cac-nam.xlsx"


@dataclass(frozen=True, slots=True)
class YearsWritten:
    """What files say of the years, oldest first: the set's own is among them where it is frozen."""

    years: tuple[EarlierYear, ...]
    closed: frozenset[int]
    changes: tuple[SetChanges, ...]


def over_years(office: Office, progress: Progress = quiet, written: YearsWritten | None = None) -> Years:
    """Every year there is, up to the set's own: its last edition where it is frozen, else as it stands today.

    Nothing but the cache is written. ``written``: what :func:`years_written` gives, where that is known.
    Raises WorkspaceError as that does.
    """
    run, told = standing(office, progress), written or years_written(office)
    years = told.years if run.criteria.year in told.closed else (*told.years, this_year(run))
    return Years(run, years, told.closed, told.changes)


def take_earlier(office: Office, path: Path, year: int, *, replaces: bool = False) -> int:
    """Put a list of results of an earlier year where it is looked for; how many units it names.

    Raises WorkspaceError, and keeps nothing, where the list has errors (each by its cell), where the year is
    not earlier or was frozen here, and unless ``replaces`` where it has a list already, which stays beside.
    """
    own, workspace = office.roster.criteria.year, office.workspace
    if not 2000 <= year < own:
        raise WorkspaceError(f"Năm của kết quả cũ phải trước năm {own}. Ghi bốn chữ số, ví dụ {own - 1}.")
    if workspace.editions(year):
        raise WorkspaceError(f"Năm {year} đã chốt bằng công cụ; kết quả năm ấy lấy từ lần chốt.")
    name = f"ket-qua{path.suffix.lower()}"
    if name not in EARLIER_LISTS:
        raise WorkspaceError("Kết quả cũ phải là bảng Excel (.xlsx) hoặc Word (.docx).")
    with TemporaryDirectory(prefix="danvan-") as folder:
        seen = Path(folder) / "inputs" / str(year) / name
        seen.parent.mkdir(parents=True)
        shutil.copyfile(path, seen)
        [found] = earlier_years(office.roster, Path(folder), [seen.relative_to(folder).as_posix()])
    place = workspace.root / "inputs" / str(year)
    there = [place / each for each in EARLIER_LISTS if (place / each).exists()]
    if there and not replaces:
        raise WorkspaceError(
            f"Năm {year} đã có danh sách kết quả. Đánh dấu “Thay danh sách đã có” rồi gửi lại."
        )
    with exchange(place, second_names=False) as made:
        for old in there:
            made.put(second_name(old), old.read_bytes())
            if old.name != name:
                made.clear(old)
        made.put(place / name, path.read_bytes())
    return len(found.results)


def years_written(office: Office) -> YearsWritten:
    """Read editions and lists. Raises WorkspaceError where an edition was altered, or a list of an earlier
    year has errors, each by its cell.
    """
    year, workspace = office.roster.criteria.year, office.workspace
    earlier = workspace.earlier(year)
    kept = {each: roster for each, path in earlier.items() if (roster := _kept(path))}
    names = [path.relative_to(workspace.root).as_posix() for path in earlier.values()]
    found = earlier_years(office.roster, workspace.root, names, kept)
    editions = workspace.editions(year)
    if editions:
        folder = workspace.edition(year, editions[-1])
        source = (folder / FROZEN_RESULTS).relative_to(workspace.root).as_posix()
        found.append(earlier_year(read_frozen(folder), source, office.roster))
    closed = {each for each, path in earlier.items() if path.name == FROZEN_RESULTS}
    sets = {**kept, year: office.roster}
    changes = tuple(_changes(sorted({*(each.year for each in found), year}), sets))
    return YearsWritten(tuple(found), frozenset(closed | ({year} if editions else set())), changes)


def _kept(path: Path) -> Roster | None:
    """The set and units that an edition kept; None for a list, or where this version cannot read them."""
    try:
        return load_roster(path.parent / KEPT, first_sheet) if path.name == FROZEN_RESULTS else None
    except (SetError, OSError):
        return None


def _changes(years: Sequence[int], sets: Mapping[int, Roster]) -> Iterator[SetChanges]:
    for before, after in pairwise(years):
        if before in sets and after in sets:
            found = compare(sets[before], sets[after])
            *_, verdict = found.lines()
            lines = tuple((change.part, change.says) for change in found.changes)
            yield SetChanges(before, after, verdict, lines)
        else:
            unknown = ", ".join(str(each) for each in (before, after) if each not in sets)
            yield SetChanges(before, after, f"không còn bộ tiêu chí của năm {unknown} nên không so được.")


def write_over_years(office: Office, years: Years, *, parquet: bool = False) -> tuple[Path, ...]:
    """The workbook of the years beside the results of the last one, and its tables as Parquet.

    Raises WorkspaceError where Parquet cannot be written.
    """
    titled = {NAMES[name]: table for name, table in tables(years).items()}
    write = partial(write_years, years=years)
    return write_workbook(office, WORKBOOK, write, years.run, titled, parquet=parquet)
