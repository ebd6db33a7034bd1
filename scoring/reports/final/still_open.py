"""What keeps the year from being frozen: each cause once, with its units and the commands that settle it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scoring.engine.model import State
from scoring.intake.model import Outcome, Receipt
from scoring.register import Action, Record
from scoring.register.actions import Classed, ConditionDecided
from scoring.standing.approvals import approval_states
from scoring.standing.classes import excesses, idle, overtaken
from scoring.standing.comparison import Finality, finality
from scoring.standing.conditions import WORD, ConditionState
from scoring.standing.run import Consolidation
from scoring.standing.trail import NAMED, listed
from scoring.standing.unverified import DECIDE_CONDITION, unknown_arrivals, words_of_arrivals

Waiting = Mapping[str, Finality]
"""The units that have to get final points, and how far each is."""
SETTLED = (State.OUTSIDE, State.LEFT_OUT, State.NOTHING_ASKED)
_MOST = 4  # codes named for one unit; of more only their number is said


class Matter(StrEnum):
    """What an open matter is about, and so where it is settled."""

    FILE = "file"
    MISSING = "missing"
    TO_MEND = "to_mend"
    NEWER = "newer"
    BACK = "back"
    UNVERIFIED = "unverified"
    CONDITION = "condition"
    POINTS = "points"
    ARRIVAL = "arrival"
    CLASS = "class"
    QUOTA = "quota"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """A unit that a matter is about; ``words``: what of it is open, where that is not the whole."""

    code: str
    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """One cause: ``what`` is open, in one sentence, and ``remedy``, which is worded in commands.

    ``head`` and ``units`` say the same line by line. ``period``: the code of the report that it is about.
    """

    matter: Matter
    what: str
    remedy: str
    head: str = ""
    units: tuple[OpenUnit, ...] = ()
    period: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"


def still_open(run: Consolidation) -> Iterator[OpenMatter]:
    """Every cause, units in the roster's order; nothing where all is settled.

    A unit that the office decided to leave out, or for which nothing counts, keeps nothing open.
    """
    for receipt in run.receipts:
        if receipt.outcome is Outcome.REJECTED and not receipt.sha256:
            yield OpenMatter(
                Matter.FILE,
                f"Không đọc được tệp {receipt.file}:",
                "đóng tệp, kiểm tra quyền đọc; tệp không phải biểu thì chuyển sang thư mục khác.",
            )
    yield from _forms(run)
    yield from _news(run)
    waiting = {
        result.unit: finality(run, result)
        for result in run.results.units
        if result.card and result.state not in (*SETTLED, State.TO_MEND)
    }
    yield from _points(run, waiting)
    for report, units in unknown_arrivals(run):
        what, remedy = words_of_arrivals(run, report, units)
        lines = tuple(OpenUnit(unit, run.name(unit)) for unit in units)
        yield OpenMatter(Matter.ARRIVAL, what, remedy, f"Chưa rõ ngày nhận {report.name}", lines, report.code)
    yield from _classes(run)
    yield from _unapproved(run)


def _unapproved(run: Consolidation) -> Iterator[OpenMatter]:
    """The steps of approval that do not hold, the first of each block with its command."""
    told = set[str]()
    for state in approval_states(run):
        block = state.figures.block
        if state.approved or block.code in told:
            continue
        told.add(block.code)
        yield OpenMatter(
            Matter.APPROVAL,
            f"Chưa phê duyệt {block.name}, bước “{state.step.name}”: {state.words}.",
            f"Phê duyệt: danvan approve {state.step.code} --block {block.code}",
        )


def _forms(run: Consolidation) -> Iterator[OpenMatter]:
    """Units without a form that counts."""
    missing, to_mend = [], []
    for result in run.results.units:
        if result.state is State.NOT_SUBMITTED:
            missing.append(result.unit)
        elif result.state is State.TO_MEND or (result.card is None and result.state not in SETTLED):
            to_mend.append(result.unit)
    if missing:
        strangers = [r.file for r in run.receipts if r.outcome is Outcome.REJECTED and not r.unit]
        whose = f" Tệp chưa rõ của đơn vị nào: {listed(strangers)}." if strangers else ""
        yield _of_units(
            Matter.MISSING,
            "Chưa nộp biểu",
            _units(run, missing),
            f"Nhắc đơn vị nộp; đơn vị nào không xếp loại thì ghi: {_leave_out(missing)}",
            tail=whose,
        )
    if to_mend:
        yield _of_units(
            Matter.TO_MEND,
            "Biểu cần sửa",
            _units(run, to_mend),
            f"Gửi lại đơn vị: danvan feedback; đơn vị nào không xếp loại thì ghi: {_leave_out(to_mend)}",
        )


def _news(run: Consolidation) -> Iterator[OpenMatter]:
    """Units that sent something after the office decided: whether it changes anything, the office says."""
    newer = dict.fromkeys(
        receipt.unit
        for receipt in run.receipts
        if any(found.code == "D08" for found in receipt.findings)
        and run.results[receipt.unit].state not in (State.OUTSIDE, State.LEFT_OUT)
        and 0 < _decided(run, receipt.unit, Action.VERIFIED, Action.ADOPTED) < _seen(run, receipt)
    )
    if newer:
        yield _of_units(
            Matter.NEWER,
            "Bản gửi sau có lỗi, đang tính bản trước",
            _units(run, newer),
            "Đơn vị sửa rồi gửi lại: danvan feedback; hoặc giữ bản trước, nêu lý do mới: "
            f'danvan decide adopt {next(iter(newer))} --reason "LÝ DO"',
        )
    back = [
        receipt.unit
        for receipt in run.receipts
        if receipt.counted
        and run.results[receipt.unit].state is State.LEFT_OUT
        and not receipt.has_error
        and _seen(run, receipt) > _decided(run, receipt.unit, Action.LEFT_OUT)
    ]
    if back:
        line = _decided(run, back[0], Action.LEFT_OUT)
        yield _of_units(
            Matter.BACK,
            "Đã ghi không xếp loại, nay có biểu hợp lệ",
            _units(run, back),
            f'Xếp loại: danvan decide revoke {line} --reason "LÝ DO"; vẫn không xếp loại thì ghi lại, nêu lý '
            f"do mới: {_leave_out(back)}",
        )


def _seen(run: Consolidation, receipt: Receipt) -> int:
    """The register's line of the file."""
    return run.ledger.line_of_file(receipt.unit, receipt.sha256)


def _decided(run: Consolidation, unit: str, *actions: Action) -> int:
    """The last line in which the office decided of the unit."""
    return max((line.seq for line in run.ledger.of(*actions, unit=unit)), default=0)


def _points(run: Consolidation, waiting: Waiting) -> Iterator[OpenMatter]:
    """Points that nobody has decided, and those decided on another answer."""
    own = _open(run, waiting, "unit")
    if own:
        unit = next(iter(own))
        yield _of_units(
            Matter.UNVERIFIED,
            "Chưa thẩm định",
            _codes(run, own),
            "Thẩm định: danvan verify export, ghi điểm rồi danvan verify import TỆP; hoặc lấy điểm tự chấm, "
            f'của đơn vị: danvan decide adopt {unit} --reason "LÝ DO"; mọi đơn vị: '
            'danvan decide adopt --all-units --reason "LÝ DO"',
        )
    yield from _conditions(run, waiting)
    superior = _open(run, waiting, "superior")
    if superior:
        yield _of_units(
            Matter.POINTS,
            "Thiếu điểm do cấp trên chấm",
            _codes(run, superior),
            "Ghi vào sổ thẩm định: danvan verify export, ghi điểm rồi danvan verify import TỆP",
        )
    outdated = {unit: far.outdated for unit, far in waiting.items() if far.outdated}
    if outdated:
        yield _of_units(
            Matter.POINTS,
            "Cần xem lại điểm thẩm định",
            _codes(run, outdated),
            "Xuất sổ: danvan verify export; ở từng dòng ghi điểm mới, hoặc giữ điểm và ghi x ở cột Đã xem "
            "lại; rồi danvan verify import TỆP",
            because=", vì đơn vị đã đổi câu trả lời",
        )


def _conditions(run: Consolidation, waiting: Waiting) -> Iterator[OpenMatter]:
    """Conditions that only the unit has spoken of, and decisions since which it says something else."""
    asked = {each.code for each in run.criteria.conditions}
    of_units = {unit: [c for c in far.unverified if c in asked] for unit, far in waiting.items()}
    if of_units := {unit: codes for unit, codes in of_units.items() if codes}:
        unit, codes = next(iter(of_units.items()))
        yield _of_units(
            Matter.CONDITION,
            "Chưa thẩm định điều kiện xếp loại",
            _codes(run, of_units, "điều kiện"),
            "Thẩm định: danvan verify export, chọn Có hoặc Không rồi danvan verify import TỆP; hoặc lấy theo "
            'khai báo của đơn vị: danvan decide adopt --all-units --reason "LÝ DO"; hoặc quyết định: '
            f"{DECIDE_CONDITION.format(unit, codes[0])}",
        )
    for unit in waiting:
        for state in run.conditions(unit):
            if state.ruling and state.overtaken:
                yield _overtaken(run, unit, state, state.ruling)


def _overtaken(run: Consolidation, unit: str, state: ConditionState, line: Record) -> OpenMatter:
    code, said = state.condition.code, ConditionDecided.of(line)
    then, now = (word or "chưa khai" for word in (said.declared, WORD[state.declared]))
    changed = f"{code}, khi quyết định khai “{then}”, nay khai “{now}”"
    return OpenMatter(
        Matter.CONDITION,
        f"Cần xem lại quyết định về điều kiện {code} của {run.name(unit)} ({unit}), dòng {line.seq}: khi "
        f"quyết định, đơn vị khai “{then}”, nay khai “{now}”.",
        f"Giữ thì ghi lại, nêu lý do mới: danvan decide condition {unit} {code} "
        f'{"--holds" if said.holds else "--does-not-hold"} --reason "LÝ DO" --document "VĂN BẢN"; bỏ thì: '
        f'danvan decide revoke {line.seq} --reason "LÝ DO"',
        f"Cần xem lại quyết định về điều kiện xếp loại, dòng {line.seq}",
        (OpenUnit(unit, run.name(unit), changed),),
    )


def _classes(run: Consolidation) -> Iterator[OpenMatter]:
    """Quotas exceeded of which nobody decided, and decisions on a class that today's results overtook."""
    for note in excesses(run):
        within = f" --block {note.block}" if note.block else ""
        lower = (*note.give_up, *note.tied, *note.keep)[0]
        yield OpenMatter(
            Matter.QUOTA,
            f"Vượt hạn mức. {note.text}",
            f"Đơn vị không giữ loại, từng đơn vị: danvan decide class {lower} LOẠI "
            f'--reason "LÝ DO" --document "VĂN BẢN"; chấp nhận vượt: danvan decide quota {note.class_code}'
            f'{within} --accept --reason "LÝ DO" --document "VĂN BẢN"',
        )
    for line, then, now in overtaken(run):
        unit, said = line.draft.unit, Classed.of(line)
        yield OpenMatter(
            Matter.CLASS,
            f"Cần xem lại quyết định xếp loại của {run.name(unit)} ({unit}), dòng {line.seq}: khi quyết "
            f"định, theo điểm và điều kiện là “{then}”, nay là “{now}”.",
            f"Giữ thì ghi lại, nêu lý do: danvan decide class {unit} {said.class_code} "
            '--reason "LÝ DO" --document "VĂN BẢN"; bỏ thì: '
            f'danvan decide revoke {line.seq} --reason "LÝ DO"',
            f"Cần xem lại quyết định xếp loại, dòng {line.seq}",
            (OpenUnit(unit, run.name(unit), f"khi quyết định theo điểm là “{then}”, nay là “{now}”"),),
        )
    for line in idle(run):
        unit = line.draft.unit
        yield OpenMatter(
            Matter.CLASS,
            f"Quyết định xếp loại của {run.name(unit)} ({unit}), dòng {line.seq}, không còn tác dụng vì đơn "
            f"vị {run.results[unit].state.value} hoặc bộ tiêu chí không có loại ấy.",
            f'Hủy: danvan decide revoke {line.seq} --reason "LÝ DO"',
        )


def _open(run: Consolidation, waiting: Waiting, by: str) -> dict[str, Sequence[str]]:
    """The open codes of each unit whose points come ``by`` that hand; units without any are left out."""
    asked = {code for code, criterion in run.criteria.criteria.items() if criterion.rule.by == by}
    of_units = {unit: [code for code in far.unverified if code in asked] for unit, far in waiting.items()}
    return {unit: codes for unit, codes in of_units.items() if codes}


def _of_units(
    matter: Matter, head: str, units: Sequence[OpenUnit], remedy: str, *, because: str = "", tail: str = ""
) -> OpenMatter:
    """A matter of several units: ``because`` comes before their names, ``tail`` after."""
    named = (f"{each.name} ({each.code}){f': {each.words}' if each.words else ''}" for each in units)
    what = f"{head} ({len(units)}){because}: {'; '.join(named)}.{tail}"
    return OpenMatter(matter, what, remedy, f"{head}{because}{f'.{tail}' if tail else ''}", tuple(units))


def _units(run: Consolidation, units: Iterable[str]) -> list[OpenUnit]:
    return [OpenUnit(unit, run.name(unit)) for unit in units]


def _codes(
    run: Consolidation, of_units: Mapping[str, Sequence[str]], what: str = "tiêu chí"
) -> list[OpenUnit]:
    """Units, each with its codes, or with their number where they are many."""
    return [
        OpenUnit(unit, run.name(unit), ", ".join(codes) if len(codes) <= _MOST else f"{len(codes)} {what}")
        for unit, codes in of_units.items()
    ]


def _leave_out(units: Sequence[str]) -> str:
    """The command for these units, or for as many as a line may name."""
    more = " (các đơn vị khác: thêm mã ghi trong ngoặc)" if len(units) > NAMED else ""
    return f'danvan decide leave-out {" ".join(units[:NAMED])} --reason "LÝ DO"{more}'
