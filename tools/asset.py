"""A set of files that a program makes: write them anew, or say which of them are stale."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[1]

Files = Mapping[str, bytes]
"""Path from the root of the repository -> content."""


@dataclass(frozen=True)
class Asset:
    """Files made together.

    ``owns``: patterns from the root of the repository; a file that fits one and is no longer made is removed.
    ``varies``: those whose bytes depend on the programs at hand; only that they are there is compared.
    """

    name: str
    owns: tuple[str, ...]
    make: Callable[[], Files]
    varies: tuple[str, ...] = ()

    def renew(self, root: Path = ROOT) -> None:
        """Write all files below ``root`` and remove those that are no longer made."""
        made = self.make()
        for left in _found(root, self.owns) - made.keys():
            (root / left).unlink()
        for name, content in made.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or not same(path.read_bytes(), content):
                path.write_bytes(content)

    def stale(self, root: Path = ROOT) -> list[str]:
        """The files that are missing, differ from what is made, or are no longer made."""
        made, there = self.make(), _found(root, self.owns)
        steady = (made.keys() & there) - _found(root, self.varies)
        differing = {name for name in steady if not same((root / name).read_bytes(), made[name])}
        return sorted(differing | (made.keys() ^ there))


def _found(root: Path, patterns: tuple[str, ...]) -> set[str]:
    return {path.relative_to(root).as_posix() for pattern in patterns for path in root.glob(pattern)}


def same(one: bytes, other: bytes) -> bool:
    """Whether two files say the same: archives by their parts, as the packing varies with zlib.

    docProps/core.xml is left out: openpyxl writes the hour of saving into it.
    """
    if one == other or not one.startswith(b"PK") or not other.startswith(b"PK"):
        return one == other
    return _parts(one) == _parts(other)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
