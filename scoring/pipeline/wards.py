"""Results that wards sent to their city: taken from archives, kept by ward, rolled up."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from scoring.errors import UserError, WorkspaceError
from scoring.exchange import exchange
from scoring.pipeline.office import Office, Progress, quiet
from scoring.pipeline.rollup import STEM, RolledUp, rollup
from scoring.pipeline.ward_list import ward_list
from scoring.regular import MEGABYTE
from scoring.reports.final.frozen import MANIFEST, Frozen, read_frozen
from scoring.reports.rollup.model import ward_key
from scoring.text import ascii_slug
from scoring.workspace import FROZEN_RESULTS, write_whole

_FOLDER, _LIST = "cac-phuong", "danh-sach-phuong"
_MOST, _LARGEST = 2_000, 20 * MEGABYTE
"""Members of an archive, bytes of one of its files."""


@dataclass(frozen=True, slots=True)
class WardTaken:
    """What became of one result in an archive: the ward, or why it is not kept."""

    file: str
    ward: str = ""
    edition: int = 0
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class WardHeld:
    """A ward whose results of the year lie here; ``folder`` is the name of its folder."""

    folder: str
    name: str
    edition: int
    units: int


def wards_held(office: Office) -> tuple[WardHeld, ...]:
    """The wards whose results of the year lie here, by the name of their folder."""
    found = []
    for folder in sorted(path for path in _home(office).glob("*") if (path / FROZEN_RESULTS).is_file()):
        try:
            results = read_frozen(folder)
        except UserError:
            found.append(WardHeld(folder.name, folder.name, 0, 0))
            continue
        found.append(WardHeld(folder.name, results.issuer, results.edition, len(results.units)))
    return tuple(found)


def take_wards(office: Office, files: Sequence[Path]) -> tuple[WardTaken, ...]:
    """Keep the results of every edition in the archives; the newer edition of a ward replaces the older."""
    return tuple(taken for path in files for taken in _taken(office, path))


def _taken(office: Office, path: Path) -> Iterator[WardTaken]:
    found = False
    try:
        for results, manifest in _editions(path):
            found = True
            yield _kept(office, path.name, results, manifest)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        yield WardTaken(path.name, refusal="Không phải tệp .zip đọc được. Tải lại từ trang Chốt của nơi gửi.")
        return
    if not found:
        says = f"Trong tệp nén không có {FROZEN_RESULTS} cùng {MANIFEST}. Lấy lại tệp .zip của lần chốt."
        yield WardTaken(path.name, refusal=says)


def _editions(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """The two files of each edition in an archive; no other member is read, none under its own name."""
    with zipfile.ZipFile(path) as packed:
        members = {PurePosixPath(info.filename): info for info in packed.infolist()[:_MOST]}
        for name, info in members.items():
            beside = members.get(name.with_name(MANIFEST)) if name.name == FROZEN_RESULTS else None
            if beside and max(info.file_size, beside.file_size) <= _LARGEST:
                yield _bytes(packed, info), _bytes(packed, beside)


def _bytes(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with packed.open(info) as stream:
        return stream.read(_LARGEST + 1)


def _kept(office: Office, file: str, results: bytes, manifest: bytes) -> WardTaken:
    year = office.roster.criteria.year
    try:
        new = _read(results, manifest)
    except UserError:
        says = "Kết quả bị sửa sau khi chốt, hoặc không đúng dạng. Lấy lại tệp .zip từ trang Chốt nơi gửi."
        return WardTaken(file, refusal=says)
    if new.year != year:
        return WardTaken(
            file, new.issuer, new.edition, f"Là kết quả năm {new.year}; đang tổng hợp năm {year}."
        )
    folder = _home(office) / ascii_slug(ward_key(new.issuer))
    there = next((ward for ward in wards_held(office) if ward.folder == folder.name), None)
    if there and there.edition > new.edition:
        says = f"Là lần chốt {new.edition}; đã có lần chốt {there.edition}, mới hơn. Giữ lần mới hơn."
        return WardTaken(file, new.issuer, new.edition, says)
    with exchange(folder, second_names=False) as made:
        made.put(folder / FROZEN_RESULTS, results)
        made.put(folder / MANIFEST, manifest)
    return WardTaken(file, new.issuer, new.edition)


def _read(results: bytes, manifest: bytes) -> Frozen:
    with TemporaryDirectory(prefix="danvan-") as draft:
        (Path(draft) / FROZEN_RESULTS).write_bytes(results)
        (Path(draft) / MANIFEST).write_bytes(manifest)
        return read_frozen(Path(draft))


def drop_ward(office: Office, folder: str) -> None:
    """Take a ward's results out again. Raises WorkspaceError where there are none of that name."""
    held = next((ward for ward in wards_held(office) if ward.folder == folder), None)
    if held is None:
        raise WorkspaceError("Phường, xã này không còn trong danh sách đã nhận. Mở lại trang.")
    for name in (FROZEN_RESULTS, MANIFEST):
        (_home(office) / held.folder / name).unlink(missing_ok=True)


def expect_wards(office: Office, path: Path) -> int:
    """Keep the list of wards that results are expected from; how many. Raises WorkspaceError without any."""
    names = ward_list(path)
    write_whole(_expected(office), "\n".join((*names, "")).encode())
    return len(names)


def wards_expected(office: Office) -> tuple[str, ...]:
    """The wards that results are expected from; none where no list was given."""
    return ward_list(_expected(office)) if _expected(office).is_file() else ()


def roll_up_wards(office: Office, progress: Progress = quiet) -> RolledUp:
    """Rank the units of all wards that sent results; workbook and JSON lie beside them."""
    home = _home(office)
    if not wards_held(office):
        raise WorkspaceError(
            "Chưa nhận kết quả nào của phường, xã. Đưa tệp .zip của lần chốt vào rồi tổng hợp."
        )
    expect = _expected(office) if _expected(office).is_file() else None
    return rollup([home], home.parent, expect=expect, year=office.roster.criteria.year, progress=progress)


def rolled_up(office: Office) -> Path | None:
    """The workbook of the last rolling up."""
    path = _home(office).parent / f"{STEM}-{office.roster.criteria.year}.xlsx"
    return path if path.is_file() and not path.is_symlink() else None


def _home(office: Office) -> Path:
    return office.workspace.root / _FOLDER / str(office.roster.criteria.year)


def _expected(office: Office) -> Path:
    return office.workspace.root / _FOLDER / f"{_LIST}.txt"
