"""The path of one unit's points for one criterion; nothing is written."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.criteria.messages import proposal, unknown
from scoring.criteria.units import Roster, Unit
from scoring.engine.model import Status
from scoring.errors import Spoken, WorkspaceError
from scoring.json_text import as_json
from scoring.pipeline.consolidation import standing
from scoring.pipeline.office import Office, Progress, quiet
from scoring.reports.results_json import trail_data
from scoring.standing.classes import basis
from scoring.standing.conditions import WORD
from scoring.standing.run import Consolidation
from scoring.standing.tracing import trails
from scoring.standing.trail import Trail, recorded
from scoring.text import fold, show_number


def trail(
    office: Office, unit: str, criterion: str, progress: Progress = quiet, run: Consolidation | None = None
) -> tuple[Unit, Trail]:
    """The unit (by code or name) and the path of its points for the criterion or condition (by code).

    ``run``: of the verified stage, where it is known already. Raises WorkspaceError for a stranger, with the
    near miss, and for a unit that has no points.
    """
    found = _unit(office.roster, unit)
    code = _code(office.roster, found, criterion)
    run = run or standing(office, progress, stage="verified")
    for each in trails(run, run.results[found.code]):
        if each.code == code:
            return found, each
    state = run.results[found.code].state.value
    none = f"{found.name}: {state}, chưa có biểu được tính điểm"
    seen = "Xem trang “Tình trạng nộp” của bảng tổng hợp, hoặc chạy: danvan consolidate."
    page = f"{none}. Xem tình trạng nộp ở Trang chủ."
    raise WorkspaceError(Spoken(f"{none} ở {office.inbox}. {seen}", page))


def _unit(roster: Roster, wanted: str) -> Unit:
    unit = roster.names.get(fold(wanted))
    if unit is None:
        names = [name for each in roster.evaluated for name in (each.code, each.name, *each.aliases)]
        none = f"Không có đơn vị “{wanted}”{proposal(wanted, names)}."
        page = f"{none} Danh sách đơn vị ở trang Bộ tiêu chí."
        raise WorkspaceError(Spoken(f"{none} Xem mã và tên bằng: danvan criteria check.", page))
    if not unit.evaluated:
        raise WorkspaceError(f"{unit.name} không thuộc diện đánh giá: {unit.outside}.")
    return unit


def _code(roster: Roster, unit: Unit, wanted: str) -> str:
    codes = [each.code for each in roster.asked(unit)] + [each.code for each in roster.conditions(unit)]
    asked = {fold(code): code for code in codes}
    if fold(wanted) in asked:
        return asked[fold(wanted)]
    others = [*roster.criteria.criteria, *(each.code for each in roster.criteria.conditions)]
    if fold(wanted) in map(fold, others):
        raise WorkspaceError(f"Tiêu chí “{wanted}” không áp dụng cho {unit.name}.")
    says = unknown("tiêu chí", wanted, codes)
    raise WorkspaceError(f"{unit.name}: {says}.")


def trail_lines(unit: Unit, path: Trail) -> list[tuple[str, str]]:
    """The whole path as label and words; what does not apply is left out."""
    answer, record = path.answer, path.decision
    where = ", ".join(filter(None, (answer.file, answer.sheet, answer.cells and f"ô {answer.cells}")))
    lines = [
        ("Đơn vị", f"{unit.name} ({unit.code})"),
        ("Tiêu chí", f"{path.code}. {path.text}"),
        ("Cách chấm", " ".join(filter(None, (path.guide, path.rule)))),
        ("Căn cứ", path.reference),
        ("Tình trạng", path.status),
        ("Trả lời của đơn vị", "" if path.deadlines else answer.words),
        *((f"Báo cáo {n}", each.traced) for n, each in enumerate(path.deadlines, 1)),
        ("Tệp, trang, ô", where),
        ("Tài liệu kiểm chứng", answer.evidence),
        ("Giải trình", answer.explanation),
        *((each.severity.label, f"{each.message} {each.remedy}") for each in path.findings),
        ("Điểm đơn vị ghi", show_number(path.stated)),
        ("Điểm tự chấm (tính lại)", _of(path.own, path.top)),
        ("Người thẩm định", path.verifier),
        ("Thẩm định", WORD[path.state.checked] if path.state else ""),
        ("Điểm thẩm định", _of(path.checked, path.top)),
        *_rounds(path),
        ("Lý do", path.reason),
        ("Ghi sổ", recorded(record) if record else ""),
        ("Cần xem lại", _waiting(path)),
        ("Quyết định xếp loại", _classed(path)),
        ("Để riêng", _set_aside(path)),
    ]
    told = [(label, words) for label, words in lines if words]
    if path.status == Status.EXEMPT:
        told.append(("Điểm chính thức", "không tính, đơn vị được miễn"))
    elif path.top is not None:
        waiting = "cần xem lại" if path.outdated else "chưa thẩm định"
        if path.status == Status.AWAITED:
            waiting = "chờ cơ quan chấm"
        told.append(("Điểm chính thức", _of(path.final, path.top) or f"chưa có ({waiting})"))
    elif path.state:
        waiting = "cần xem lại" if path.outdated else "chưa thẩm định"
        told.append(("Chính thức", WORD[path.holds] or f"chưa có ({waiting})"))
    return told


def _classed(path: Trail) -> str:
    """The class that a person decided for the unit, why, and where it is recorded."""
    line = path.classed
    return f"{path.class_words}: {basis(line.draft)} ({recorded(line)})" if line else ""


def _rounds(path: Trail) -> Iterator[tuple[str, str]]:
    """Each round of verification with its points and reason, and what the unit said between the two."""
    verdict = path.verdict
    if verdict is None:
        return
    rounds = [(verdict.round, verdict.points, verdict.reason)]
    if verdict.first is not None and verdict.round > 1:
        rounds.insert(0, (1, verdict.first, verdict.first_reason))
    for number, points, reason in rounds:
        if number > 1 and path.reply:
            yield "Đơn vị giải trình", path.reply
        said = WORD[bool(points)] if path.state else _of(points, path.top)
        yield f"Thẩm định lần {number}", ": ".join(filter(None, (said, reason)))
    if verdict.round == 1 and path.reply:
        yield "Đơn vị giải trình", path.reply


def _waiting(path: Trail) -> str:
    """What was given for an answer that the unit has replaced since."""
    if not (path.outdated and path.verdict):
        return ""
    if path.state:
        return f"đã thẩm định “{WORD[path.state.checked]}” cho lời khai cũ; đơn vị đã đổi lời khai"
    return (
        f"đã chấm {show_number(path.verdict.points)} cho câu trả lời cũ; đơn vị đã đổi câu trả lời nên điểm "
        "chưa được tính"
    )


def _set_aside(path: Trail) -> str:
    """What was verified before the unit was exempted, and how it comes back."""
    if path.aside is None:
        return ""
    told = f"đã thẩm định {show_number(path.aside.points)} điểm ({recorded(path.aside.record)}); "
    if path.exemption is None:
        return f"{told}không tính vì đơn vị được miễn theo danh sách đơn vị"
    said = f"{told}không tính vì đơn vị được miễn; hủy quyết định miễn (%s) thì điểm này được tính lại"
    seq = path.exemption.seq
    return Spoken(said % f"danvan decide revoke {seq}", said % f"dòng số {seq}, trang Quyết định")


def _of(points: Decimal | None, top: Decimal | None) -> str:
    return "" if points is None else f"{show_number(points)}/{show_number(top)}"


def trail_json(unit: Unit, path: Trail) -> str:
    """What ``danvan trail --json`` prints."""
    content = {"unit": unit.code, "name": unit.name, **trail_data(path)}
    return as_json(content)
