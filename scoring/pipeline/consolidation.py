"""Forms in: checked, scored again, ranked, written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path

from scoring import __version__
from scoring.dataclass import dataclass
from scoring.engine.memory import Memory
from scoring.engine.model import Stage, State
from scoring.engine.results import Results, evaluate
from scoring.errors import WorkspaceError
from scoring.intake.file_names import FileNames
from scoring.intake.folder import receive
from scoring.intake.model import Receipt
from scoring.pipeline.attach import attachment_findings, lying
from scoring.pipeline.intake import record_intake
from scoring.pipeline.office import Office, Progress, meanwhile, quiet
from scoring.register import Ledger
from scoring.standing.classes import accepted, decided
from scoring.standing.run import Consolidation
from scoring.standing.submissions import left_out, reported, submissions, under_decisions
from scoring.standing.which_form import settle


def check(office: Office, paths: Sequence[Path], progress: Progress = quiet) -> tuple[Receipt, ...]:
    """Check files or folders as consolidation would, and write nothing but the cache where it is used."""
    receipts = receive(
        [path.absolute() for path in paths] if office.scheduler else paths,  # its workers stand elsewhere
        office.roster,
        office.set_hash,
        office.period,
        progress,
        scheduler=office.scheduler,
        processes=office.processes,
        cache=office.cache,
        accepted=office.accepted,
    )
    return settle(receipts, office.roster.criteria.severities)


def ready(office: Office) -> None:
    """Have at hand what every form is compared with, and what the register says of the year."""
    check(office, [])
    office.roster.once(FileNames).ready()
    office.register.ledger(office.roster.criteria.year).about("")


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The consolidated run and where its workbook, its JSON and the tables for analysts lie."""

    consolidation: Consolidation
    workbook: Path
    data: Path
    moved: bool
    tables: tuple[Path, ...] = ()


def consolidate(
    office: Office,
    progress: Progress = quiet,
    who: str = "",
    now: datetime | None = None,
    *,
    parquet: bool = False,
    beside: Callable[[Consolidation], object] = lambda _: None,
) -> Consolidated:
    """Read every file that arrived, record it, score, rank, and write the workbook and its JSON twin.

    A period without scores gives the workbook of its tasks and report texts. Once every unit with a sound
    form is verified, the ranking is of verified scores. What is written replaces the old results together,
    or not at all; with ``parquet`` the tables for analysts are among it. ``beside`` gets the run while
    another process writes the workbook, and this one would wait.
    """
    if parquet:
        refuse_parquet(office)
    if not office.inbox.is_dir():
        raise WorkspaceError(
            f"Chưa có thư mục {office.inbox}. Tạo thư mục này, chép các biểu đơn vị gửi vào rồi chạy lại."
        )
    run = _furthest(office, gather(office, meanwhile(progress, _writer), who, now))
    wanted = office.out / "tong-hop.xlsx"
    places = _writer()(run, wanted, office.processes, partial(beside, run), parquet=parquet)
    workbook, data = places[wanted], places[wanted.with_suffix(".json")]
    more = tuple(place for target, place in places.items() if target.suffix == ".parquet")
    return Consolidated(run, workbook, data, moved=workbook != wanted, tables=more)


def _writer() -> Callable[..., Mapping[Path, Path]]:
    """What writes the results: xlsxwriter and sixty more modules, which are loaded while workers read."""
    from scoring.pipeline.outputs import write_outputs  # noqa: PLC0415

    return write_outputs


def refuse_parquet(office: Office) -> None:
    """Raises WorkspaceError where no Parquet can be made, before anything is done."""
    if not office.roster.criteria.is_scored(office.period):
        raise WorkspaceError("Kỳ báo cáo này không chấm điểm nên không có bảng Parquet. Bỏ --parquet.")
    if find_spec("pyarrow") is None:
        raise WorkspaceError(
            "Máy này chưa cài phần ghi Parquet. Cài bằng: pip install 'danvan[parquet]', hoặc bỏ --parquet."
        )


def _furthest(office: Office, run: Consolidation) -> Consolidation:
    """The run with verified scores once every valid unit is verified, else unchanged."""
    return _further(run, _on_verified(office, run)) if run.is_judged else run


def _further(run: Consolidation, verified: Consolidation) -> Consolidation:
    """Which of the two is consolidated."""
    states = {result.state for result in verified.results.units}
    done = run.is_judged and State.VERIFIED in states and State.VALID not in states
    return verified if done else run


def _on_verified(office: Office, run: Consolidation) -> Consolidation:
    """The run ranked on verified scores; as it is in a period that has none."""
    if not run.criteria.is_scored(run.period):
        return run
    decided = replace(office, roster=run.roster)
    results = _ranked(decided, run.receipts, run.ledger, "verified", run.memory, own=run.results)
    return replace(run, results=results)


def gather(
    office: Office,
    progress: Progress = quiet,
    who: str = "",
    now: datetime | None = None,
    stage: Stage = "self",
) -> Consolidation:
    """As :func:`recorded`, with what arrived for the earlier reports of the year."""
    run = recorded(office, progress, who, now, stage)
    return replace(run, earlier=earlier(replace(office, roster=run.roster)))


def recorded(
    office: Office,
    progress: Progress = quiet,
    who: str = "",
    now: datetime | None = None,
    stage: Stage = "self",
) -> Consolidation:
    """Read every file that arrived, record what is new, score and rank; only the register is written."""
    ledger = office.register.ledger(office.roster.criteria.year)
    if office.kept:
        known, here = None, office.kept(office, ledger)[stage]
        while known is None or not _arrived(here) <= known:  # a file may come while others are recorded
            known = _arrived(here)
            here = office.kept(office, record_intake(office, here.receipts, who, now))[stage]
        return here
    office = replace(office, roster=under_decisions(office.roster, ledger))
    receipts = check(office, [office.inbox], progress) if office.inbox.is_dir() else ()
    ledger = record_intake(office, receipts, who, now)
    return consolidation(office, with_attachments(office, receipts, ledger), ledger, stage)


def _arrived(run: Consolidation) -> set[tuple[str, str]]:
    """Every file of the run, by unit and hash."""
    return {(receipt.unit, receipt.sha256) for receipt in run.receipts}


def standing(office: Office, progress: Progress = quiet, stage: Stage | None = None) -> Consolidation:
    """Where every unit stands now; nothing but the cache is written.

    A file that no command has recorded yet has no day of arrival here. Without ``stage`` the points are those
    that :func:`consolidate` would rank: verified once every valid unit is verified.
    """
    return supposed(office, office.register.ledger(office.roster.criteria.year), progress, stage)


class Stages(Mapping[Stage | None, Consolidation]):
    """A run on the self stage, on verified scores alone, and (None) on what would be consolidated.

    Verified scores are counted for the first who asks: while units send, nobody does.
    """

    def __init__(self, office: Office, run: Consolidation) -> None:
        self._office, self._run = office, run

    def __getitem__(self, stage: Stage | None) -> Consolidation:
        if stage == "verified":
            return self._verified
        return _further(self._run, self._verified) if stage is None and self._run.is_judged else self._run

    def __iter__(self) -> Iterator[Stage | None]:
        return iter(("self", "verified", None))

    def __len__(self) -> int:
        return 3

    @cached_property
    def _verified(self) -> Consolidation:
        return _on_verified(self._office, self._run)


def supposed(
    office: Office, ledger: Ledger, progress: Progress = quiet, stage: Stage | None = None
) -> Consolidation:
    """Where every unit would stand if the register said what ``ledger`` does; see :func:`standing`."""
    if office.kept:
        return office.kept(office, ledger)[stage]
    office = replace(office, roster=under_decisions(office.roster, ledger))
    receipts = check(office, [office.inbox], progress) if office.inbox.is_dir() else ()
    run = consolidation(office, with_attachments(office, receipts, ledger), ledger, stage or "self")
    return run if stage else _furthest(office, run)


def with_attachments(
    office: Office,
    receipts: tuple[Receipt, ...],
    ledger: Ledger,
    lies: Callable[[Path], str | None] = lying,
) -> tuple[Receipt, ...]:
    """What is wrong with a unit's evidence files joins the receipt that counts, else its last one.

    ``lies``: what lies at a path, by its sha256.
    """
    wrong = attachment_findings(office, ledger, lies)
    if not wrong:
        return receipts
    told = {each.unit: each for each in (*receipts, *(each for each in receipts if each.counted))}
    return tuple(
        replace(each, findings=(*each.findings, *wrong[each.unit]))
        if each.unit in wrong and told[each.unit] is each
        else each
        for each in receipts
    )


def earlier_offices(office: Office, ledger: Ledger | None = None) -> Iterator[Office]:
    """The office at each earlier report of the year for which something arrived, in the order of due days.

    What was accepted then stays so: a later draft of the set does not make what was sent unread.
    ``ledger``: what the register said at a line of the past; without it what it says now.
    """
    criteria = office.roster.criteria
    ledger = ledger or office.register.ledger(criteria.year)
    for period in criteria.earlier(office.period):
        then = replace(office, period=period, accepted=ledger.accepted(period))
        if then.inbox.is_dir():
            yield then


def earlier(office: Office, ledger: Ledger | None = None) -> dict[str, tuple[Receipt, ...]]:
    """What arrived for the earlier reports of the year, by period; a folder without a file is none."""
    came = ((then.period, check(then, [then.inbox])) for then in earlier_offices(office, ledger))
    return {period: receipts for period, receipts in came if any(receipt.sha256 for receipt in receipts)}


def consolidation(
    office: Office,
    receipts: tuple[Receipt, ...],
    ledger: Ledger,
    stage: Stage = "self",
    memory: Memory | None = None,
) -> Consolidation:
    """Score and rank what was read, under the decisions of the register.

    ``memory``: of earlier runs of the same set and period; only what concerns a unit is kept in it.
    """
    memory = memory or Memory()
    evaluated = _ranked if office.roster.criteria.is_scored(office.period) else _reported
    return Consolidation(
        roster=office.roster,
        set_hash=office.set_hash,
        period=office.period,
        version=__version__,
        results=evaluated(office, receipts, ledger, stage, memory),
        receipts=receipts,
        ledger=ledger,
        memory=memory,
    )


def _ranked(
    office: Office,
    receipts: tuple[Receipt, ...],
    ledger: Ledger,
    stage: Stage,
    memory: Memory,
    own: Results | None = None,
) -> Results:
    return evaluate(
        office.roster,
        submissions(office.roster, office.period, receipts, ledger, memory),
        stage=stage,
        unusable={r.unit for r in receipts},
        left_out=left_out(ledger),
        decided=decided(ledger),
        accepted=accepted(ledger),
        own=own,
        memory=memory,
    )


def _reported(
    office: Office, receipts: tuple[Receipt, ...], ledger: Ledger, stage: Stage, _memory: Memory
) -> Results:
    """Who has reported, without points: the period has none."""
    states = reported(office.roster, office.period, receipts, ledger)
    return Results(states, (), stage)
