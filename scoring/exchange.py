"""Several results of one run, exchanged together or not at all.

All drafts are on the disk before the first old result is touched. Then a journal names every draft and its
place, the drafts are renamed, and the journal goes. A run that is killed before the journal leaves the old
results; one that is killed after it leaves a journal, and the next command carries out what it says. What
remains: until that command runs, and for the moment that the renaming takes, a folder may show both.
"""

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Concatenate, ParamSpec

from scoring.errors import PartlyWrittenError, WorkspaceError
from scoring.json_text import json_line
from scoring.workspace import draft_name, keep_names, placed, second_name, sweep, write_draft

JOURNAL = ".dang-thay"
P = ParamSpec("P")

PATIENCE = 5.0
"""Seconds after which an exchange is taken for dead: all it does is to rename files that are there."""
_PAUSE = 0.02

Step = tuple[str, str]
"""The name of a draft and that of its place; a place without a draft is cleared."""


@dataclass(slots=True)
class Exchange:
    """What a run is about to write into one folder; ``places`` says in the end where each result went."""

    folder: Path
    places: dict[Path, Path] = field(default_factory=dict)
    drafts: dict[Path, Path] = field(default_factory=dict)
    cleared: list[Path] = field(default_factory=list)

    def put(self, target: Path, content: bytes | Iterable[bytes]) -> None:
        """Write a result that will lie at ``target``."""
        write_draft(self.reserve(target), content)

    def reserve(self, target: Path) -> Path:
        """The draft of ``target``, for whoever writes it by himself."""
        assert target.parent == self.folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.drafts[target] = self.places[target] = draft_name(target)
        return self.drafts[target]

    def clear(self, target: Path) -> None:
        """An old result that the new ones leave no place for."""
        assert target.parent == self.folder
        self.cleared.append(target)


def in_memory(write: Callable[Concatenate[BytesIO, P], object], *args: P.args, **named: P.kwargs) -> bytes:
    """What ``write`` puts into a stream."""
    stream = BytesIO()
    write(stream, *args, **named)
    return stream.getvalue()


@contextlib.contextmanager
def exchange(folder: Path, *, apart: bool = False, second_names: bool = True) -> Iterator[Exchange]:
    """Exchange what the block puts, once it is left without an exception; else nothing is changed.

    Where a target is open in Excel on Windows all results get a second name with the time, so that what
    belongs together stays together; with ``apart`` only those do that share its stem. Without
    ``second_names`` a WorkspaceError says which file is to be closed. Raises OSError where a draft cannot be
    written, PartlyWrittenError where the disk fails between two renames.
    """
    finish(folder)
    sweep(folder)
    made = Exchange(folder)
    try:
        yield made
        made.places = _named(made.drafts, apart=apart, second_names=second_names)
        _place(made)
    except PartlyWrittenError:
        raise  # the drafts that are left belong to the journal
    except BaseException:
        for draft in made.drafts.values():
            draft.unlink(missing_ok=True)
        raise


def finish(folder: Path) -> None:
    """Carry out what an exchange that was killed left to do. A younger one may still live."""
    journal = folder / JOURNAL
    with contextlib.suppress(OSError):
        if time.time() - journal.stat().st_mtime > PATIENCE:
            _take_over(journal)


def _named(drafts: dict[Path, Path], *, apart: bool, second_names: bool) -> dict[Path, Path]:
    """Where each target's draft will go."""
    held = [target for target in drafts if _is_open_elsewhere(target)]
    if held and not second_names:
        raise WorkspaceError(f"{held[0]} đang mở trong chương trình khác. Đóng tệp rồi chạy lại.")
    stems = {target.stem for target in held}
    return {
        target: second_name(target) if held and (not apart or target.stem in stems) else target
        for target in drafts
    }


def _is_open_elsewhere(target: Path) -> bool:
    """Windows refuses to rename a file that another program has open, even to the same name."""
    try:
        target.replace(target)
    except PermissionError:
        return True
    except FileNotFoundError:
        pass
    return False


def _place(made: Exchange) -> None:
    steps = [(made.drafts[target].name, place.name) for target, place in made.places.items()]
    if all(target == place for target, place in made.places.items()):  # else the old results keep theirs
        steps += [("", target.name) for target in made.cleared if target.exists()]
    if len(steps) == 1:  # one rename needs no journal
        _carry_out(made.folder, steps)
    elif steps:
        journal = _claimed(made.folder, steps)
        try:
            _carry_out(made.folder, steps)
        except OSError as error:
            raise PartlyWrittenError(
                f"Ổ đĩa báo lỗi khi mới thay được một phần kết quả ở {made.folder}. Kiểm tra ổ đĩa, kết nối "
                "rồi chạy lại: công cụ thay nốt phần còn lại."
            ) from error
        journal.unlink(missing_ok=True)
    keep_names(made.folder)


def _claimed(folder: Path, steps: list[Step]) -> Path:
    """Write the journal of this exchange; only one at a time has the folder."""
    journal, since = folder / JOURNAL, time.monotonic()
    while True:
        try:
            stream = journal.open("xb")
        except FileExistsError:
            if time.monotonic() - since > PATIENCE:
                _take_over(journal)
            time.sleep(_PAUSE)
            continue
        try:
            with stream:
                stream.write(json_line(steps).encode("utf-8", "surrogatepass"))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError:
            journal.unlink(missing_ok=True)
            raise
        keep_names(folder)
        return journal


def _take_over(journal: Path) -> None:
    """Do what a journal says. One that was cut off says nothing: no result had been touched then."""
    with contextlib.suppress(FileNotFoundError):
        _carry_out(journal.parent, _steps(journal.read_bytes()))
    journal.unlink(missing_ok=True)
    keep_names(journal.parent)


def _steps(content: bytes) -> list[Step]:
    """The steps, where every one is of this folder."""
    try:
        steps = [(str(draft), str(place)) for draft, place in json.loads(content)]
    except (ValueError, TypeError):
        return []
    whole = all(_is_draft(draft) and Path(place).name == place for draft, place in steps)
    return steps if whole else []


def _is_draft(name: str) -> bool:
    return not name or (Path(name).name == name and name.startswith(".") and name.endswith(".tmp"))


def _carry_out(folder: Path, steps: Iterable[Step]) -> None:
    """Rename the drafts. One that is gone was renamed by the command that took this exchange for dead."""
    for draft, place in steps:
        if draft:
            with contextlib.suppress(FileNotFoundError):
                placed(folder / draft, folder / place)
        else:
            with contextlib.suppress(PermissionError):  # open in Excel; nothing rests on it any more
                (folder / place).unlink(missing_ok=True)
