"""What was sent on the page and not taken: a note of it, so that nobody believes that nothing had come.

It is no submission: nothing of the file is kept, the register knows nothing of it, no day counts.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from scoring.json_text import as_json, plain
from scoring.pipeline.office import Office
from scoring.pipeline.submit import HandedIn
from scoring.register import Action, Ledger
from scoring.workspace import write_whole

FOLDER = "khong-nhan"
_KEPT = 500
"""Notes of one period; of one unit as many as it sends in an hour of trying."""
_OF_A_UNIT = 20
_REASONS = 3


@dataclass(frozen=True, slots=True)
class RefusedUpload:
    """One file that was not taken. ``unit``: whose it was, blank where nobody knows; ``at``: UTC, in ISO."""

    unit: str
    file: str
    at: str
    who: str
    why: tuple[str, ...]

    @property
    def when(self) -> datetime:
        """When it was sent."""
        return datetime.fromisoformat(self.at)


def note_refused(
    office: Office, done: Iterable[HandedIn], who: str, *, unit: str = "", now: datetime | None = None
) -> None:
    """Note what was refused of these, as sent by ``unit`` or as what the office was given.

    A unit of which a form was taken needs no note, nor those that it had: nothing of it is missing. Whoever
    sent it is told in any case: a disk that takes no note is no reason to say something else.
    """
    done = tuple(done)
    at = (now or datetime.now(UTC)).isoformat()
    taken = {unit or each.receipt.unit for each in done if each.record}
    sent = ((unit or each.receipt.unit, each) for each in done if not each.record)
    found = (RefusedUpload(of, each.receipt.file, at, who, tuple(_why(each))) for of, each in sent)
    fresh = [each for each in found if each.unit not in taken]
    file = _file(office)
    if not fresh and not (taken and file.exists()):
        return
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(file.with_suffix(".lock")):
            again = {(each.unit, each.file, each.why) for each in fresh}
            known = _read(file)
            left = [each for each in known if each.unit not in taken]
            older = [each for each in left if (each.unit, each.file, each.why) not in again]
            if [*fresh, *older] == known:
                return
            write_whole(file, as_json(plain(list(_few([*fresh, *older])))).encode())


def refused_uploads(office: Office, ledger: Ledger) -> tuple[RefusedUpload, ...]:
    """What was not taken, the newest first; of a unit only what came after its last submission."""
    taken: dict[str, datetime] = {}
    for line in ledger.of(Action.RECEIVED, period=office.period):
        taken[line.draft.unit] = max(line.at, taken.get(line.draft.unit, line.at))
    notes = _read(_file(office))
    return tuple(each for each in notes if each.unit not in taken or each.when > taken[each.unit])


def last_refused(office: Office, ledger: Ledger) -> Mapping[str, RefusedUpload]:
    """The last of them by unit; those of which nobody knows whose they were are left out."""
    return {each.unit: each for each in reversed(refused_uploads(office, ledger)) if each.unit}


def _why(done: HandedIn) -> Iterator[str]:
    if done.refusal:
        yield done.refusal
        return
    found = sorted(done.receipt.findings, key=lambda each: not each.is_error)
    yield from (f"{each.message} {each.remedy}".strip() for each in found[:_REASONS])


def _few(notes: Iterable[RefusedUpload]) -> Iterator[RefusedUpload]:
    count: dict[str, int] = {}
    for number, each in enumerate(notes):
        count[each.unit] = count.get(each.unit, 0) + 1
        if number < _KEPT and (not each.unit or count[each.unit] <= _OF_A_UNIT):
            yield each


def _file(office: Office) -> Path:
    year = str(office.roster.criteria.year)
    return office.workspace.root / FOLDER / year / f"{office.period}.json"


def _read(file: Path) -> list[RefusedUpload]:
    """The notes, the newest first; a file that is missing or not whole holds none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return [_note(**each) for each in found]
    except (OSError, ValueError, TypeError):
        return []


def _note(*, unit: str, file: str, at: str, who: str, why: Sequence[str]) -> RefusedUpload:
    """Raises ValueError or TypeError for what this program did not write."""
    note = RefusedUpload(unit, file, at, who, tuple(why))
    if note.when.tzinfo is None or not all(isinstance(each, str) for each in (unit, file, who, *why)):
        raise ValueError(at)
    return note
