"""Many wards' frozen results as one, for a city; nothing of a ward is changed."""

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from scoring import __version__
from scoring.criteria.loader import YAML_BYTES
from scoring.criteria.yaml_source import value_of
from scoring.errors import Spoken, UserError, WorkspaceError
from scoring.exchange import exchange, in_memory
from scoring.opening.files import plain_bytes
from scoring.pipeline.office import Progress, quiet
from scoring.pipeline.ward_list import ward_list
from scoring.regular import read_regular
from scoring.reports.final.frozen import MANIFEST, read_frozen
from scoring.reports.rollup import write_rollup
from scoring.reports.rollup.as_json import rollup_json
from scoring.reports.rollup.compare import absent, comparable
from scoring.reports.rollup.model import RefusedFolder, Rollup, Ward, folder_name
from scoring.reports.rollup.plausible import contradiction
from scoring.sheets.safe import safe
from scoring.text import clean
from scoring.workers.supervised import Loss, each
from scoring.workspace import FROZEN_RESULTS, SET_FILE, Workspace, editions_in

STEM = "tong-hop-cac-phuong"
DEPTH = 5  # of folders to look into: a ward may send outputs/<year>/nam/chinh-thuc as it stands
MOST_UNITS = 5_000  # of one ward, which has about sixty
MOST_NAME = 200  # characters of a name that are shown
_UNPACK = "Giải nén thành một thư mục mang tên phường, xã rồi chạy lại."
_COPY = "Lấy lại nguyên thư mục của lần chốt từ nơi gửi; không được thì nơi ấy chốt lại."
_AGAIN = "Hỏi lại nơi gửi; lấy nguyên thư mục của lần chốt, hoặc nơi ấy chốt lại."
_FREEZE = "Chốt năm ở nơi gửi, rồi lấy lại thư mục làm việc hoặc thư mục của lần chốt."


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What was written and from what."""

    rollup: Rollup
    workbook: Path

    @property
    def all_in(self) -> bool:
        """True where nothing was refused and nobody is missing."""
        return not (self.rollup.refused or self.rollup.missing)


@dataclass(frozen=True, slots=True)
class WardSource:
    """A place one ward's results may come from: its newest edition of every year, 0 where none is known.

    ``fault``: why nothing can come from it, with what to do.
    """

    folder: Path
    editions: Mapping[int, Path] = field(default_factory=dict)
    fault: tuple[str, str] | None = None


def rollup(
    folders: Sequence[Path],
    out: Path,
    *,
    expect: Path | None = None,
    year: int | None = None,
    set_hash: str = "",
    progress: Progress = quiet,
) -> RolledUp:
    """Rank the units of all wards by block; write the workbook and its JSON twin to ``out``.

    Raises WorkspaceError where no folder is usable, or where it is not clear which year or set counts.
    """
    expected = ward_list(expect) if expect else ()
    found, refused = _read(tuple(sources(folders)), year, progress)
    year = year or _year(found)
    wards, not_compared = comparable(found, year, set_hash)
    refused = (*refused, *not_compared)
    if not wards:
        raise WorkspaceError(
            "Không có kết quả nào dùng được.",
            *(f"{each.folder}: {each.reason} {each.remedy}" for each in refused),
        )
    came = [*(ward.name for ward in wards), *(each.name for each in refused)]
    missing, strangers = absent(expected, came)
    accepted = {ward.name for ward in wards}
    unlisted = tuple(name for name in strangers if name in accepted) if expect else ()
    made = Rollup(year, __version__, wards, refused, missing, unlisted)
    workbook, twin = (out / f"{STEM}-{year}{suffix}" for suffix in (".xlsx", ".json"))
    with exchange(out) as written:
        written.put(workbook, in_memory(write_rollup, made))
        written.put(twin, rollup_json(made).encode())
    return RolledUp(made, written.places[workbook])


def sources(folders: Sequence[Path]) -> Iterator[WardSource]:
    """Every place once, in the order given and by name; links inside a folder are not followed."""
    seen = set()
    for folder in folders:
        for source in _within(folder, 0) or [WardSource(folder)]:
            resolved = source.folder.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield source


def _within(folder: Path, depth: int) -> list[WardSource]:
    """What lies in a folder: an edition, editions, a workspace, or folders that hold these."""
    if (folder / FROZEN_RESULTS).is_symlink() or (folder / FROZEN_RESULTS).exists():
        return [WardSource(folder, {0: folder})]
    if numbers := editions_in(folder):
        return [WardSource(folder, {0: folder / f"lan-{numbers[-1]}"})]
    workspace = Workspace(folder)
    years = [int(path.name) for path in (folder / "outputs").glob("[0-9][0-9][0-9][0-9]")]
    editions = {year: workspace.editions(year) for year in sorted(years)}
    newest = {year: workspace.edition(year, numbers[-1]) for year, numbers in editions.items() if numbers}
    if newest or workspace.sets:
        return [WardSource(folder, newest)]
    return [source for child in sorted(folder.iterdir()) for source in _child(child, depth + 1)]


def _child(child: Path, depth: int) -> list[WardSource]:
    if child.name.startswith("."):
        return []
    if child.suffix.lower() in (".zip", ".rar", ".7z"):
        return [WardSource(child, fault=("Là tệp nén, chưa giải nén.", _UNPACK))]
    if child.is_symlink():
        remedy = "Chép chính thư mục ấy vào đây rồi chạy lại."
        return [WardSource(child, fault=("Là liên kết tới nơi khác, không đọc theo.", remedy))]
    if not child.is_dir() or any(child.glob(f"{STEM}-*.json")):  # what this command wrote itself
        return []
    try:
        found = _within(child, depth) if depth < DEPTH else []
    except OSError:
        return [WardSource(child, fault=("Không đọc được thư mục.", "Kiểm tra quyền đọc rồi chạy lại."))]
    return found or ([WardSource(child)] if depth == 1 else [])


def _read(
    places: Sequence[WardSource], year: int | None, progress: Progress
) -> tuple[tuple[Ward, ...], tuple[RefusedFolder, ...]]:
    """The results of the year, or the newest of every place; what cannot be used, and why.

    Each place is read by a worker under supervision: what a ward sent costs the ward itself, not the city.
    """
    read = each(partial(_outcome, year), places, _lost, lambda done: progress(done, len(places)))
    found = [each for each in read if isinstance(each, Ward)]
    refused = [each for each in read if not isinstance(each, Ward)]
    if year is None and found:
        counts = _year(found)
        again = [place for place in places if counts in place.editions and max(place.editions) != counts]
        for place in again:
            older, unusable = _read([place], counts, quiet)
            found = [*(ward for ward in found if ward.folder != _shown(place.folder)), *older]
            refused += unusable
    return tuple(found), tuple(refused)


def _outcome(year: int | None, place: WardSource) -> Ward | RefusedFolder:
    try:
        return _ward(place, year)
    except UserError as error:
        return _refused(place, error.messages)


def _lost(place: WardSource, loss: Loss) -> Ward | RefusedFolder:
    """The folder could not be read to the end: it has more than any ward's results."""
    return _refused(place, (f"Không đọc xong được kết quả ({loss.value}).", _COPY), named=False)


def _year(found: Sequence[Ward]) -> int:
    """The year that most wards have frozen last. Raises WorkspaceError where no year has most."""
    counts = Counter(ward.results.year for ward in found).most_common(2)
    if len(counts) > 1 and counts[0][1] == counts[1][1]:
        years = ", ".join(str(year) for year in sorted({ward.results.year for ward in found}))
        other = f"Các nơi chốt những năm khác nhau ({years})."
        page = f"{other} Chỉ giữ các nơi cùng năm."
        raise WorkspaceError(Spoken(f"{other} Chọn một năm bằng --year NĂM.", page))
    return counts[0][0] if counts else 0


def _ward(place: WardSource, year: int | None) -> Ward:
    if place.fault:
        raise WorkspaceError(*place.fault)
    edition = place.editions.get(year or max(place.editions, default=0)) or place.editions.get(0)
    if edition is None:
        others = ", ".join(map(str, sorted(place.editions)))
        reason = f"Chưa chốt năm {year} (đã chốt năm {others})." if others else "Chưa có kết quả đã chốt."
        raise WorkspaceError(reason, _FREEZE)
    results = read_frozen(edition)
    if len(results.units) > MOST_UNITS:
        raise WorkspaceError(
            f"Có {len(results.units)} đơn vị, nhiều hơn mức {MOST_UNITS} của một phường, xã.",
            "Kiểm tra lại tệp này với phường, xã đã gửi.",
        )
    if wrong := contradiction(results):
        raise WorkspaceError(f"Số liệu không khớp nhau. {wrong}.", _AGAIN)
    manifest = hashlib.sha256(plain_bytes(edition / MANIFEST)).hexdigest()
    return Ward(safe(results.issuer)[:MOST_NAME], _shown(place.folder), results, manifest)


def _refused(place: WardSource, messages: Sequence[str], *, named: bool = True) -> RefusedFolder:
    reason, remedy = (messages[0], " ".join(messages[1:]))
    if not remedy:  # one message that says both, the remedy last
        reason, _, remedy = reason.rpartition(". ")
        reason += "."
    name = _name(place.folder) if named else folder_name(place.folder)
    return RefusedFolder(safe(name), _shown(place.folder), safe(reason), safe(remedy))


def _shown(folder: Path) -> str:
    """The folder as it was given; a name that is not UTF-8 stays distinct from others."""
    return os.fsencode(folder.as_posix()).decode("utf-8", "backslashreplace")


def _name(folder: Path) -> str:
    """The issuer that a workspace's own set names, else what the folder is called."""
    with contextlib.suppress(OSError, UserError):
        content = read_regular(Workspace(folder).set_folder() / SET_FILE, YAML_BYTES, follow=False)
        if issuer := clean(value_of(content, "issuer")):
            return issuer[:MOST_NAME]
    return folder_name(folder)
