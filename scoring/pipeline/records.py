"""The office's word in the register: when reports arrived, what was decided, and what is taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from scoring.criteria.units import Unit
from scoring.dataclass import dataclass
from scoring.engine.model import State
from scoring.errors import WorkspaceError
from scoring.intake.model import Outcome
from scoring.pipeline.consolidation import check, recorded, standing
from scoring.pipeline.naming import named, proposal
from scoring.pipeline.office import Office, Progress, quiet
from scoring.pipeline.preview import Preview, preview
from scoring.register import VIETNAM, Action, Draft, Ledger, Record
from scoring.register.actions import (
    Adopted,
    Arrived,
    Content,
    Disqualified,
    Exempted,
    LeftOut,
    Reopened,
    Revoked,
)
from scoring.standing.run import Consolidation
from scoring.text import clean, fold, show_date

REVOCABLE = frozenset(
    {
        Action.FORM_SENT,
        Action.ARRIVED,
        Action.VERIFIED,
        Action.ADOPTED,
        Action.EXEMPTED,
        Action.DISQUALIFIED,
        Action.CONDITION_DECIDED,
        Action.REOPENED,
        Action.LEFT_OUT,
        Action.APPROVED,
        Action.SENT_BACK,
        Action.CLASSED,
        Action.QUOTA_ACCEPTED,
    }
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written; ``known`` decisions already stood there word for word, ``skipped`` units say why.

    ``preview``: what it would change, where nothing was written because the voice only asked.
    """

    records: tuple[Record, ...]
    known: int = 0
    skipped: tuple[str, ...] = ()
    preview: Preview | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, why, on which document, and when (now, where nothing else is said).

    ``asks``: nothing is written; what the decision would change is said instead (``--dry-run``).
    """

    reason: str
    document: str = ""
    who: str = ""
    now: datetime | None = None
    asks: bool = False

    @property
    def today(self) -> date:
        """The day in Việt Nam."""
        return (self.now or datetime.now(UTC)).astimezone(VIETNAM).date()


def receive(
    office: Office,
    units: Sequence[str],
    day: date,
    voice: Voice,
    *,
    with_files: bool = False,
    everybody: bool = False,
    progress: Progress = quiet,
) -> Recorded:
    """Record the day on which reports of the period arrived, on paper as well; it outweighs first sight.

    ``with_files``: every unit with a readable form in the period's folder. ``everybody``: every evaluated
    unit. Raises WorkspaceError for a stranger, for a day to come and for one before the year.
    """
    refuse_impossible(office, day, voice.today)
    chosen = {unit.code: unit for unit in named(office.roster, units)}
    if everybody:
        chosen |= {unit.code: unit for unit in office.roster.evaluated}
    if with_files:
        chosen |= {unit.code: unit for unit in _with_files(office, progress)}
    if not chosen:
        raise WorkspaceError(
            "Chưa biết ghi cho đơn vị nào. Ghi mã đơn vị, hoặc --all (đơn vị đã có tệp trong "
            f"{office.inbox}), hoặc --all-units (mọi đơn vị, khi nhận báo cáo giấy)."
        )
    drafts = (_draft(office, Arrived(day), unit, period=office.period) for unit in chosen.values())
    return record(office, voice, drafts)


def refuse_impossible(office: Office, day: date, today: date) -> None:
    """Raises WorkspaceError for a day of receipt to come, and for one before the year."""
    start = office.roster.criteria.period.start
    if not start <= day <= today:
        raise WorkspaceError(
            f"Ngày nhận {show_date(day)} không đúng: phải từ {show_date(start)} đến hôm nay "
            f"({show_date(today)})."
        )


def _with_files(office: Office, progress: Progress) -> Iterable[Unit]:
    if not office.inbox.is_dir():
        return ()
    here = {r.unit for r in check(office, [office.inbox], progress) if r.outcome is Outcome.READ}
    return (unit for unit in office.roster.evaluated if unit.code in here)


def adopt(
    office: Office,
    units: Sequence[str],
    criteria: Sequence[str],
    voice: Voice,
    *,
    everybody: bool = False,
    progress: Progress = quiet,
) -> Recorded:
    """Make the self scores of the units' present forms final: those named, or all that nobody verified.

    A form that replaces this one needs a new decision. With ``everybody`` units without a sound form are
    skipped by name; a unit that was named is refused. Raises WorkspaceError.
    """
    roster = office.roster
    chosen = roster.evaluated if everybody else several(office, units)
    if not chosen:
        raise WorkspaceError("Chưa ghi đơn vị. Ghi mã đơn vị, hoặc --all-units cho mọi đơn vị.")
    codes = [_own_criterion(office, code) for code in criteria] or [""]
    run = today(office, voice, progress)
    obstacles = {unit.code: why for unit in chosen if (why := _why_not_adopted(run, unit, codes))}
    if not everybody:
        refuse_any("Chưa công nhận được điểm tự chấm", obstacles.values())
    forms = {unit.code: Adopted(_counted(run, unit)) for unit in chosen if unit.code not in obstacles}
    drafts = (
        _draft(office, forms[unit.code], unit, criterion=code, period=office.period)
        for unit in chosen
        if unit.code in forms
        for code in codes
    )
    return replace(record(office, voice, drafts), skipped=tuple(obstacles.values()))


def refuse_any(what: str, obstacles: Iterable[str]) -> None:
    """Raises WorkspaceError with everything that stands in the way at once; nothing where nothing does."""
    told = tuple(obstacles)
    if len(told) > 1:
        raise WorkspaceError(f"{what} cho {len(told)} đơn vị; chưa ghi gì:", *told)
    if told:
        raise WorkspaceError(f"{what}. {told[0]}")


def _why_not_adopted(run: Consolidation, unit: Unit, codes: Sequence[str]) -> str:
    result = run.results[unit.code]
    if result.state in (State.NOT_SUBMITTED, State.TO_MEND) or result.card is None:
        remedy = "lỗi ghi ở trang “Lỗi và lưu ý” của bảng tổng hợp; sửa xong mới công nhận được"
        why = remedy if result.state is State.TO_MEND else "chờ đơn vị nộp biểu"
        return f"{unit.name}: {result.state.value} – {why}."
    verdicts = run.ledger.verdicts()
    for code in filter(None, codes):
        if code not in {*result.card.marks, *(each.code for each in run.roster.conditions(unit))}:
            return f"{unit.name}: tiêu chí {code} không áp dụng cho đơn vị này."
        if verdict := verdicts.get((unit.code, code)):
            return (
                f"{unit.name}: tiêu chí {code} đã có điểm thẩm định. Muốn dùng điểm tự chấm thì ghi "
                "điểm ấy ở trang Thẩm định, hoặc hủy trước: "
                f"danvan decide revoke {verdict.record.seq} --reason LÝ_DO."
            )
    return ""


def _counted(run: Consolidation, unit: Unit) -> str:
    """The sha256 of the form that counts for the unit, nothing where none does."""
    receipt = run.receipt(unit.code)
    return receipt.sha256 if receipt else ""


def exempt(office: Office, units: Sequence[str], criterion: str, voice: Voice) -> Recorded:
    """Free units from a criterion or a whole group during the year (R14), all of them or none.

    What was verified of it is set aside, and counts again once the exemption is revoked.
    """
    chosen, code = several(office, units), _any_criterion(office, criterion)
    below = office.roster.criteria.leaves_below[code]
    strange = (unit for unit in chosen if {each.code for each in office.roster.asked(unit)}.isdisjoint(below))
    why = f"tiêu chí {code} không áp dụng cho đơn vị này, không cần miễn."
    refuse_any("Chưa miễn được", (f"{unit.name}: {why}" for unit in strange))
    return record(office, voice, [_draft(office, Exempted(), unit, criterion=code) for unit in chosen])


def disqualify(office: Office, name: str, voice: Voice) -> Recorded:
    """Record that a unit cannot be classed, whatever its points (R12)."""
    (unit,) = named(office.roster, [name])
    return record(office, voice, [_draft(office, Disqualified(), unit)])


def leave_out(
    office: Office,
    units: Sequence[str],
    voice: Voice,
    *,
    although_verified: bool = False,
    progress: Progress = quiet,
) -> Recorded:
    """Say what becomes of units that are still open when the year is closed: neither classed nor ranked.

    All of them or none. Raises WorkspaceError where one is verified, unless that is meant.
    """
    chosen = several(office, units)
    if not although_verified:
        now = standing(office, progress, "verified").results
        done = [unit for unit in chosen if now[unit.code].state is State.VERIFIED]
        if done:
            names = "; ".join(f"{unit.name} ({unit.code})" for unit in done)
            raise WorkspaceError(
                f"Đã thẩm định xong, đang được xếp loại ({len(done)}): {names}. Vẫn không xếp loại thì "
                "đánh dấu “Để ngoài cả đơn vị đã thẩm định xong” (lệnh: --although-verified); không thì bỏ "
                "chọn các đơn vị này."
            )
    return record(office, voice, [_draft(office, LeftOut(), unit) for unit in chosen])


def several(office: Office, units: Sequence[str]) -> tuple[Unit, ...]:
    """The units that one decision is about, each once. Raises WorkspaceError for a stranger."""
    return tuple({unit.code: unit for unit in named(office.roster, units)}.values())


def units_and_criteria(office: Office, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was typed as units, then criteria; the first word is a unit in any case.

    Raises WorkspaceError for a word that is neither, and for one that could be both.
    """
    criteria = office.roster.criteria
    names = office.roster.names
    codes = {fold(code) for code in (*criteria.leaves_below, *(each.code for each in criteria.conditions))}
    units, wanted = list(words[:1]), list[str]()
    for word in words[1:]:
        a_unit, a_code = fold(word) in names, fold(word) in codes
        if a_unit and a_code:
            raise WorkspaceError(f"“{word}” vừa là đơn vị vừa là tiêu chí. Ghi mỗi đơn vị một lệnh.")
        if a_unit and wanted:
            raise WorkspaceError(f"Ghi mọi đơn vị trước, tiêu chí sau: “{word}” là đơn vị.")
        if not (a_unit or a_code):
            known = {**{key: unit.name for key, unit in names.items()}, **{code: code for code in codes}}
            raise WorkspaceError(f"Không có đơn vị hoặc tiêu chí “{word}”. {proposal(word, known)}".strip())
        (units if a_unit else wanted).append(word)
    return tuple(units), tuple(wanted)


def reopen(office: Office, name: str, voice: Voice, progress: Progress = quiet) -> Recorded:
    """Send the unit's present form back: it no longer counts as sound, a new one is waited for."""
    (unit,) = named(office.roster, [name])
    sha256 = _counted(today(office, voice, progress), unit)
    if not sha256:
        raise WorkspaceError(f"{unit.name} chưa có biểu nào được tính, không có gì để trả.")
    return record(office, voice, [_draft(office, Reopened(sha256), unit, period=office.period)])


def revoke(office: Office, seq: int, voice: Voice) -> Recorded:
    """Take a decision back. Its line stays in the register; it only no longer holds."""
    ledger = office.register.ledger(office.roster.criteria.year)
    line = next((record for record in ledger.records if record.seq == seq), None)
    if line is None:
        raise WorkspaceError(f"Sổ theo dõi không có dòng số {seq}. Xem số dòng bằng: danvan register log.")
    if line.draft.action not in REVOCABLE:
        raise WorkspaceError(
            f"Dòng {seq} ghi việc “{line.draft.action.value}”, không phải một quyết định nên không hủy được."
        )
    if line not in ledger.standing:
        return Recorded((), known=1)
    of = line.draft
    return record(office, voice, [Revoked(seq).draft(of.year, of.period, of.unit, of.criterion)])


def _own_criterion(office: Office, typed: str) -> str:
    """The code of what units say themselves: a scored criterion, a condition. Raises WorkspaceError."""
    declared = {fold(each.code): each.code for each in office.roster.criteria.conditions if not each.follows}
    if fold(typed) in declared:
        return declared[fold(typed)]
    code = _any_criterion(office, typed)
    criterion = office.roster.criteria.criteria.get(code)
    if criterion is None:
        below = ", ".join(office.roster.criteria.leaves_below[code])
        raise WorkspaceError(f"{code} là nhóm tiêu chí. Ghi từng tiêu chí: {below}.")
    if not criterion.by_unit:
        raise WorkspaceError(f"Tiêu chí {code} không do đơn vị tự chấm nên không có điểm tự chấm.")
    return code


def _any_criterion(office: Office, typed: str) -> str:
    """The code of a criterion or a group, as the set writes it. Raises WorkspaceError."""
    known = {fold(code): code for code in office.roster.criteria.leaves_below}
    if fold(typed) not in known:
        raise WorkspaceError(
            f"Không có tiêu chí “{typed}”. {proposal(typed, known)}Mã tiêu chí: cột STT của biểu tự chấm."
        )
    return known[fold(typed)]


def _draft(office: Office, content: Content, unit: Unit, *, criterion: str = "", period: str = "") -> Draft:
    """A draft without its reason; decisions about the whole year bear no period."""
    return content.draft(office.roster.criteria.year, period, unit.code, criterion)


def record(
    office: Office, voice: Voice, drafts: Iterable[Draft], *, again_since: Ledger | None = None
) -> Recorded:
    """Write what the register does not say already, or only say what it would change (``voice.asks``).

    Every decision is taken here. ``again_since``: the register on which was decided to say it again, word for
    word; what somebody else has said since is not said twice. Raises WorkspaceError without a reason.
    """
    reason, document = clean(voice.reason), clean(voice.document)
    if not reason:
        raise WorkspaceError('Chưa ghi lý do. Thêm --reason và lý do, ví dụ: --reason "Theo biên bản họp".')
    wanted = [replace(draft, reason=reason, document=document) for draft in drafts]
    year = office.roster.criteria.year

    def news(ledger: Ledger) -> list[Draft]:
        if again_since is None:
            return [draft for draft in wanted if not _stands(ledger, draft)]
        since = [_bare(line.draft) for line in ledger.records if line.seq > again_since.last]
        return [draft for draft in wanted if _bare(draft) not in since]

    if voice.asks:
        drafts = news(office.register.ledger(year))
        seen = preview(office, drafts, voice.who, voice.now)
        return Recorded((), known=len(wanted) - len(drafts), preview=seen)
    records = office.register.append(year, news, voice.who, voice.now)
    return Recorded(records, known=len(wanted) - len(records))


def _bare(draft: Draft) -> Draft:
    """What is decided, whoever gives which reason."""
    return replace(draft, reason="", document="")


def today(office: Office, voice: Voice, progress: Progress) -> Consolidation:
    """Where every unit stands; what arrived since is recorded, unless the voice only asks."""
    return (
        standing(office, progress, "self") if voice.asks else recorded(office, progress, voice.who, voice.now)
    )


def _stands(ledger: Ledger, draft: Draft) -> bool:
    """True where the register's last word on the matter is this very one, or one of several reasons."""
    told = [
        record.draft
        for record in ledger.of(draft.action, unit=draft.unit, period=draft.period)
        if record.draft.criterion == draft.criterion
    ]
    return draft in (told if draft.action is Action.DISQUALIFIED else told[-1:])
