"""Forms handed in one by one: read, kept under a name of our own, recorded, and only then answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from scoring.errors import UserError, WorkspaceError
from scoring.intake.archive import Inside, bytes_inside
from scoring.intake.entries import entries
from scoring.intake.folder import where_is
from scoring.intake.model import Outcome, Receipt
from scoring.intake.names import named
from scoring.opening.files import sha256_of
from scoring.pipeline.consolidation import check
from scoring.pipeline.forms import form_name
from scoring.pipeline.intake import record_intake
from scoring.pipeline.office import Office
from scoring.pipeline.records import Voice, receive, refuse_impossible
from scoring.register import Action, Ledger, Record
from scoring.register.actions import Received
from scoring.workspace import keep_names, write_whole

DAY_REASON = "Ngày nhận do cán bộ ghi khi nhận biểu"
"""Why a day is recorded that was given together with the files; the page shows it beside the day."""
_KINDS = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file that was handed in: what was read, and the line of the register that acknowledges it.

    Without ``record`` nothing of it was kept: the findings of the receipt, or ``refusal``, say why.
    ``is_new`` is False where the very same file was handed in before.
    """

    receipt: Receipt
    record: Record | None = None
    refusal: str = ""
    is_new: bool = False


def hand_in(
    office: Office,
    paths: Sequence[Path],
    who: str,
    *,
    unit: str = "",
    now: datetime | None = None,
    on_page: bool = False,
) -> tuple[HandedIn, ...]:
    """Keep each form that can be read, with errors as well, and record it. Archives are opened.

    A form lies in the period's folder, on the disk, before its line is written to the register, and the line
    is written before this returns. ``unit``: only this unit's form is taken; ``on_page``: it was filled in on
    the page. A file whose unit is unknown is not kept. Raises WorkspaceError, and keeps nothing, where the
    criteria set changed.
    """
    receipts = check(office, paths)
    refused = [_why_refused(office, receipt, unit) for receipt in receipts]
    taken = [receipt for receipt, why in zip(receipts, refused, strict=True) if why is None]
    before = _acknowledged(office, taken, office.register.ledger(office.roster.criteria.year))
    lines = _kept(office, paths, taken, before, Voice("", who=who, now=now), on_page=on_page)
    return tuple(
        HandedIn(receipt, refusal=why)
        if why is not None
        else HandedIn(receipt, lines[_key(receipt)], is_new=_key(receipt) not in before)
        for receipt, why in zip(receipts, refused, strict=True)
    )


def hand_in_dated(
    office: Office, paths: Sequence[Path], who: str, *, day: date, document: str, now: datetime | None = None
) -> tuple[HandedIn, ...]:
    """The same for what the office was given: with the day on which it came and the number it was given."""
    voice = Voice(DAY_REASON, document, who, now)
    refuse_impossible(office, day, voice.today)  # before a file is kept
    done = hand_in(office, paths, who, now=now)
    units = [each.receipt.unit for each in done if each.record]
    if units and (document or day != voice.today):
        receive(office, units, day, voice)
    return done


def _why_refused(office: Office, receipt: Receipt, unit: str) -> str | None:
    """Nothing where the findings say it already, None where the form is taken."""
    own, other = office.roster.unit(unit), office.roster.unit(receipt.unit)
    if own and other and own.code != other.code:
        return (
            f"Biểu này của {other.name}, còn đường dẫn đang dùng là của {own.name}. Chưa nhận; chọn "
            f"đúng biểu của {own.name} rồi nộp lại."
        )
    return None if receipt.outcome is Outcome.READ else ""


_Key = tuple[str, str]


def _key(receipt: Receipt) -> _Key:
    return receipt.unit, receipt.sha256


def _acknowledged(office: Office, receipts: Sequence[Receipt], ledger: Ledger) -> dict[_Key, Record]:
    """The first line about each file of these units that could be read."""
    lines: dict[_Key, Record] = {}
    for unit in {receipt.unit for receipt in receipts}:
        for record in ledger.of(Action.RECEIVED, unit=unit, period=office.period):
            file = Received.of(record)
            if file.readable:
                lines.setdefault((unit, file.sha256), record)
    return lines


def _kept(
    office: Office,
    paths: Sequence[Path],
    receipts: Sequence[Receipt],
    before: Mapping[_Key, Record],
    voice: Voice,
    *,
    on_page: bool,
) -> Mapping[_Key, Record]:
    """Write the files, then their lines; the lines of all of them."""
    written: list[Path] = []
    try:
        stored = list(_stored(office, paths, receipts, before, written))
        ledger = record_intake(office, stored, voice.who, voice.now, on_page=on_page)
    except UserError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return _acknowledged(office, receipts, ledger)


def _stored(
    office: Office,
    paths: Sequence[Path],
    receipts: Sequence[Receipt],
    before: Mapping[_Key, Record],
    written: list[Path],
) -> Iterator[Receipt]:
    """The receipts by the names that the files have now; what lies there already is left as it is."""
    for receipt in receipts:
        line = before.get(_key(receipt))
        earlier = office.inbox / Received.of(line).file if line else None
        if line and earlier and earlier.is_file() and sha256_of(earlier) == receipt.sha256:
            yield replace(receipt, file=Received.of(line).file)
            continue
        target = office.inbox / _name(office, receipt)
        if not target.exists() or sha256_of(target) != receipt.sha256:
            target = write_whole(target, _bytes(receipt, paths))
            keep_names(target.parent)
            written.append(target)
        yield replace(receipt, file=target.name)


def _name(office: Office, receipt: Receipt) -> str:
    """A name that no sender chose: of the unit's form, and of the content, so that it is the same twice."""
    unit = office.roster.unit(receipt.unit)
    assert unit is not None
    suffix = Path(receipt.file).suffix.lower()
    stem = Path(form_name(office, unit)).stem
    return f"{stem}-{receipt.sha256[:12]}{suffix if suffix in _KINDS else '.xlsx'}"


def kept_file(office: Office, receipt: Receipt) -> bytes | None:
    """The very bytes of a form that lies in the period's folder; None where they are gone or changed."""
    try:
        return _bytes(receipt, [office.inbox])
    except (OSError, UserError):
        return None


def _bytes(receipt: Receipt, paths: Sequence[Path]) -> bytes:
    """The very bytes that were read. Raises WorkspaceError where they are gone."""
    where = where_is(receipt, dict(named(entries(paths))))
    if where is None:
        raise WorkspaceError(f"Tệp {receipt.file} vừa thay đổi trong lúc đọc. Gửi lại tệp.")
    return bytes_inside(where) if isinstance(where, Inside) else where.read_bytes()
