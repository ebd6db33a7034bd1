"""What would change: scenarios, another set, stability, what moves a unit. Nothing is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from scoring.criteria.loader import YAML_BYTES, load_set
from scoring.criteria.messages import proposal
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import Stage
from scoring.engine.results import Results, Submission, evaluate
from scoring.errors import Spoken, WorkspaceError
from scoring.pipeline.consolidation import standing
from scoring.pipeline.office import Office, Progress, quiet
from scoring.pipeline.workbook import write_workbook
from scoring.register.record import VIETNAM
from scoring.regular import IrregularError, read_regular
from scoring.reports.what_if.book import NAMES, write_book
from scoring.reports.what_if.tables import tables
from scoring.reports.what_if.tried import Basis, Tried
from scoring.standing.classes import accepted, decided
from scoring.standing.run import Consolidation
from scoring.standing.submissions import left_out, submissions
from scoring.text import ascii_slug, capitalized, fold
from scoring.whatif.against import Against, against
from scoring.whatif.applied import applied
from scoring.whatif.compared import ScenarioEffect, compare
from scoring.whatif.firm import DRAWS, SEED, SPREAD, Kind
from scoring.whatif.lapsed import lapses
from scoring.whatif.lowered import lowered
from scoring.whatif.reach import Reach, reach
from scoring.whatif.reading import read_scenario, scenario_yaml
from scoring.whatif.scenario import Scenario
from scoring.workspace import write_whole

FOLDER, WORKBOOK = "phuong-an", "thu-phuong-an.xlsx"
LISTED = 12
"""Codes or names that a sentence lists before it counts the others."""


_STAGES: Mapping[Basis | None, Stage] = {"self": "self", "verified": "verified", "final": "verified"}


@dataclass(frozen=True, slots=True)
class Draws:
    """How weights are drawn for stability."""

    kind: Kind = "uniform"
    spread: Decimal = SPREAD
    number: int = DRAWS
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Trial:
    """What is to be tried: scenarios, another set by name, units to be moved, stability where ``draws``."""

    scenarios: Sequence[Scenario] = ()
    against: str = ""
    units: Sequence[str] = ()
    draws: Draws | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class _Ground:
    """The real answers and the results that everything is compared with.

    ``by_rules``: decisions of persons on classes and quotas are set aside.
    """

    run: Consolidation
    told: Sequence[Submission]
    by_rules: bool
    results: Results = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "results", self.evaluated(self.run.roster, self.told))

    @property
    def by_unit(self) -> Mapping[str, Submission]:
        """What counts of each unit, by its code."""
        return {each.unit: each for each in self.told}

    def evaluated(self, roster: Roster, told: Sequence[Submission]) -> Results:
        """Under the decisions of the register, as consolidation evaluates, but for those set aside."""
        ledger, known = self.run.ledger, {unit.code for unit in roster.units}
        classes = {} if self.by_rules else decided(ledger)
        return evaluate(
            roster,
            told,
            stage=self.run.results.stage,
            unusable={receipt.unit for receipt in self.run.receipts},
            left_out={unit: why for unit, why in left_out(ledger).items() if unit in known},
            decided={unit: each for unit, each in classes.items() if unit in known},
            accepted={} if self.by_rules else accepted(ledger),
        )


def what_if(office: Office, asked: Trial, progress: Progress = quiet) -> Tried:
    """Try it on the answers that count today. Nothing but the cache is written.

    Raises WorkspaceError in a period without scores, for units that are not there, where nobody is ranked.
    """
    if not office.roster.criteria.is_scored(office.period):
        raise WorkspaceError("Kỳ báo cáo này không chấm điểm nên không có gì để thử.")
    run = standing(office, progress, _STAGES.get(asked.basis))
    told = submissions(run.roster, run.period, run.receipts, run.ledger)
    ground = _Ground(run, told, by_rules=asked.basis in ("self", "verified"))
    units = [_unit(run.roster, each) for each in asked.units]
    if not any(result.ranked for result in ground.results.units):
        none = f"Chưa có đơn vị nào được xếp hạng ({run.stage_words.lower()}) nên chưa thử được gì."
        command = f"{none} Xem tình trạng bằng: danvan consolidate."
        raise WorkspaceError(Spoken(command, f"{none} Xem tình trạng ở Trang chủ."))
    tried = Tried(
        run=replace(run, results=ground.results),
        basis=asked.basis,
        comparisons=tuple(_tried(ground, scenario) for scenario in asked.scenarios),
        reaches={unit.code: _reaches(ground, unit) for unit in units},
    )
    if asked.against:
        tried = _against(office, ground, asked.against, tried)
    return _firm(ground, asked.draws, tried, progress) if asked.draws else tried


def _tried(ground: _Ground, scenario: Scenario) -> ScenarioEffect:
    roster, told = applied(scenario, ground.run.roster, ground.told)
    lapsed = lapses(scenario, ground.run.criteria)
    return compare(scenario, ground.run.roster, ground.results, ground.evaluated(roster, told), lapsed)


def _against(office: Office, ground: _Ground, wanted: str, tried: Tried) -> Tried:
    """With the comparison with another set of the workspace at the end."""
    other = load_set(office.workspace.set_folder(wanted))
    carried = against(other, ground.run.roster, ground.told)
    if carried is None:
        raise WorkspaceError(
            f"Bộ tiêu chí “{wanted}” không có tiêu chí nào cùng mã, cùng câu hỏi, cùng điểm tối đa với bộ "
            "đang dùng nên không so được."
        )
    results = ground.evaluated(carried.roster, carried.submissions)
    scenario = Scenario.model_construct(
        name=f"Theo bộ “{other.name}”", why=_not_carried(ground, other, carried)
    )
    compared = compare(scenario, ground.run.roster, ground.results, results, carried.lapsed)
    return replace(tried, comparisons=(*tried.comparisons, compared))


def _not_carried(ground: _Ground, other: CriteriaSet, carried: Against) -> str:
    """What of the other set nobody has answered, in words."""
    said = []
    if carried.left_out:
        shown = ", ".join(carried.left_out[:LISTED])
        more = f" và {len(carried.left_out) - LISTED} tiêu chí khác" if len(carried.left_out) > LISTED else ""
        said.append(
            f"Không tính {len(carried.left_out)}/{len(other.criteria)} tiêu chí của bộ này vì chưa đơn vị "
            f"nào trả lời: {shown}{more}"
        )
    if carried.units:
        names = ", ".join(ground.run.name(code) for code in carried.units[:LISTED])
        said.append(f"không xét {len(carried.units)} đơn vị thuộc loại mà bộ này không có: {names}")
    if carried.undeclared:
        texts = ", ".join(f"“{text}”" for text in carried.undeclared[:LISTED])
        said.append(f"coi như không đơn vị nào có điều kiện mà biểu năm nay không hỏi: {texts}")
    return capitalized("; ".join(said))


def _reaches(ground: _Ground, unit: Unit) -> tuple[Reach, ...]:
    """One class up and one down, as far as there is one."""
    result = ground.results[unit.code]
    if result.card is None or not result.ranked:
        raise WorkspaceError(f"{unit.name} chưa được xếp hạng ({result.state.value}) nên chưa tính được.")
    if result.standing and result.standing.computed:
        return ()  # a person decided the class: no points and no bound move it
    roster, told = ground.run.roster, ground.by_unit[unit.code]
    ways = (reach(roster, unit, result.card, told, way) for way in ("up", "down"))
    return tuple(each for each in ways if each)


def _firm(ground: _Ground, draws: Draws, tried: Tried, progress: Progress) -> Tried:
    """With numpy, which is loaded for whoever asks and not in every process of the page."""
    from scoring.whatif.influence import influences  # noqa: PLC0415
    from scoring.whatif.shares import shares  # noqa: PLC0415
    from scoring.whatif.stability import stability  # noqa: PLC0415

    table = shares(ground.run.roster, ground.results)
    return replace(
        tried,
        stability=stability(table, progress, draws.kind, draws.spread, draws.number, draws.seed),
        influences=influences(table),
        lowered=lowered(ground.run.roster, ground.results, ground.by_unit),
    )


def _unit(roster: Roster, wanted: str) -> Unit:
    unit = roster.names.get(fold(wanted))
    if unit is None or not unit.evaluated:
        names = [name for each in roster.evaluated for name in (each.code, each.name, *each.aliases)]
        raise WorkspaceError(f"Không có đơn vị “{wanted}”{proposal(wanted, names)} trong diện đánh giá.")
    return unit


def read_scenarios(office: Office, files: Sequence[Path]) -> tuple[Scenario, ...]:
    """Scenarios from their files. Raises SetError with every mistake, WorkspaceError for a missing file."""
    return tuple(_read(office, path) for path in files)


def saved_scenarios(office: Office) -> tuple[Path, ...]:
    """The scenarios that were kept in the workspace, by name; no links."""
    found = sorted((office.workspace.root / FOLDER).glob("*.yaml"))
    return tuple(path for path in found if path.is_file() and not path.is_symlink())


def _read(office: Office, path: Path) -> Scenario:
    try:
        content = read_regular(path, YAML_BYTES)
    except (OSError, IrregularError):
        raise WorkspaceError(f"Không đọc được tệp phương án {path}.") from None
    return read_scenario(path.name, content, office.roster)


def save_scenario(office: Office, scenario: Scenario, who: str, now: datetime | None = None) -> Path:
    """Keep a scenario in the workspace, with who made it and when. Raises WorkspaceError without a why."""
    if not scenario.why:
        command = 'Lưu phương án cần ghi lý do: --why "LÝ DO".'
        raise WorkspaceError(Spoken(command, "Lưu phương án cần ghi lý do ở ô “Vì sao thử”."))
    folder = office.workspace.root / FOLDER
    path = folder / f"{ascii_slug(scenario.name)}.yaml"
    if path.exists() and _read(office, path) == scenario:
        return path  # typed twice
    if path.exists():
        raise WorkspaceError(f"Đã có phương án {path}. Đặt tên khác.")
    folder.mkdir(exist_ok=True)
    local = (now or datetime.now(UTC)).astimezone(VIETNAM)
    said = (f"Phương án thử, {who or 'không rõ người lập'} lập lúc {local:%H:%M ngày %d/%m/%Y}.",)
    return write_whole(path, scenario_yaml(scenario, said).encode())


def write_tried(office: Office, tried: Tried, *, parquet: bool = False) -> tuple[Path, ...]:
    """The workbook of what was tried, beside the results of the period, and its tables as Parquet.

    Raises WorkspaceError where Parquet cannot be written.
    """
    titled = {NAMES[name]: table for name, table in tables(tried).items()}
    write = partial(write_book, tried=tried)
    return write_workbook(office, WORKBOOK, write, tried.run, titled, parquet=parquet)
