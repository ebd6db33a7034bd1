"""What a unit says where the verifiers differ from it: recorded, and shown to the verifiers.

It may speak of points below its own, and of a condition that they found otherwise than it declared.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.criteria.units import Unit
from scoring.errors import WorkspaceError
from scoring.pipeline.office import Office
from scoring.pipeline.records import Voice
from scoring.register import Action, Draft, Ledger, Record, Verdict
from scoring.register.actions import Explained
from scoring.standing.run import Consolidation
from scoring.text import clean

LONGEST = 2_000
"""Letters of an explanation."""


def explainable(run: Consolidation, unit: str) -> tuple[str, ...]:
    """The criteria and conditions of which the unit may say something: verified in a first round."""
    result = run.results[unit]
    marks = result.card.marks if result.card else {}
    declared = {each.condition.code for each in run.conditions(unit) if each.verdict and not each.ruling}
    return tuple(
        code
        for (of, code), verdict in run.ledger.verdicts().items()
        if of == unit
        and verdict.round == 1
        and verdict.own is not None
        and (verdict.points < verdict.own if code in marks else verdict.points != verdict.own)
        and (code in marks or code in declared)
    )


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """What the unit said last of one criterion or condition, and the verdict that stands today.

    ``answered``: that verdict came after the words were said; else these wait for a verifier.
    """

    code: str
    record: Record
    verdict: Verdict | None
    answered: bool


def explained(run: Consolidation, unit: str) -> tuple[ExplainedLine, ...]:
    """All that the unit explained, also where another round has followed, in the order of the register."""
    waiting, verdicts = run.ledger.explanations, run.ledger.verdicts()
    return tuple(
        ExplainedLine(code, record, verdicts.get((said_by, code)), (said_by, code) not in waiting)
        for (said_by, code), record in run.ledger.explained.items()
        if said_by == unit
    )


def explain(office: Office, run: Consolidation, unit: Unit, words: Mapping[str, str], voice: Voice) -> int:
    """Record the unit's words by criterion, those that are new; how many were recorded.

    Raises WorkspaceError where the year is closed, and for a criterion that cannot be explained.
    """
    if next(run.ledger.of(Action.FROZEN), None):
        raise WorkspaceError(
            "Năm này đã chốt nên không nhận giải trình trên trang. Gửi giải trình bằng văn bản."
        )
    said = {code: clean(text) for code, text in words.items() if clean(text)}
    if longest := max((len(text) for text in said.values() if len(text) > LONGEST), default=0):
        raise WorkspaceError(
            f"Chưa gửi: có giải trình dài {longest} ký tự, nhiều nhất là {LONGEST}. Rút gọn; phần dài gửi "
            "bằng tệp ở trang Tài liệu."
        )
    if strange := sorted(said.keys() - {*explainable(run, unit.code)}):
        raise WorkspaceError(
            f"Không giải trình được {', '.join(strange)}: chỉ giải trình điểm thẩm định lần 1 thấp hơn điểm "
            "tự chấm, hoặc điều kiện được thẩm định khác lời khai. Mở lại trang Kết quả để xem điểm mới nhất."
        )

    def news(ledger: Ledger) -> list[Draft]:
        verdicts = ledger.verdicts()
        return [
            Explained(verdicts[unit.code, code].record.seq).draft(
                run.criteria.year, office.period, unit.code, code, reason=text
            )
            for code, text in said.items()
            if (unit.code, code) in verdicts
            and not ((line := ledger.explanations.get((unit.code, code))) and line.draft.reason == text)
        ]

    return len(office.register.append(run.criteria.year, news, voice.who, voice.now))
