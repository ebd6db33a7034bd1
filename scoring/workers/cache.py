"""What was read is kept, so that a file that did not change is not read again. Never needed, never believed.

A receipt depends on nothing but the file's bytes, whether these were accepted before, the criteria set, the
units, what its own unit is exempt from, the period and this program: it is kept under the hash of all of
them, and the bytes themselves are hashed at every run (size and time of a file are no proof that it did not
change). Each entry is sealed with a key that lies in the user's own folder, not beside the cache: what
somebody else wrote, is damaged, cut off or of another version is no entry, and the file is read. Both folder
and key may be deleted at any time.
"""

import hashlib
import hmac
import os
import secrets
import struct
import sys
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from xml.parsers import expat

import scoring
from scoring.criteria.units import Exemption, Roster, UnitList
from scoring.text import ascii_slug
from scoring.workspace import draft_of, write_draft, write_whole

_HEAD = struct.Struct("<32s32s32sI")
"""Of an entry: key of the file, hash of its unit with its exemptions, seal, length of the receipt."""
_MOST_BYTES = 1 << 30
_LONGEST = 16 << 20
_KEY_BYTES = 32


class Kept:
    """The receipts kept for one set, one list of units and one period. Without a folder there are none."""

    def __init__(
        self,
        folder: Path | None,
        roster: Roster,
        set_hash: str,
        period: str,
        accepted: Collection[str] = (),
    ) -> None:
        self._accepted = accepted
        self._key = _key() if folder else None
        self._entries: dict[bytes, bytes] = {}
        self._old: list[Path] = []
        self._path: Path | None = None
        self._sound = 0
        if folder and self._key:
            self._desk = _desk(roster, set_hash, period)
            self._units = roster.once(_freed_units)
            self._holding = {_NOBODY, *self._units.values()}
            name = f"{ascii_slug(period)}-{self._desk.hex()[:24]}"
            self._path = folder / name
            with suppress(OSError):
                others = folder.glob(f"{ascii_slug(period)}-" + "[0-9a-f]" * 24)
                self._old = [path for path in others if path.name != name]
                self._read(self._path)

    def _read(self, path: Path) -> None:
        if path.stat().st_size > _MOST_BYTES:
            return
        content = path.read_bytes()
        while self._sound + _HEAD.size <= len(content):
            key, _, _, length = _HEAD.unpack_from(content, self._sound)
            end = self._sound + _HEAD.size + length
            if length > _LONGEST or end > len(content):
                return
            self._entries[key] = content[self._sound : end]
            self._sound = end

    def __bool__(self) -> bool:
        return bool(self._entries)

    def recall(self, sha256: str) -> bytes | None:
        """The packed receipt of the bytes with this hash, None where there is none that holds."""
        entry = self._entries.get(key := self._key_of(sha256))
        if entry is None:
            return None
        _, freed, seal, _ = _HEAD.unpack_from(entry)
        packed = entry[_HEAD.size :]
        if freed not in self._holding:
            return None
        return packed if hmac.compare_digest(seal, self._seal(key, freed, packed)) else None

    def keep(self, read: Mapping[str, tuple[bytes, str]]) -> None:
        """Keep packed receipts, each with its unit, by the hash of their files.

        Where that cannot be done, nothing is kept.
        """
        if self._path is None or not read:
            return
        added = b"".join(self._sealed(read))
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self._entries and self._path.stat().st_size == self._sound:
                with self._path.open("ab") as stream:
                    stream.write(added)
            else:
                write_whole(self._path, b"".join(self._entries.values()) + added)
            for old in self._old:
                old.unlink(missing_ok=True)

    def _sealed(self, read: Mapping[str, tuple[bytes, str]]) -> Iterator[bytes]:
        for sha256, (packed, unit) in read.items():
            if len(packed) <= _LONGEST:
                freed = self._units.get(unit, _NOBODY)
                key = self._key_of(sha256)
                yield _HEAD.pack(key, freed, self._seal(key, freed, packed), len(packed)) + packed

    def _key_of(self, sha256: str) -> bytes:
        """Of an entry: once the register knows a file as accepted, the same bytes are read otherwise."""
        key = bytes.fromhex(sha256)
        return hashlib.sha256(b"accepted" + key).digest() if sha256 in self._accepted else key

    def _seal(self, key: bytes, freed: bytes, packed: bytes) -> bytes:
        assert self._key is not None
        return hmac.digest(self._key, self._desk + key + freed + packed, "sha256")


def _desk(roster: Roster, set_hash: str, period: str) -> bytes:
    """All that decides a receipt besides its file and what its own unit is exempt from."""
    decides = (program(), set_hash, period, roster.once(_told_of))
    return hashlib.sha256("\0".join(decides).encode()).digest()


def _told_of(roster: Roster) -> str:
    """The set and the units, but for what these are exempt from: two megabytes of a province."""
    units = UnitList(units=roster.units).model_dump_json(exclude={"units": {"__all__": {"exempt"}}})
    return hashlib.sha256("\0".join([roster.criteria.model_dump_json(), units]).encode()).hexdigest()


def _freed_units(roster: Roster) -> Mapping[str, bytes]:
    return {unit.code: _freed(unit.code, unit.exempt) for unit in roster.units}


def _freed(unit: str, exempt: Iterable[Exemption]) -> bytes:
    return hashlib.sha256("\0".join([unit, *(each.model_dump_json() for each in exempt)]).encode()).digest()


_NOBODY = _freed("", ())
"""Of a file of which nobody knows the unit."""


@cache
def program() -> str:
    """What reads: this program's own source, Python, its XML parser, and the library that compares words."""
    source = hashlib.sha256()
    root = Path(scoring.__file__).parent
    for path in sorted(root.rglob("*.py")):
        source.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    libraries = (
        f"{version('rapidfuzz')} {version('pydantic')} {expat.EXPAT_VERSION} {zlib.ZLIB_RUNTIME_VERSION}"
    )
    source.update(f"{scoring.__version__} {sys.version} {libraries}".encode())
    return source.hexdigest()


def _key() -> bytes | None:
    """The user's key, made when it is first needed; None where it can neither be read nor made."""
    with suppress(OSError, RuntimeError):
        home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        path = Path(home) / "danvan" / "cache.key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = draft_of(path)
            draft.touch(mode=0o600)
            write_draft(draft, secrets.token_bytes(_KEY_BYTES))
            draft.replace(path)
        key = path.read_bytes()
        return key if len(key) == _KEY_BYTES else None
    return None
