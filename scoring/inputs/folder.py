"""Every file of a folder, each with one receipt: read, rejected or skipped. The counts add up."""

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scoring.criteria.units import Roster, Unit
from scoring.engine.classify import classify
from scoring.engine.scorecard import score
from scoring.findings import Finding, finding, weigh
from scoring.inputs.cache import Kept
from scoring.inputs.checks.base import Claim, FormContext
from scoring.inputs.checks.whole import form_findings, refusals, remarks
from scoring.inputs.cluster import each_on
from scoring.inputs.counting import settle
from scoring.inputs.entries import entries, why_not_entered, why_skipped
from scoring.inputs.file_names import misnamed
from scoring.inputs.grid import Workbook
from scoring.inputs.identity import identify, whose
from scoring.inputs.layout import is_scored
from scoring.inputs.locate import all_words
from scoring.inputs.model import Outcome, Receipt
from scoring.inputs.names import Entry, named, printable
from scoring.inputs.opening import Opened, open_workbook, sha256_of
from scoring.inputs.packing import pack, unpack
from scoring.inputs.reader import read_form
from scoring.inputs.supervised import Loss, each
from scoring.inputs.wording import wording


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
    processes: int = 0,
    cache: Path | None = None,
) -> tuple[Receipt, ...]:
    """A receipt for every entry of the folders and files given, subfolders included, in name order.

    Of several forms of a unit the latest valid one counts. Nothing in a file raises; one that kills or
    hangs the process that reads it is rejected by name. ``scheduler``: the address of a Dask cluster that
    reads instead of this machine's own workers. ``processes``: how many workers, as many as there are
    processors where it is 0. ``cache``: a folder that keeps what was read; see :mod:`scoring.inputs.cache`.
    """
    desk = Desk(roster, set_hash, period)
    here = named(entries([source] if isinstance(source, Path) else source))
    kept = Kept(cache, roster, set_hash, period)
    known = dict(_recalled(kept, here)) if kept else {}
    news = [entry for entry in here if entry not in known]

    def tell(done: int) -> None:
        if on_progress:
            on_progress(len(known) + done, len(here))

    spread = partial(each_on, scheduler) if scheduler else partial(each, processes=processes)
    packed = spread(partial(_receive, desk), news, partial(_lost, desk), tell)
    read = {entry: unpack(each) for entry, each in zip(news, packed, strict=True)}
    kept.keep(
        {read[entry].sha256: each for entry, each in zip(news, packed, strict=True) if _lasts(read[entry])}
    )
    receipts = (known.get(entry) or read[entry] for entry in here)
    return settle(list(misnamed(receipts, roster)), roster.criteria.severities)


def _recalled(kept: Kept, here: Iterable[Entry]) -> Iterator[tuple[Entry, Receipt]]:
    """The files of which the very bytes were read before."""
    for name, path in here:
        sha256 = "" if why_skipped(path) else sha256_of(path)
        packed = kept.recall(sha256) if sha256 else None
        if packed is not None:
            with suppress(zlib.error, pickle.UnpicklingError, TypeError, ValueError, EOFError):
                yield (name, path), _called(unpack(packed), name)


def _lasts(receipt: Receipt) -> bool:
    """True where the same bytes would be read in the same way again; a lost reading is an accident."""
    return bool(receipt.sha256) and all(found.code != "T09" for found in receipt.findings)


def _called(receipt: Receipt, name: str) -> Receipt:
    """The receipt of the same bytes under another name."""
    told = tuple(found.at(file=name) for found in receipt.findings)
    return replace(receipt, file=name, findings=told)


def _receive(desk: Desk, entry: Entry) -> bytes:
    name, path = entry
    return pack(receive_one(path, desk, name))


def _lost(desk: Desk, entry: Entry, loss: Loss) -> bytes:
    """The receipt of a file whose reading came to no end (T09)."""
    name, path = entry
    told = weigh([finding("T09", found=loss).at(file=name)], desk.roster.criteria.severities)
    return pack(Receipt(name, sha256_of(path), Outcome.REJECTED, findings=tuple(told)))


def receive_one(path: Path, desk: Desk, name: str = "") -> Receipt:
    """The receipt of one file, whatever it is; ``name`` is how the results call it.

    Depends on nothing but its arguments: it runs in a worker process. Raises MemoryError.
    """
    name = name or printable(Path(path.name))
    if reason := why_skipped(path):
        return Receipt(name, "", Outcome.SKIPPED, findings=(finding("T06", found=reason).at(file=name),))
    reason = why_not_entered(path)
    opened = Opened("", None, (finding("T08", found=reason),)) if reason else open_workbook(path)
    book = opened.workbook
    receipt = _rejected(opened) if book is None else read_book(opened, book, desk)
    findings = weigh(receipt.findings, desk.roster.criteria.severities)
    told = tuple(found.at(file=name, unit=receipt.unit) for found in findings)
    return replace(receipt, file=name, findings=told)


def _rejected(opened: Opened, findings: Iterable[Finding] = (), unit: Unit | None = None) -> Receipt:
    told = (*opened.findings, *findings)
    return Receipt("", opened.sha256, Outcome.REJECTED, unit=unit.code if unit else "", findings=told)


def read_book(opened: Opened, book: Workbook, desk: Desk) -> Receipt:
    """The receipt of a workbook that could be opened; whose file it is, the caller says."""
    words = all_words(book)
    identity = identify(words)
    if identity is None:
        return _rejected(opened, [finding("B01")])
    unit = whose(identity, desk.roster)
    claim = Claim(desk.roster, identity, unit, desk.set_hash, desk.period)
    refused = refusals(claim)
    if refused or unit is None:
        # Nobody knows which of the two units a form with two names comes from.
        disputed = any(found.code == "D02" for found in refused)
        return _rejected(opened, refused, None if disputed else unit)
    form = read_form(words, desk.roster, unit, identity.stamp, desk.period)
    if isinstance(form, tuple):
        return _rejected(opened, form, unit)
    card = score(desk.roster, unit, form.entries) if is_scored(desk.period) else None
    standing = classify(desk.roster, unit, card, form.declared) if card else None
    context = FormContext(
        desk.roster, unit, form, desk.set_hash, desk.period, card, standing, desk.roster.conditions(unit)
    )
    odd_letters = wording(book, identity, form)
    return Receipt(
        file="",
        sha256=opened.sha256,
        outcome=Outcome.READ,
        unit=unit.code,
        form=form,
        card=card,
        standing=standing,
        findings=(*opened.findings, *remarks(claim), *form.findings, *form_findings(context), *odd_letters),
    )
