"""The wheelhouse: what danvan needs on Windows, pinned, for every supported Python.

pip judges environment markers by the Python that it runs under, so what only Windows needs would be missed by
a download on Linux. Therefore the list of pins is whole by itself (``needed`` says what has to be in it) and
pip resolves nothing when it downloads.
"""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from tools.asset import ROOT

PINS = Path(__file__).with_name("constraints.txt")
PLATFORM = "win_amd64"
_CLASSIFIER = re.compile(r"Programming Language :: Python :: (3\.\d+)")
_PIP = [str(Path(sys.base_prefix) / "bin" / "python3"), "-m", "pip", "--disable-pip-version-check"]


def _supported() -> tuple[str, ...]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = (_CLASSIFIER.fullmatch(line) for line in project["classifiers"])
    return tuple(match[1] for match in found if match)


PYTHONS = _supported()
"""The Pythons that danvan says it runs on."""


def pins() -> Mapping[str, str]:
    """Name -> version of everything that is installed beside danvan."""
    lines = PINS.read_text(encoding="ascii").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def needed(wheelhouse: Path, python: str) -> frozenset[str]:
    """What danvan, itself included, needs on Windows under this Python, as the wheels say."""
    there = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "os_name": "nt",
        "extra": "",
    }
    asked = _asked(wheelhouse)
    seen: set[str] = set()
    left = ["danvan"]
    while left:
        name = canonicalize_name(left.pop())
        if name not in seen:
            seen.add(name)
            each_asked = asked.get(name, ())
            left += [each.name for each in each_asked if each.marker is None or each.marker.evaluate(there)]
    return frozenset(seen)


def wheels_of(wheelhouse: Path) -> Mapping[str, Path]:
    """Name -> one of its wheels."""
    return {parse_wheel_filename(path.name)[0]: path for path in sorted(wheelhouse.glob("*.whl"))}


def _asked(wheelhouse: Path) -> Mapping[str, tuple[Requirement, ...]]:
    found = {}
    for name, path in wheels_of(wheelhouse).items():
        with zipfile.ZipFile(path) as wheel:
            inside = next(each for each in zipfile.Path(wheel).iterdir() if each.name.endswith(".dist-info"))
            lines = metadata.PathDistribution(inside).requires or []
        found[name] = tuple(map(Requirement, lines))
    return found


def fetched(into: Path, pythons: Iterable[str]) -> None:
    """Download the pinned wheels for Windows. Raises CalledProcessError where one does not exist."""
    for version in pythons:
        _pip("download", "--no-deps", *_for(version), "-r", PINS, "-d", into)


def own_wheel(into: Path) -> None:
    """Build danvan's own wheel."""
    _pip("wheel", "--no-deps", "-w", into, ROOT)


def unresolved(wheelhouse: Path, python: str) -> str:
    """Empty where pip can install danvan from the wheelhouse alone; else what is missing."""
    if missing := needed(wheelhouse, python) - wheels_of(wheelhouse).keys():
        return ", ".join(sorted(missing))
    dry = ("--dry-run", "--ignore-installed", "--target", wheelhouse / "none")
    offline = ("--no-index", "--find-links", wheelhouse, "-c", PINS)
    words = [*_PIP, "install", "-q", *dry, *offline, *_for(python), *needed(wheelhouse, python)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def _for(python: str) -> tuple[str, ...]:
    return ("--only-binary=:all:", "--platform", PLATFORM, "--python-version", python)


def _pip(*words: str | Path) -> None:
    subprocess.run([*_PIP, words[0], "-q", *words[1:]], check=True)
