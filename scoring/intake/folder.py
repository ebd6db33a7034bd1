"""Every file of a folder, each with one receipt: read, rejected or skipped. The counts add up."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
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
from scoring.intake.file_names import FileNames
from scoring.intake.identity import identify, whose
from scoring.intake.locate import all_words
from scoring.intake.model import Outcome, Receipt
from scoring.intake.names import Entry, named
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
    reader = FileReader(desk, on_progress or _quiet, scheduler=scheduler, processes=processes, cache=cache)
    here = named(entries([source] if isinstance(source, Path) else source))
    receipts = received(here, reader.read)
    reader.keep()
    return receipts


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


Item = tuple[str, Path | Inside]
"""The name that results give a file, and where it lies."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A receipt as bytes, and whose it is. ``lasts``: of bytes that are read the same way again.

    It is empty where that is not known: a lost reading is an accident.
    """

    receipt: bytes
    unit: str = ""
    lasts: str = ""

    def called(self, name: str, names: FileNames, *, light: bool = False) -> Receipt:
        """The receipt under the name that results give the file; ``light``: see :func:`unpack`."""
        return names.asked(_called(unpack(self.receipt, light=light), name))


Told = Packed | tuple[Member, ...]
"""What became of an item: its receipt, or what it holds where it is an archive."""
Named = Receipt | tuple[Member, ...]


def received(here: Sequence[Entry], read: Callable[[Sequence[Item]], Sequence[Named]]) -> tuple[Receipt, ...]:
    """A receipt for every entry of folders and files, and of archives for every member, by ``read``."""
    names = frozenset(name for name, _ in here)
    found: list[Receipt | Item] = []
    for (name, path), told in zip(here, read(here), strict=True):
        if isinstance(told, Receipt):
            found.append(told)
        else:
            found += ((own, Inside(path, each)) for own, each in called(name, told, names))
    inside = [each for each in found if not isinstance(each, Receipt)]
    members = iter(read(inside) if inside else ())
    receipts = (each if isinstance(each, Receipt) else next(members) for each in found)
    return tuple(each for each in receipts if isinstance(each, Receipt))


class FileReader:
    """Reads what the cache does not know, in worker processes. See :func:`receive`."""

    def __init__(
        self,
        desk: Desk,
        on_progress: Callable[[int, int], None] = _quiet,
        *,
        scheduler: str = "",
        processes: int = 0,
        cache: Path | None = None,
    ) -> None:
        self._desk, self._on_progress = desk, on_progress
        self._kept = Kept(cache, desk.roster, desk.set_hash, desk.period, desk.accepted)
        self._scheduler, self._processes = scheduler, processes
        self._lasting: list[Packed] = []
        self._items = 0

    def read(self, items: Sequence[Item]) -> list[Named]:
        """The receipt of each item, or what it holds where it is an archive."""
        names = self._desk.roster.once(FileNames)
        done: dict[Item, Named] = {}

        def open_it(item: Item, told: Told) -> None:
            done[item] = told.called(item[0], names) if isinstance(told, Packed) else told

        for item, told in zip(items, self.packed(items, open_it), strict=True):
            if item not in done:
                open_it(item, told)
        return [done[item] for item in items]

    def packed(self, items: Sequence[Item], came: Callable[[Item, Told], object] | None = None) -> list[Told]:
        """The same with receipts as bytes.

        ``came`` gets what workers read while they read on, and with each a share of what is kept.
        """
        known: dict[Item, Told] = dict(self._recalled(items))
        news = [item for item in items if item not in known]
        before = self._items + len(known)
        self._items += len(items)

        def tell(done: int) -> None:
            self._on_progress(before + done, self._items)

        kept = iter(tuple(known.items()))
        share = len(known) // max(1, len(news))

        def arrived(item: Item, told: Told) -> None:
            if came:
                for each in ((item, told), *islice(kept, share)):
                    came(*each)

        read = self._spread(arrived)(partial(_receive, self._desk), news, partial(_lost, self._desk), tell)
        known |= zip(news, read, strict=True)
        self._lasting += (each for each in read if isinstance(each, Packed) and each.lasts)
        return [known[item] for item in items]

    def _spread(self, came: Callable[[Item, Told], object]) -> Callable[..., list[Told]]:
        """What has many items read: on a cluster, or by this machine's workers."""
        if self._scheduler:
            return partial(each_on, self._scheduler)
        return partial(each, processes=self._processes, came=came)

    def keep(self) -> None:
        """Let the cache keep what was read."""
        self._kept.keep({each.lasts: (each.receipt, each.unit) for each in self._lasting})

    def _recalled(self, items: Sequence[Item]) -> Iterator[tuple[Item, Told]]:
        """The files of which the very bytes were read before."""
        if not self._kept:
            return
        hashes = {item: sha256 for item in items if (sha256 := _hash_of(item[1]))}
        packed = self._kept.recall(set(hashes.values()))
        for item, sha256 in hashes.items():
            if sha256 in packed:
                yield item, Packed(packed[sha256], lasts=sha256)


def _hash_of(where: Path | Inside) -> str:
    """The hash of what would be read, empty where nothing would."""
    if isinstance(where, Inside):
        return "" if where.member.refusal else where.member.sha256
    return "" if why_skipped(where) else sha256_of(where)


def _packed(where: Path | Inside, receipt: Receipt) -> Packed:
    """What is said of a member is not said of a file with the same bytes where the archive is the reason."""
    refused = isinstance(where, Inside) and where.member.refusal is not None
    lost = any(found.code in {"T09", "T12"} for found in receipt.findings)
    return Packed(pack(receipt), receipt.unit, "" if refused or lost else receipt.sha256)


def _called(receipt: Receipt, name: str) -> Receipt:
    """The receipt of the same bytes under another name."""
    told = tuple(found.at(file=name) for found in receipt.findings)
    return replace(receipt, file=name, findings=told)


def _receive(desk: Desk, item: Item) -> Told:
    """A receipt; of an archive that can be read the list of its members, for another round."""
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
    return _packed(where, receipt_of(opened, desk, name))


def _lost(desk: Desk, item: Item, loss: Loss) -> Packed:
    """The receipt of a file whose reading came to no end (T09)."""
    name, where = item
    sha256 = where.member.sha256 if isinstance(where, Inside) else sha256_of(where)
    return _packed(where, receipt_of(Opened(sha256, None, (finding("T09", found=loss),)), desk, name))


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
