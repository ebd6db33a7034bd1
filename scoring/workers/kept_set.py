"""A criteria set and its units are kept as they were read, so that no command has to read them again.

As with receipts (:mod:`scoring.workers.cache`): they are found by the hash of the very bytes of the files
and of this program, sealed with the user's own key, and whatever is not whole is no entry: the set is read.
"""

import hashlib
import hmac
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from scoring.criteria.loader import SET_FILE, UNITS_FILE, UNITS_WORKBOOK, content_of
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, UnitList
from scoring.errors import SetError
from scoring.regular import MEGABYTE, read_regular
from scoring.text import ascii_slug
from scoring.workers.cache import program, user_key
from scoring.workspace import write_whole

_SEAL, _HEX = 32, 24
_MOST_BYTES = 64 * MEGABYTE
"""7,000 units take one or two."""


def kept_or_read(cache: Path, folder: Path, read: Callable[[Path], Roster]) -> Roster:
    """The set of a folder, from a cache that is there, else by ``read``, whose SetErrors are raised.

    What is read is kept for the next command where the cache is there: only what writes results begins one.
    """
    if not cache.is_dir() or (key := user_key()) is None or (told := _told(folder)) is None:
        return read(folder)
    path = cache / f"bo-{ascii_slug(folder.name)}-{told.hex()[:_HEX]}"
    with suppress(OSError, ValueError):
        content = read_regular(path, _MOST_BYTES, follow=False)
        seal, packed = content[:_SEAL], content[_SEAL:]
        if hmac.compare_digest(seal, _seal(key, told, packed)):
            return _unpacked(packed)
    roster = read(folder)
    if _told(folder) == told:  # else nobody knows which of the two was read
        _keep(path, key, told, roster)
    return roster


def _keep(path: Path, key: bytes, told: bytes, roster: Roster) -> None:
    """Keep what comes back as it was, and nothing of what was read of the set before."""
    packed = _packed(roster)
    with suppress(OSError, ValueError):
        if _unpacked(packed) == roster:
            write_whole(path, [_seal(key, told, packed), packed])
            for old in path.parent.glob(path.name[:-_HEX] + "[0-9a-f]" * _HEX):
                if old != path:
                    old.unlink(missing_ok=True)


def _packed(roster: Roster) -> bytes:
    """One line for the set and one for the units: what was written there, without the defaults."""
    models = roster.criteria, UnitList(units=roster.units)
    return "\n".join(model.model_dump_json(exclude_unset=True) for model in models).encode()


def _unpacked(packed: bytes) -> Roster:
    criteria, _, units = packed.partition(b"\n")
    return Roster(CriteriaSet.model_validate_json(criteria), UnitList.model_validate_json(units).units)


def _told(folder: Path) -> bytes | None:
    """The hash of all that decides what is read; None where a file cannot be read, as ``read`` will say."""
    decides = hashlib.sha256(program().encode())
    try:
        for name in (SET_FILE, UNITS_FILE, UNITS_WORKBOOK):
            content = content_of(folder, name) if (folder / name).exists() else b""
            decides.update(f"{name} {len(content)} ".encode() + content)
    except SetError:
        return None
    return decides.digest()


def _seal(key: bytes, told: bytes, packed: bytes) -> bytes:
    return hmac.digest(key, b"set" + told + packed, "sha256")
