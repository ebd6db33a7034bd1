"""Every file of a folder, each with one receipt: read, rejected or skipped. The counts add up."""

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from scoring.criteria.units import Roster, Unit
from scoring.engine.classify import classify
from scoring.engine.scorecard import score
from scoring.findings import Finding, finding, weigh
from scoring.intake.archive import MARK, Inside, Member, called, members_of, open_inside
from scoring.intake.checks.base import Claim, FormContext
from scoring.intake.checks.unfilled import is_filled
from scoring.intake.checks.whole import form_findings, refusals, remarks
from scoring.intake.entries import entries, why_not_entered, why_skipped
from scoring.intake.file_names import misnamed
from scoring.intake.identity import identify, whose
from scoring.intake.locate import all_words
from scoring.intake.model import Outcome, Receipt
from scoring.intake.names import named
from scoring.intake.packing import pack, unpack
from scoring.intake.reader import read_form
from scoring.intake.wording import wording
from scoring.opening.files import sha256_of
from scoring.opening.opened import Opened, open_workbook
from scoring.opening.words import refusal, unreadable
from scoring.workers.cache import Kept
from scoring.workers.cluster import each_on
from scoring.workers.supervised import Loss, each
from scoring.xlsx.grid import Workbook
from scoring.xlsx.refused import Refused


@dataclass(frozen=True, slots=True)
class Desk:
    """What forms are received against. Small and picklable: it travels to worker processes.

    ``accepted``: the sha256 of files that were in order when their period was consolidated, and stay so.
    """

    roster: Roster
    set_hash: str
    period: str
    accepted: frozenset[str] = frozenset()


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
    accepted: frozenset[str] = frozenset(),
) -> tuple[Receipt, ...]:
    """A receipt for every entry of the folders and files given, subfolders included, in name order.

    Which form of a unit counts is not decided here. Nothing in a file raises; one that kills or hangs the
    process that reads it is rejected by name. ``scheduler``: the address of a Dask cluster that
    reads instead of this machine's own workers. ``processes``: how many workers, as many as there are
    processors where it is 0. ``cache``: a folder that keeps what was read; see :mod:`scoring.workers.cache`.
    ``accepted``: see :class:`Desk`.
    """
    desk = Desk(roster, set_hash, period, accepted)
    kept = Kept(cache, roster, set_hash, period, accepted)
    spread = partial(each_on, scheduler) if scheduler else partial(each, processes=processes)
    reading = _Reading(desk, kept, spread, on_progress or _quiet)
    here = named(entries([source] if isinstance(source, Path) else source))
    names = frozenset(name for name, _ in here)
    found: dict[_Item, Receipt | None] = {}
    for item, told in zip(here, reading.read(here), strict=True):
        if isinstance(told, Receipt):
            found[item] = told
        else:
            name, path = item
            found |= {(own, Inside(path, each)): None for own, each in called(name, told, names)}
    inside = [item for item, receipt in found.items() if receipt is None]
    found |= zip(inside, reading.receipts(inside), strict=True)
    kept.keep(reading.lasting)
    return tuple(misnamed([receipt for receipt in found.values() if receipt], roster))


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


_Item = tuple[str, Path | Inside]
"""The name that results give a file, and where it lies."""


@dataclass
class _Reading:
    """Reads what the cache does not know, in worker processes; ``lasting`` is what it may keep, by hash."""

    desk: Desk
    kept: Kept
    spread: Callable[..., list[bytes | tuple[Member, ...]]]
    on_progress: Callable[[int, int], None]
    lasting: dict[str, bytes] = field(default_factory=dict)
    _items: int = 0

    def receipts(self, items: Sequence[_Item]) -> list[Receipt]:
        """The receipts of items that are no archives to be opened."""
        return [told for told in (self.read(items) if items else ()) if isinstance(told, Receipt)]

    def read(self, items: Sequence[_Item]) -> list[Receipt | tuple[Member, ...]]:
        """The receipt of each item, or what it holds where it is an archive."""
        known: dict[_Item, Receipt | tuple[Member, ...]] = dict(self._recalled(items)) if self.kept else {}
        news = [item for item in items if item not in known]
        before = self._items + len(known)
        self._items += len(items)

        def tell(done: int) -> None:
            self.on_progress(before + done, self._items)

        came = self.spread(partial(_receive, self.desk), news, partial(_lost, self.desk), tell)
        for item, told in zip(news, came, strict=True):
            if not isinstance(told, bytes):
                known[item] = told
                continue
            known[item] = receipt = unpack(told)
            if _lasts(item, receipt):
                self.lasting[receipt.sha256] = told
        return [known[item] for item in items]

    def _recalled(self, items: Iterable[_Item]) -> Iterator[tuple[_Item, Receipt]]:
        """The files of which the very bytes were read before."""
        for name, where in items:
            sha256 = _hash_of(where)
            packed = self.kept.recall(sha256) if sha256 else None
            if packed is not None:
                with suppress(zlib.error, pickle.UnpicklingError, TypeError, ValueError, EOFError):
                    yield (name, where), _called(unpack(packed), name)


def _hash_of(where: Path | Inside) -> str:
    """The hash of what would be read, empty where nothing would."""
    if isinstance(where, Inside):
        return "" if where.member.refusal else where.member.sha256
    return "" if why_skipped(where) else sha256_of(where)


def _lasts(item: _Item, receipt: Receipt) -> bool:
    """True where the same bytes would be read in the same way again; a lost reading is an accident.

    What is said of a member is not said of a file with the same bytes where the archive is the reason.
    """
    where = item[1]
    if isinstance(where, Inside) and where.member.refusal:
        return False
    return bool(receipt.sha256) and all(found.code not in {"T09", "T12"} for found in receipt.findings)


def _called(receipt: Receipt, name: str) -> Receipt:
    """The receipt of the same bytes under another name."""
    told = tuple(found.at(file=name) for found in receipt.findings)
    return replace(receipt, file=name, findings=told)


def _receive(desk: Desk, item: _Item) -> bytes | tuple[Member, ...]:
    """A packed receipt; of an archive that can be read the list of its members, for another round."""
    name, where = item
    opened = opened_at(where)
    if isinstance(where, Path) and opened.is_archive:
        try:
            if members := members_of(where):
                return members
            opened = replace(opened, findings=(finding("T12", found="không có tệp nào bên trong"),))
        except Refused as refused:
            opened = replace(opened, findings=(refusal(refused),))
        except OSError as error:
            opened = replace(opened, findings=(unreadable(error),))
    return pack(receipt_of(opened, desk, name))


def _lost(desk: Desk, item: _Item, loss: Loss) -> bytes:
    """The receipt of a file whose reading came to no end (T09)."""
    name, where = item
    sha256 = where.member.sha256 if isinstance(where, Inside) else sha256_of(where)
    return pack(receipt_of(Opened(sha256, None, (finding("T09", found=loss),)), desk, name))


def opened_at(where: Path | Inside) -> Opened:
    """A file on disk or in an archive, opened. Nothing in it raises but MemoryError."""
    if isinstance(where, Inside):
        return open_inside(where)
    if reason := why_skipped(where):
        return Opened("", None, (finding("T06", found=reason),))
    reason = why_not_entered(where)
    return Opened("", None, (finding("T08", found=reason),)) if reason else open_workbook(where)


def where_is(receipt: Receipt, files: Mapping[str, Path]) -> Path | Inside | None:
    """Where the very bytes of a receipt lie, by the files of its folder; None where they are gone."""
    if path := files.get(receipt.file):
        return path if sha256_of(path) == receipt.sha256 else None
    archives = (path for name, path in files.items() if receipt.file.startswith(name + MARK))
    with suppress(OSError, Refused):
        inside = (Inside(path, member) for path in archives for member in members_of(path))
        return next((each for each in inside if each.member.sha256 == receipt.sha256), None)
    return None


def receipt_of(opened: Opened, desk: Desk, name: str) -> Receipt:
    """The receipt of an opened file, whatever it is; ``name`` is how the results call it."""
    book = opened.workbook
    receipt = _rejected(opened) if book is None else read_book(opened, book, desk)
    if any(found.code == "T06" for found in opened.findings):
        return replace(receipt, file=name, outcome=Outcome.SKIPPED, findings=_at(receipt.findings, name, ""))
    findings = weigh(receipt.findings, desk.roster.criteria.severities)
    return replace(receipt, file=name, findings=_at(findings, name, receipt.unit))


def _at(findings: Iterable[Finding], name: str, unit: str) -> tuple[Finding, ...]:
    return tuple(found.at(file=name, unit=unit) for found in findings)


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
    accepted = opened.sha256 in desk.accepted
    claim = Claim(desk.roster, identity, unit, desk.set_hash, desk.period, accepted)
    refused = refusals(claim)
    if refused or unit is None:
        # Nobody knows which of the two units a form with two names comes from.
        disputed = any(found.code == "D02" for found in refused)
        return _rejected(opened, refused, None if disputed else unit)
    form = read_form(words, desk.roster, unit, identity.stamp, desk.period)
    if isinstance(form, tuple):
        return _rejected(opened, form, unit)
    scored = is_filled(form) and desk.roster.criteria.is_scored(desk.period)
    card = score(desk.roster, unit, form.entries) if scored else None
    standing = classify(desk.roster, unit, card, form.declared) if card else None
    context = FormContext(desk.roster, unit, form, desk.period, card, standing, desk.roster.declared(unit))
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
