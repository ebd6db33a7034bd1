"""N06, N07: answers that are valid by themselves and contradict each other, as the rule says."""

from collections.abc import Iterator, Mapping

from scoring.findings import Finding
from scoring.intake.checks.base import Asked, Cells, Live
from scoring.intake.checks.excel import all_of, all_valid, exact
from scoring.intake.checks.words import fields, short, tell
from scoring.intake.model import Row
from scoring.rules import valid


def check(row: Row, asked: Asked) -> Iterator[Finding]:
    """The rule's own mistakes, reported at the last field, once every field is valid."""
    answers = row.entry.answers
    wanted = fields(asked)
    if all(field.key in answers and valid(field, answers[field.key]) for field in wanted):
        for code, words in asked.criterion.rule.mistakes(row.entry):
            yield tell(code, asked, row, wanted[-1].key, **_shortened(words))


def live(cells: Cells, asked: Asked) -> Iterator[Live]:
    """The same in the form."""
    for condition, code, words in asked.criterion.rule.mistake_formulas(exact(asked.criterion, cells)):
        here = all_of(all_valid(asked.criterion, cells), condition)
        yield Live(here, tell(code, asked, **_shortened(words)))


def _shortened(words: Mapping[str, str]) -> dict[str, str]:
    return {slot: short(word) for slot, word in words.items()}
