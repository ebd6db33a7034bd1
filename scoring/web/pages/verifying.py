"""Thẩm định: one unit a page, or one criterion over all units; the Excel book goes out and in here too."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for

from scoring.criteria.schema import Block
from scoring.engine.model import State
from scoring.errors import UserError
from scoring.intake.layout import verifiable
from scoring.periods import ANNUAL
from scoring.pipeline.attach import seems_whole
from scoring.pipeline.judge import PageTaken, judge
from scoring.pipeline.verify import take_books
from scoring.register import Verdict
from scoring.standing.attachments import Attachment, attachments
from scoring.standing.names import about
from scoring.verification.contents import BookLine, UnitPart, UnitTally, parts
from scoring.verification.judgement import Item
from scoring.verification.page import TypedRow
from scoring.verification.stamp import item_of, item_text
from scoring.verification.worth import is_condition, shown
from scoring.web.pages.common import on_disk, scope, site, tallies_of_visitor, uploads, visitor, who
from scoring.web.pages.downloads import files_of
from scoring.web.roles import OFFICE, VERIFIERS, Role, page

if TYPE_CHECKING:
    from scoring.standing.run import Consolidation

ALL = "tat-ca"
"""Agree with every self score that has no points yet."""
SHOWN = 60
"""Units of one criterion on a page."""
_LISTS = ("don_vi", "muc", "diem1", "ly_do1", "giai_trinh", "diem2", "ly_do2")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A line of the book with what stands in its fields: what is recorded, or typed and not yet saved."""

    part: UnitPart
    line: BookLine
    typed: TypedRow | None
    findings: tuple[Any, ...] = ()

    files: tuple[Attachment, ...] = ()
    lost: frozenset[int] = frozenset()
    """The lines of files that are gone or changed under the page."""
    standing: Verdict | None = None
    explained: bool = False
    """The unit asks for another round of the verdict that stands."""
    ready: bool = False
    """Typing goes on here."""

    @property
    def key(self) -> str:
        """The row's name among those of its page."""
        return f"{self.line.unit}|{self.line.criterion.code}"

    @property
    def item(self) -> str:
        """What the page shows of it, to be sent back with the entries."""
        return item_text(self.line.item) if self.line.item else ""

    def entry(self, name: str) -> str:
        """What stands in a field."""
        if self.typed:
            return str(getattr(self.typed, name))
        value = getattr(self.line.held, name)
        return value if isinstance(value, str) else shown(self.line.criterion, value)

    @property
    def can_agree(self) -> bool:
        """True where the button for all rows takes over its self score."""
        return self.line.needed and self.own is not None and not self.entry("points1").strip()

    @property
    def own(self) -> Decimal | None:
        """What the unit gives itself."""
        return self.line.item.own if self.line.item else None

    @property
    def is_condition(self) -> bool:
        """True where Có or Không is chosen, not points."""
        return is_condition(self.line.criterion)


def _lines_of(
    run: "Consolidation", units: Collection[str], only: str = ""
) -> list[tuple[UnitPart, BookLine]]:
    """The lines of units, which are among the tallies; ``only``: those of one criterion."""
    found = parts(run, units, only) if units else ()
    return [(part, line) for part in found for line in part.lines]


@page("/tham-dinh", VERIFIERS, "GET", "POST")
def verifying() -> Any:
    """What is left to verify, by unit and by criterion; a POST brings filled books."""
    taken = _books_taken() if request.method == "POST" else None
    run = site().run(ANNUAL)
    found = tallies_of_visitor()
    return render_template(
        "verifying.html",
        run=run,
        blocks=list(_by_block(run, found)),
        criteria_left=list(_by_criterion(run, found)),
        todo=sum(tally.todo for tally in found),
        of=sum(len(tally.needed) for tally in found),
        explained=sum(tally.explained for tally in found),
        waiting=[
            run.name(result.unit)
            for result in run.results.units
            if result.card is None and result.state is not State.OUTSIDE
        ],
        taken=taken,
        about=partial(about, run.roster),
        barred=list(_barred(run)),
        jobs=site().jobs.of("verify_export", period=ANNUAL)[:1],
        books=files_of(site().office(ANNUAL), "tham-dinh"),
        places=run.criteria.rounding.points,
    )


def _barred(run: "Consolidation") -> Iterator[str]:
    """The names of units that the visitor may never verify, itself above all."""
    mine = [each for each in run.criteria.verifiers if each.code == scope()]
    return (run.name(unit) for each in mine for unit in each.never)


def _books_taken() -> Any:
    if Role.OFFICE not in visitor().roles:
        raise UserError("Sổ thẩm định Excel do cán bộ tổng hợp nhập. Gửi sổ cho cán bộ tổng hợp.")
    with on_disk(uploads()) as names:
        read = site().ask(ANNUAL, "read_books", list(names.values()))
    return site().on_kept(take_books, read, who=who())


def _by_block(run: "Consolidation", found: Sequence[UnitTally]) -> Iterator[tuple[Block, list[UnitTally]]]:
    for block in run.blocks:
        if here := [tally for tally in found if tally.result.block == block.code]:
            yield block, here


def _by_criterion(run: "Consolidation", found: Sequence[UnitTally]) -> Iterator[tuple[Any, int, int]]:
    """Each criterion that somebody verifies: how many units still wait, of how many."""
    of = Counter(code for tally in found for code in tally.needed)
    waiting = Counter(code for tally in found for code in tally.waiting)
    for code, criterion in verifiable(run.criteria).items():
        if of[code]:
            yield criterion, waiting[code], of[code]


@page("/tham-dinh/so", OFFICE, "POST", screen="verifying")
def exporting() -> Any:
    """Write the Excel book of the team, or one a verifier."""
    options = {"who": who(), "by_verifier": bool(request.form.get("theo_nguoi"))}
    job = site().jobs.start(site().where(ANNUAL), "verify_export", "Xuất sổ thẩm định", who(), options)
    return redirect(url_for("job", number=job.id), 303)


@page("/tham-dinh/don-vi/<unit>", VERIFIERS, "GET", "POST")
def verifying_unit(unit: str) -> Any:
    """Everything that one unit says, and room for points."""
    found = tallies_of_visitor()
    codes = [tally.unit.code for tally in found]
    if unit not in codes:
        return _gone(site().run(ANNUAL), {unit})
    lines = _lines_of(site().run(ANNUAL), {unit})
    place = codes.index(unit)
    following = next((tally for tally in (*found[place + 1 :], *found[:place]) if tally.todo), None)
    return _screen(
        "verifying_unit.html",
        lines,
        url_for("verifying_unit", unit=unit),
        part=found[place],
        following=following,
    )


@page("/tham-dinh/tieu-chi/<criterion>", VERIFIERS, "GET", "POST")
def verifying_criterion(criterion: str) -> Any:
    """One criterion over all units, as specialists work."""
    run = site().run(ANNUAL)
    asked = verifiable(run.criteria).get(criterion)
    found = tallies_of_visitor()
    if lost := set(request.form.getlist("don_vi")) - {tally.unit.code for tally in found}:
        return _gone(run, lost)
    here = [tally.unit.code for tally in found if criterion in tally.codes]
    if asked is None:
        abort(404)
    if not here:
        return _gone(run, frozenset(), of=asked.code)
    number = request.args.get("trang", 1, type=int)
    shown = here[(number - 1) * SHOWN : number * SHOWN] if number > 0 else []
    if not shown:
        abort(404)
    return _screen(
        "verifying_criterion.html",
        _lines_of(run, shown, criterion),
        url_for("verifying_criterion", criterion=criterion, trang=number),
        criterion=asked,
        number=number,
        pages=-(-len(here) // SHOWN),
    )


def _gone(run: "Consolidation", codes: AbstractSet[str], of: str = "") -> Any:
    """Why units cannot be verified now, with what was typed; 404 for one that is not the visitor's.

    ``of``: the criterion that no unit is left for.
    """
    mine, units = scope(), [unit for unit in run.roster.evaluated if unit.code in codes]
    owners = {verifier.code for unit in units if (verifier := run.roster.verifier(unit))}
    if len(units) != len(codes) or (mine and owners != {mine}):
        abort(400 if request.method == "POST" else 404)
    columns = [request.form.getlist(name) for name in _LISTS]
    rows = [(item_of(unit, text), entries) for unit, text, *entries in zip(*columns, strict=False)]
    return render_template(
        "verifying_gone.html",
        of=of,
        gone=[(unit.name, run.state_words(run.results[unit.code])) for unit in units],
        typed=[(run.name(item.unit), item.criterion, said) for item, said in rows if item and any(said)],
    ), 409 if request.method == "POST" else 200


def _screen(template: str, lines: Sequence[tuple[UnitPart, BookLine]], address: str, **more: Any) -> Any:
    """Save what was sent and come back to the page, or show it with what keeps it from being saved."""
    typed: dict[tuple[str, str], TypedRow] = {}
    taken = None
    if request.method == "POST":
        typed = {row.item.key: row for row in _typed(lines)}
        known = site().run(ANNUAL).ledger.last
        taken = _save(list(typed.values()))
        if not taken.findings:
            mark = "&" if "?" in address else "?"
            return redirect(f"{address}{mark}da_luu={taken.recorded}{_next_row(lines, known)}", 303)
    run = site().run(ANNUAL)
    saved = taken is not None and not any(found.is_error for found in taken.findings)
    rows = _rows(run, lines, {} if saved else typed, _told(taken))
    here = next((row for row in rows if row.findings), None) or _asked_row(rows)
    return render_template(
        template,
        run=run,
        rows=[replace(row, ready=row is here) for row in rows],
        address=address,
        seen=run.ledger.last,
        set_hash=run.set_hash,
        saved=taken.recorded if taken and saved else request.args.get("da_luu", type=int),
        findings=taken.findings if taken else (),
        all=ALL,
        can_agree=any(row.can_agree for row in rows),
        places=run.criteria.rounding.points,
        **more,
    )


def _rows(
    run: "Consolidation",
    lines: Sequence[tuple[UnitPart, BookLine]],
    typed: Mapping[tuple[str, str], TypedRow],
    told: Mapping[tuple[str, str], tuple[Any, ...]],
) -> list[ShownRow]:
    """The lines as they stand now, with what was typed and what is wrong with it."""
    office, units = site().office(ANNUAL), {part.unit.code for part, _ in lines}
    codes = {line.criterion.code for _, line in lines}
    only = next(iter(codes)) if len(codes) == 1 else ""
    now = _lines_of(run, units & {tally.unit.code for tally in site().tallies()}, only)
    shown = {(line.unit, line.criterion.code): (part, line) for part, line in now}
    return [
        ShownRow(
            *shown.get(key, before),
            typed.get(key),
            told.get(key, ()),
            (files := tuple(attachments(run.ledger, *key))),
            frozenset(file.seq for file in files if not seems_whole(office, file)),
            run.ledger.verdicts().get(key),
            key in run.ledger.explanations,
        )
        for before in lines
        for key in [(before[1].unit, before[1].criterion.code)]
    ]


def _asked_row(rows: Sequence[ShownRow]) -> ShownRow | None:
    """The row that the address names by its place on the page."""
    number = request.args.get("muc", 0, type=int)
    return rows[number - 1] if 0 < number <= len(rows) else None


def _next_row(lines: Sequence[tuple[UnitPart, BookLine]], known: int) -> str:
    """The row that waits next after those recorded since line ``known``; nothing where none does.

    Whoever verifies hundreds of rows by keyboard goes on where he was, not at the top of the page.
    """
    verdicts = site().ledger().verdicts()
    found = [verdicts.get((line.unit, line.criterion.code)) for _, line in lines]
    new = {n for n, verdict in enumerate(found, 1) if verdict and verdict.record.seq > known}
    waiting = (n for n, (_, line) in enumerate(lines, 1) if line.needed and line.points is None)
    following = next((n for n in waiting if n > max(new) and n not in new), 0) if new else 0
    return f"&muc={following}" if following else ""


def _told(taken: PageTaken | None) -> Mapping[tuple[str, str], tuple[Any, ...]]:
    """The findings of each row."""
    told: dict[tuple[str, str], tuple[Any, ...]] = {}
    for found in taken.findings if taken else ():
        key = found.unit, found.criterion
        told[key] = (*told.get(key, ()), found)
    return told


def _save(rows: Sequence[TypedRow]) -> PageTaken:
    office = site().office(ANNUAL)
    return judge(
        office,
        site().run(ANNUAL),
        rows,
        seen=request.form.get("thay", 0, type=int),
        set_hash=request.form.get("bo", ""),
        verifier=scope(),
        who=who(),
    )


def _typed(lines: Sequence[tuple[UnitPart, BookLine]]) -> Iterator[TypedRow]:
    """The rows that were sent, of those that the visitor may verify; 400 where the form is torn."""
    known = {(line.unit, line.criterion.code): line for _, line in lines if line.item}
    mine = {part.unit.code for part, _ in lines}
    columns = [request.form.getlist(name) for name in _LISTS]
    if len({len(column) for column in columns}) != 1:
        abort(400)
    agreed, reviewed = request.form.get("dong_y", ""), set(request.form.getlist("xem_lai"))
    for unit, text, first, why, reply, second, why_second in zip(*columns, strict=True):
        item = item_of(unit, text)
        if item is None or unit not in mine:
            abort(400)
        line = known.get(item.key)
        if line is None:
            _refuse_written(item, (first, why, reply, second, why_second))
            continue
        key = f"{item.unit}|{item.criterion}"
        row = TypedRow(item, first, why, reply, second, why_second, reviewed=key in reviewed)
        yield _agreed(row, line, alone=agreed == key) if _agrees(agreed, key, row, line) else row


def _refuse_written(item: Item, entries: Sequence[str]) -> None:
    """Nothing written on a row that nobody verifies any more gets lost without a word."""
    if any(entry.strip() for entry in entries):
        raise UserError(
            f"Chưa ghi gì: tiêu chí {item.criterion} vừa được miễn hoặc không còn phải thẩm định. "
            "Mở lại trang rồi ghi điểm các tiêu chí còn lại."
        )


def _agrees(agreed: str, key: str, row: TypedRow, line: BookLine) -> bool:
    """True where the button that was pressed takes over this row's self score."""
    return agreed == key or (agreed == ALL and line.needed and not row.points1.strip())


def _agreed(row: TypedRow, line: BookLine, *, alone: bool) -> TypedRow:
    if row.item.own is None:
        return row
    own = shown(line.criterion, row.item.own)
    return TypedRow(row.item, own, row.reason1, row.reply, row.points2, row.reason2, alone or row.reviewed)
