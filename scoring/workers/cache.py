"""What was read is kept, so that a file that did not change is not read again. Never needed, never believed.

A receipt depends on nothing but the file's bytes, the criteria set, the units, what its own unit is exempt
from, the period and this program: it is kept under the hash of all of them, and the bytes themselves are
hashed at every run (size and time of a file are no proof that it did not change). Each entry is sealed with a
key that lies in the user's own folder, not beside the cache: what somebody else wrote, is damaged, cut off
or of another version is no entry, and the file is read. Both folder and key may be deleted at any time.
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
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

import pydantic

import scoring
from scoring.criteria.units import Exemption, Roster, UnitList
from scoring.text import ascii_slug
from scoring.workspace import draft_of, write_draft, write_whole

_HEAD = struct.Struct("<32s32s32sI")
"""Of an entry: key of the file, hash of its unit with its exemptions, seal, length of the receipt."""
_NO_ENTRY = (b"", b"", b"", 1 << 32)
_MOST_BYTES = 1 << 30
_LONGEST = 16 << 20
_KEY_BYTES = 32


@dataclass(slots=True)
class _Places:
    """Where the entries of a file begin, by their keys; the receipts stay on the disk.

    ``sound``: up to where the file was looked through. A process that asks again, as the page's readers do,
    looks only through what was added: the rest has thousands of entries, and a submission is one.
    """

    file: tuple[int, int] = (0, 0)
    sound: int = 0
    begins: dict[bytes, int] = field(default_factory=dict)

    def look(self, stream: BinaryIO) -> bool:
        """Look through what was added; False where something after the last whole entry is none."""
        about = os.fstat(stream.fileno())
        at, size = self.sound, about.st_size if about.st_size <= _MOST_BYTES else 0
        if (about.st_dev, about.st_ino) != self.file or size < at:
            self.file, self.begins, at = (about.st_dev, about.st_ino), {}, 0
        while at + _HEAD.size <= size:
            stream.seek(at)
            head = stream.read(_HEAD.size)
            key, _, _, length = _HEAD.unpack(head) if len(head) == _HEAD.size else _NO_ENTRY
            end = at + _HEAD.size + length
            if length > _LONGEST or end > size:
                break
            self.begins[key], at = at, end
        self.sound = at
        return at == about.st_size


@lru_cache(maxsize=8)
def _places(_file: Path) -> _Places:
    return _Places()


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
        self._key = user_key() if folder else None
        self._old: list[Path] = []
        self._path: Path | None = None
        self._places = _Places()
        if folder and self._key:
            self._desk = _desk(roster, set_hash, period)
            self._units = roster.once(_freed_units)
            self._holding = roster.once(_freedoms)
            name = f"{ascii_slug(period)}-{self._desk.hex()[:24]}"
            self._path = folder / name
            self._places = _places(self._path.absolute())
            with suppress(OSError):
                others = folder.glob(f"{ascii_slug(period)}-" + "[0-9a-f]" * 24)
                self._old = [path for path in others if path.name != name]

    def __bool__(self) -> bool:
        return self._path is not None and self._path.is_file()

    def recall(self, wanted: Collection[str]) -> dict[str, bytes]:
        """The packed receipts of the files with these hashes, of those of which there is one that holds."""
        found: dict[str, bytes] = {}
        if self._path and wanted:
            with suppress(OSError), self._path.open("rb") as stream:
                self._places.look(stream)
                found = {sha256: told for sha256 in wanted if (told := self._recalled(stream, sha256))}
        return found

    def _recalled(self, stream: BinaryIO, sha256: str) -> bytes | None:
        begin = self._places.begins.get(key := self._key_of(sha256))
        if begin is None:
            return None
        stream.seek(begin)
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return None
        _, freed, seal, length = _HEAD.unpack(head)
        packed = stream.read(min(length, _LONGEST))
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
            if self._is_whole():
                with self._path.open("ab") as stream:
                    stream.write(added)
            else:
                write_whole(self._path, [self._sound(), added])
            for old in self._old:
                old.unlink(missing_ok=True)

    def _is_whole(self) -> bool:
        """True where one entry after the other lies in the file, so that another may follow."""
        assert self._path
        with suppress(FileNotFoundError), self._path.open("rb") as stream:
            return self._places.look(stream) and bool(self._places.begins)
        return False

    def _sound(self) -> bytes:
        """The whole entries of the file, up to where it is damaged."""
        assert self._path
        with suppress(FileNotFoundError), self._path.open("rb") as stream:
            return stream.read(self._places.sound)
        return b""

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


def _freedoms(roster: Roster) -> frozenset[bytes]:
    return frozenset({_NOBODY, *roster.once(_freed_units).values()})


def _freed(unit: str, exempt: Iterable[Exemption]) -> bytes:
    return hashlib.sha256("\0".join([unit, *(each.model_dump_json() for each in exempt)]).encode()).digest()


_NOBODY = _freed("", ())
"""Of a file of which nobody knows the unit."""


@cache
def program() -> str:
    """What reads: this program's own source, Python, its XML parser, and the library that compares words."""
    source = hashlib.sha256()
    root = str(Path(scoring.__file__).parent)
    # Five hundred files: pathlib would take twice as long.
    found = (f"{folder}{os.sep}{name}" for folder, _, names in os.walk(root) for name in names)
    for path in sorted(path for path in found if path.endswith(".py")):
        source.update(path.removeprefix(root).replace(os.sep, "/").encode() + b"\0" + _content(path) + b"\0")
    compares = find_spec("rapidfuzz")  # not loaded for it: its first module says which version it is
    source.update(_content(compares.origin) if compares and compares.origin else b"")
    libraries = f"{pydantic.VERSION} {expat.EXPAT_VERSION} {zlib.ZLIB_RUNTIME_VERSION}"
    source.update(f"{scoring.__version__} {sys.version} {libraries}".encode())
    return source.hexdigest()


def _content(path: str) -> bytes:
    with open(path, "rb", buffering=0) as module:  # noqa: PTH123
        return module.read()


def user_key() -> bytes | None:
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
