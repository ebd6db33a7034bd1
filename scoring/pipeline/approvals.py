"""The results are approved step by step, or sent back; the year is frozen after the last step."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NoReturn

from scoring.criteria.approvals import Approval
from scoring.criteria.messages import unknown
from scoring.errors import Spoken, WorkspaceError
from scoring.pipeline.consolidation import standing
from scoring.pipeline.office import Office, Progress, quiet
from scoring.pipeline.records import Recorded, Voice, record, today
from scoring.register import Draft
from scoring.register.actions import Approved, SentBack
from scoring.standing.approvals import StepState, approval_states
from scoring.standing.run import Consolidation
from scoring.text import fold

AGREED = "Nhất trí với kết quả"


def approve(
    office: Office,
    step: str,
    blocks: Sequence[str],
    voice: Voice,
    progress: Progress = quiet,
    *,
    seen: str = "",
) -> Recorded:
    """Approve the results of these blocks, or of every block that the step has not approved yet, as they are.

    All of them or none. ``seen``: the digest of the results that whoever approves has seen. Raises
    WorkspaceError where results are open or others than seen, or the step before has not approved.
    """
    wanted = _step(office, step)
    run = today(office, voice, progress)
    states = _chosen(run, wanted, blocks)
    waiting = [state for state in states if not state.ready]
    if waiting:
        raise WorkspaceError(*(_why_not(run, state) for state in waiting))
    if any(seen and state.figures.digest != seen for state in states):
        raise WorkspaceError("Kết quả đã đổi từ lúc mở trang, chưa phê duyệt. Xem lại rồi phê duyệt.")
    drafts = [_approved(run, state) for state in states if not state.approved]
    said = replace(voice, reason=voice.reason or AGREED)
    return record(office, said, drafts, again_since=run.ledger)


def send_back(
    office: Office, step: str, blocks: Sequence[str], voice: Voice, progress: Progress = quiet
) -> Recorded:
    """Send these blocks, or every block that has come to the step, back to the step before it.

    The approval of that step, and of all after it, no longer holds. Raises WorkspaceError where the results
    have not come to the step.
    """
    wanted = _step(office, step)
    run = standing(office, progress, "verified")
    states = [state for state in _chosen(run, wanted, blocks) if blocks or state.ready]
    waiting = [state for state in states if not state.ready]
    if waiting or not states:
        names = "; ".join(state.figures.block.name for state in waiting) or "chưa khối nào"
        none = f"Chưa đến bước “{wanted.name}” nên không có gì để trả lại: {names}."
        raise WorkspaceError(Spoken(f"{none} Xem các bước bằng: danvan consolidate.", none))
    year = office.roster.criteria.year
    drafts = [SentBack(wanted.code, state.figures.block.code).draft(year, office.period) for state in states]
    return record(office, voice, drafts, again_since=run.ledger)


def approval_lines(run: Consolidation) -> Iterator[str]:
    """Where the approval stands, a sentence for each step; nothing where the set lists no steps."""
    states = approval_states(run)
    for step in run.criteria.approvals if states else ():
        here = [state for state in states if state.step.code == step.code]
        yield f"{step.name}: " + "; ".join(f"{each.figures.block.name}: {each.words}" for each in here) + "."


def _step(office: Office, typed: str) -> Approval:
    """The step with this code or name. Raises WorkspaceError."""
    steps = office.roster.criteria.approvals
    if not steps:
        raise WorkspaceError(
            "Bộ tiêu chí không có bước phê duyệt nào. Ghi các bước ở trang “Phê duyệt” của bộ tiêu chí."
        )
    found = next((each for each in steps if fold(typed) in (fold(each.code), fold(each.name))), None)
    if found is None:
        _stranger("bước phê duyệt", typed, [each.code for each in steps])
    return found


def _chosen(run: Consolidation, step: Approval, blocks: Sequence[str]) -> list[StepState]:
    """The step in the blocks named, or in all. Raises WorkspaceError for a stranger."""
    here = [state for state in approval_states(run) if state.step.code == step.code]
    if not blocks:
        return here
    known = {fold(name): s for s in here for name in (s.figures.block.code, s.figures.block.name)}
    for typed in blocks:
        if fold(typed) not in known:
            _stranger("khối", typed, [state.figures.block.code for state in here])
    return list({id(known[fold(typed)]): known[fold(typed)] for typed in blocks}.values())


def _stranger(what: str, typed: str, known: Sequence[str]) -> NoReturn:
    says = unknown(what, typed, known)
    raise WorkspaceError(f"{says[0].upper()}{says[1:]}.")


def _approved(run: Consolidation, state: StepState) -> Draft:
    figures = state.figures
    content = Approved(state.step.code, figures.block.code, figures.digest, figures.written)
    return content.draft(run.criteria.year, run.period)


def _why_not(run: Consolidation, state: StepState) -> str:
    """Why the step cannot approve the block yet, with what has to be done first."""
    block, waiting = state.figures.block.name, state.figures.open
    if waiting:
        units = "; ".join(f"{run.name(unit)} ({unit})" for unit in waiting)
        none = f"{block}: chưa có kết quả chính thức của {len(waiting)} đơn vị: {units}. Xem việc còn lại"
        return Spoken(
            f"{none} bằng: danvan finalize; hoặc chỉ phê duyệt khối khác: --block KHỐI.",
            f"{none} ở trang Quyết định.",
        )
    order = [step.code for step in run.criteria.approvals]
    before = run.criteria.approvals[order.index(state.step.code) - 1]
    none = f"{block}: bước trước chưa phê duyệt. Phê duyệt bước trước"
    return Spoken(f"{none}: danvan approve {before.code}.", f"{none} (“{before.name}”) rồi đến bước này.")
