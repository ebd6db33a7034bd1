"""``python -m tools.windows [DIR]``: write the zip for Windows to ``dist/`` or to DIR."""

import sys
import tempfile
from pathlib import Path

from tools.asset import ROOT
from tools.windows.archive import archive, archive_name
from tools.windows.wheels import PYTHONS, fetched, own_wheel, unresolved


def main(into: Path) -> int:
    """Fetch the wheels, see that they are enough for every Python, write the zip; else 1."""
    with tempfile.TemporaryDirectory() as folder:
        wheelhouse = Path(folder)
        fetched(wheelhouse, PYTHONS)
        own_wheel(wheelhouse)
        missing = {version: said for version in PYTHONS if (said := unresolved(wheelhouse, version))}
        for version, said in missing.items():
            sys.stderr.write(f"Python {version} cannot install from the wheelhouse:\n{said}\n")
        if missing:
            return 1
        into.mkdir(parents=True, exist_ok=True)
        target = into / archive_name()
        target.write_bytes(archive(sorted(wheelhouse.glob("*.whl"))))
    sys.stdout.write(f"{target} ({target.stat().st_size // 2**20} MB)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "dist"))
