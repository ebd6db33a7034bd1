"""One consolidation run: everything that the workbook and the JSON contain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from scoring.criteria.schema import Block, CriteriaSet
from scoring.criteria.units import Roster, Unit
from scoring.engine.conditions import holds
from scoring.engine.memory import Memory
from scoring.engine.model import Scorecard, State, Status, UnitResult
from scoring.engine.results import Results
from scoring.findings import Finding
from scoring.intake.model import FilledForm, Receipt
from scoring.register import Action, Ledger, Verdict
from scoring.standing.conditions import ConditionState, condition_states, overruling
from scoring.standing.verdicts import waits
from scoring.standing.which_form import open_errors

NOT_JUDGED, BEING_JUDGED = "Điểm tự chấm, chưa thẩm định", "Điểm tự chấm, đang thẩm định"
JUDGED = "Điểm đã thẩm định"
UNSCORED_WORDS = "Kỳ báo cáo, không chấm điểm"


@dataclass(frozen=True)
class Consolidation:
    """The results of a period and the files they come from.

    ``set_hash`` identifies the criteria set, ``version`` the program. ``receipts`` holds one line for
    every directory entry; the one that is ``counted`` gave the unit's result.
    ``ledger``: what the register says of the year. ``earlier``: the receipts of the year's earlier reports
    by period, in the order in which they were due. A period without scores has results without points.
    ``memory``: what was worked out of units, by this run and by those before it.
    """

    roster: Roster
    set_hash: str
    period: str
    version: str
    results: Results
    receipts: tuple[Receipt, ...]
    ledger: Ledger = field(default_factory=Ledger)
    earlier: Mapping[str, tuple[Receipt, ...]] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    @property
    def criteria(self) -> CriteriaSet:
        """The criteria set."""
        return self.roster.criteria

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the files, each with its file and unit."""
        return tuple(f.at(file=r.file, unit=f.unit or r.unit) for r in self.receipts for f in r.findings)

    @cached_property
    def _counted(self) -> dict[str, Receipt]:
        return {r.unit: r for r in self.receipts if r.counted}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.roster.units}

    def unit(self, code: str) -> Unit:
        """The unit with this code. Raises KeyError for a stranger."""
        return self._units[code]

    def name(self, code: str) -> str:
        """How the unit is shown; nothing where a file's unit is not known."""
        return self._units[code].name if code in self._units else code

    def receipt(self, unit: str) -> Receipt | None:
        """The file that counts for the unit."""
        return self._counted.get(unit)

    def form(self, unit: str) -> FilledForm | None:
        """The form that counts for the unit."""
        receipt = self.receipt(unit)
        return receipt.form if receipt else None

    def files(self, unit: str) -> tuple[Receipt, ...]:
        """The file that counts for the unit, or, where none does, all that came from it."""
        receipt = self.receipt(unit)
        return (receipt,) if receipt else self.sent(unit)

    def sent(self, unit: str) -> tuple[Receipt, ...]:
        """All that came from the unit, in the order of the files."""
        return tuple(self._sent.get(unit, ()))

    @cached_property
    def _sent(self) -> dict[str, list[Receipt]]:
        sent: dict[str, list[Receipt]] = {}
        for receipt in self.receipts:
            sent.setdefault(receipt.unit, []).append(receipt)
        return sent

    @cached_property
    def verdicts(self) -> dict[tuple[str, str], Verdict]:
        """The latest verdict of the register by (unit, criterion)."""
        return self.ledger.verdicts()

    def conditions(self, unit: str) -> tuple[ConditionState, ...]:
        """What holds of the conditions that concern the unit."""
        receipt = self.receipt(unit)
        form, sha256 = (receipt.form, receipt.sha256) if receipt else (None, "")
        words = self.roster, self.unit(unit), form, sha256, self.ledger
        return self.memory.of(condition_states, unit, self.basis(unit), *words)

    def basis(self, unit: str) -> tuple[object, ...]:
        """All that is known of one unit before it is scored, its places and those of others left out."""
        return self.criteria, self.unit(unit), self.receipt(unit), *self.ledger.about(unit)

    def holding(self, result: UnitResult, card: Scorecard) -> dict[str, bool]:
        """Condition -> whether it holds beside these points of the unit, in the order of the set."""
        states = self.conditions(result.unit)
        form, overruled = self.form(result.unit), overruling(states, card.stage)
        declared = form.declared if form else {}
        return {each.condition.code: holds(each.condition, card, declared, overruled) for each in states}

    @cached_property
    def outdated(self) -> Mapping[str, tuple[str, ...]]:
        """Units whose answers changed after they were verified, with the codes that wait."""
        found: dict[str, tuple[str, ...]] = {}
        for (unit, code), verdict in self.verdicts.items():
            result = self.results.by_code.get(unit)
            mark = result.card.marks.get(code) if result and result.card else None
            if mark is None:
                continue
            exempt = mark.status is Status.EXEMPT
            if waits(verdict, self.criteria.criteria[code], self.form(unit), exempt=exempt):
                found[unit] = (*found.get(unit, ()), code)
        for result in self.results.units:
            if waiting := [c.condition.code for c in self.conditions(result.unit) if c.outdated]:
                found[result.unit] = (*found.get(result.unit, ()), *waiting)
        return found

    def self_card(self, unit: str) -> Scorecard | None:
        """The points of the unit's own form, without what only the office or the superior scores."""
        receipt = self.receipt(unit)
        return receipt.card if receipt else None

    def self_score(self, unit: str) -> Decimal | None:
        """ "Điểm tự chấm", wherever it stands: the total of the unit's own form as the form rounds it.

        Without what only the office or the superior scores; None where there is no form, or nothing counts.
        """
        card = self.self_card(unit)
        return card.result if card else None

    @cached_property
    def errors_to_mend(self) -> int:
        """How many errors units still have to mend; see :func:`open_errors`."""
        left_out = {result.unit for result in self.results.units if result.state is State.LEFT_OUT}
        return open_errors(self.receipts, left_out)

    @property
    def is_judged(self) -> bool:
        """True once a verifier or a decision has made a self score final."""
        return bool(self.verdicts) or any(self.ledger.of(Action.ADOPTED))

    def state_words(self, result: UnitResult) -> str:
        """The unit's state; it says so where its points are not of the stage that the workbook is about."""
        card = result.card
        behind = card is not None and card.stage != self.results.stage
        return f"{result.state.value}, điểm tự chấm" if behind else result.state.value

    def is_placed(self, result: UnitResult) -> bool:
        """True where the unit stands in the ranking table: ranked, or disqualified with all its points."""
        if result.ranked:
            return True
        card = result.card
        return result.state is State.INELIGIBLE and card is not None and card.stage == self.results.stage

    def placed(self, block: str) -> tuple[UnitResult, ...]:
        """The block's rows of the ranking table, best first, disqualified units last."""
        here = [r for r in self.results.units if r.block == block and self.is_placed(r)]
        return tuple(sorted(here, key=lambda r: r.in_block.place if r.in_block else len(here) + 1))

    def scored(self, block: str) -> tuple[UnitResult, ...]:
        """The block's units that have points: those placed, in that order, then those that have to mend."""
        rest = (r for r in self.results.units if r.block == block and r.card and not self.is_placed(r))
        return (*self.placed(block), *rest)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that hold units, in the set's order."""
        held = {result.block for result in self.results.units}
        return tuple(block for block in self.criteria.blocks if block.code in held)

    @property
    def by_block(self) -> Iterator[tuple[Block, tuple[UnitResult, ...]]]:
        """Every block with its rows of the ranking table."""
        return ((block, self.placed(block.code)) for block in self.blocks)

    @property
    def stage_words(self) -> str:
        """What the points are, so that nobody takes a self score for a final one."""
        if not self.criteria.is_scored(self.period):
            return UNSCORED_WORDS
        if self.results.stage == "verified":
            return JUDGED
        return BEING_JUDGED if self.is_judged else NOT_JUDGED

    @property
    def period_words(self) -> str:
        """``năm 2026``, ``6 tháng năm 2026``."""
        criteria, year = self.criteria, f"năm {self.criteria.year}"
        return (
            year if criteria.is_scored(self.period) else f"{criteria.report(self.period).short_name} {year}"
        )
