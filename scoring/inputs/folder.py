"""Every file of a folder, each with one receipt: read, rejected or skipped. The counts add up."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scoring.criteria.units import Roster, Unit
from scoring.engine.classify import classify
from scoring.engine.scorecard import score
from scoring.findings import Finding, finding, weigh
from scoring.inputs.checks.base import Claim, FormContext
from scoring.inputs.checks.whole import form_findings, refusals, remarks
from scoring.inputs.cluster import each_on
from scoring.inputs.counting import settle
from scoring.inputs.grid import Workbook
from scoring.inputs.identity import identify, whose
from scoring.inputs.layout import is_scored
from scoring.inputs.model import Outcome, Receipt
from scoring.inputs.opening import Opened, open_workbook, sha256_of
from scoring.inputs.reader import read_form
from scoring.inputs.supervised import Loss, each
from scoring.inputs.wording import wording

_SHEET_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", "readme.md"})


@dataclass(frozen=True, slots=True)
class Desk:
    """What forms are received against. Small and picklable: it travels to worker processes."""

    roster: Roster
    set_hash: str
    period: str


def receive(
    source: Path | Iterable[Path],
    roster: Roster,
    set_hash: str,
    period: str,
    on_progress: Callable[[int, int], None] | None = None,
    *,
    scheduler: str = "",
) -> tuple[Receipt, ...]:
    """A receipt for every entry of the folders and files given, subfolders included, in name order.

    Of several forms of a unit the latest valid one counts. Nothing in a file raises; one that kills or
    hangs the process that reads it is rejected by name. ``scheduler``: the address of a Dask cluster that
    reads instead of this machine's own workers.
    """
    desk = Desk(roster, set_hash, period)
    entries = _named(_entries([source] if isinstance(source, Path) else source))

    def tell(done: int) -> None:
        if on_progress:
            on_progress(done, len(entries))

    spread = partial(each_on, scheduler) if scheduler else each
    receipts = spread(partial(_receive, desk), entries, partial(_lost, desk), tell)
    return settle(receipts, roster.criteria.severities)


def files(folder: Path) -> dict[str, Path]:
    """Every entry of a folder by the name that results give it."""
    return dict(_named(_entries([folder])))


def _named(entries: Iterable[tuple[Path, Path]]) -> list[tuple[str, Path]]:
    """Entries in the order of the names that results give them: the path below the folder asked for.

    Where two folders hold the same name, the whole path; what still looks the same is numbered.
    """
    found = list(entries)
    times = Counter(name for name, _ in found)
    named = sorted((_printable(name if times[name] == 1 else path), path) for name, path in found)
    seen: Counter[str] = Counter()
    told = []
    for name, path in named:
        seen[name] += 1
        told.append((name if seen[name] == 1 else f"{name} [{seen[name]}]", path))
    return told


def _entries(sources: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Each entry once, with its path below the folder asked for."""
    seen: set[Path] = set()
    for source in sources:
        if source.is_dir():
            found = [(path.relative_to(source), path) for path in _below(source)]
        else:
            found = [(Path(source.name), source)]
        for name, path in found:
            if path.absolute() not in seen:
                seen.add(path.absolute())
                yield name, path


def _below(folder: Path) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder  # it gets a receipt that says so
        return
    for path in inside:
        if path.is_dir() and not _why_skipped(path):
            yield from _below(path)
        else:
            yield path


def readable_files(folder: Path) -> list[Path]:
    """The files below a folder that :func:`receive` would open, in name order; none where it is missing."""
    return [path for path in _below(folder) if path.is_file() and not _why_skipped(path)]


def _printable(name: Path) -> str:
    """A name as it may be shown: composed letters, folders with / on every system.

    What is not UTF-8, would steer a terminal or turns the writing direction becomes U+FFFD.
    """
    text = name.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _STEERING.sub("\ufffd", unicodedata.normalize("NFC", text))


def _receive(desk: Desk, entry: tuple[str, Path]) -> Receipt:
    name, path = entry
    return receive_one(path, desk, name)


def _lost(desk: Desk, entry: tuple[str, Path], loss: Loss) -> Receipt:
    """The receipt of a file whose reading came to no end (T09)."""
    name, path = entry
    told = weigh([finding("T09", found=loss).at(file=name)], desk.roster.criteria.severities)
    return Receipt(name, sha256_of(path), Outcome.REJECTED, findings=tuple(told))


def receive_one(path: Path, desk: Desk, name: str = "") -> Receipt:
    """The receipt of one file, whatever it is; ``name`` is how the results call it.

    Depends on nothing but its arguments: it runs in a worker process. Raises MemoryError.
    """
    name = name or _printable(Path(path.name))
    if reason := _why_skipped(path):
        return Receipt(name, "", Outcome.SKIPPED, findings=(finding("T06", found=reason).at(file=name),))
    opened = open_workbook(path)
    book = opened.workbook
    receipt = _rejected(opened) if book is None else read_book(opened, book, desk)
    findings = weigh(receipt.findings, desk.roster.criteria.severities)
    told = tuple(found.at(file=name, unit=receipt.unit) for found in findings)
    return replace(receipt, file=name, findings=told)


def _why_skipped(path: Path) -> str:
    name = path.name
    if name.startswith("~$"):
        return "tệp tạm của Excel"
    if name.startswith("."):
        return "tệp ẩn"
    if name.casefold() in _LEFTOVERS:
        return "tệp của hệ thống"
    if path.is_symlink():
        return "liên kết, không phải tệp"
    if path.is_dir():
        return "thư mục" if path.suffix.lower() in _SHEET_SUFFIXES else ""
    return "không phải tệp thường" if path.exists() and not path.is_file() else ""


def _rejected(opened: Opened, findings: Iterable[Finding] = (), unit: Unit | None = None) -> Receipt:
    told = (*opened.findings, *findings)
    return Receipt("", opened.sha256, Outcome.REJECTED, unit=unit.code if unit else "", findings=told)


def read_book(opened: Opened, book: Workbook, desk: Desk) -> Receipt:
    """The receipt of a workbook that could be opened; whose file it is, the caller says."""
    identity = identify(book)
    if identity is None:
        return _rejected(opened, [finding("B01")])
    unit = whose(identity, desk.roster)
    claim = Claim(desk.roster, identity, unit, desk.set_hash, desk.period)
    refused = refusals(claim)
    if refused or unit is None:
        # Nobody knows which of the two units a form with two names comes from.
        disputed = any(found.code == "D02" for found in refused)
        return _rejected(opened, refused, None if disputed else unit)
    form = read_form(book, desk.roster, unit, identity.stamp, desk.period)
    if isinstance(form, tuple):
        return _rejected(opened, form, unit)
    card = score(desk.roster, unit, form.entries) if is_scored(desk.period) else None
    standing = classify(desk.roster, unit, card, form.declared) if card else None
    context = FormContext(
        desk.roster, unit, form, desk.set_hash, desk.period, card, standing, desk.roster.conditions(unit)
    )
    words = wording(book, identity, form)
    return Receipt(
        file="",
        sha256=opened.sha256,
        outcome=Outcome.READ,
        unit=unit.code,
        form=form,
        card=card,
        standing=standing,
        findings=(*opened.findings, *remarks(claim), *form.findings, *form_findings(context), *words),
    )
