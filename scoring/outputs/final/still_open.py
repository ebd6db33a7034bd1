"""What keeps the year from being frozen, each with the command that settles it."""

from collections.abc import Iterable, Iterator, Sequence

from scoring.engine.model import State, UnitResult
from scoring.inputs.model import Outcome
from scoring.outputs.comparison import Compared, compared
from scoring.outputs.final.late import unrecorded
from scoring.outputs.model import Consolidation
from scoring.rules import Punctuality, Superior

_MOST = 6  # codes in one sentence


def still_open(run: Consolidation) -> Iterator[str]:
    """A sentence for every unit and thing that is open, in the roster's order; nothing where all is settled.

    A unit that the office decided to leave out keeps nothing open.
    """
    for receipt in run.receipts:
        if receipt.outcome is Outcome.REJECTED and not receipt.sha256:
            yield (
                f"Không đọc được tệp {receipt.file}: đóng tệp, kiểm tra quyền đọc; tệp không phải biểu thì "
                "chuyển sang thư mục khác."
            )
    sides = {each.result.unit: each for each in compared(run)}
    yield from _arrivals(run, sides.values())
    for result in run.results.units:
        if result.state not in (State.OUTSIDE, State.LEFT_OUT):
            yield from _of_unit(run, result, sides.get(result.unit))


def _arrivals(run: Consolidation, units: Iterable[Compared]) -> Iterator[str]:
    """Reports that points depend on and of which the register knows nothing: the same for all units."""
    rules = [run.criteria.criteria[code].rule for unit in units for code in unit.open]
    wanted = {share.report for rule in rules if isinstance(rule, Punctuality) for share in rule.shares}
    for report in unrecorded(run):
        if report.code in wanted:
            yield (
                f"Chưa rõ ngày nhận {report.name} của các đơn vị. Ghi từng đơn vị hoặc tất cả: "
                f'danvan receive --all-units -k {report.code} --on NGÀY --reason "LÝ DO".'
            )


def _of_unit(run: Consolidation, result: UnitResult, sides: Compared | None) -> Iterator[str]:
    name = run.name(result.unit)
    leave_out = f'danvan decide leave-out {result.unit} --reason "LÝ DO"'
    if result.state is State.NOT_SUBMITTED:
        yield f"{name}: chưa nộp biểu. Nhắc đơn vị nộp; nếu không xếp loại đơn vị này: {leave_out}."
    elif result.state is State.TO_MEND or sides is None:
        yield f"{name}: biểu cần sửa. Gửi lại đơn vị bằng danvan feedback; nếu không xếp loại: {leave_out}."
    else:
        yield from _open_points(run, result.unit, name, sides.open)
        if sides.outdated:
            yield (
                f"{name}: cần xem lại điểm thẩm định của {_listed(sides.outdated)}, vì đơn vị đã đổi câu trả "
                "lời. Xuất sổ bằng danvan verify export, xem lại rồi danvan verify import."
            )


def _open_points(run: Consolidation, unit: str, name: str, codes: Sequence[str]) -> Iterator[str]:
    rules = {code: run.criteria.criteria[code].rule for code in codes}
    own = [code for code, rule in rules.items() if not isinstance(rule, Punctuality | Superior)]
    superior = [code for code, rule in rules.items() if isinstance(rule, Superior)]
    if own:
        yield (
            f"{name}: chưa thẩm định {_listed(own)}. Thẩm định bằng danvan verify export, verify import; "
            f'hoặc lấy điểm tự chấm: danvan decide adopt {unit} --reason "LÝ DO".'
        )
    if superior:
        yield (
            f"{name}: thiếu điểm cấp trên chấm ở {_listed(superior)}. Ghi vào sổ thẩm định "
            "(danvan verify export) rồi danvan verify import."
        )


def _listed(codes: Sequence[str]) -> str:
    shown = ", ".join(codes[:_MOST])
    more = len(codes) - _MOST
    return f"{shown} và {more} tiêu chí khác" if more > 0 else shown
