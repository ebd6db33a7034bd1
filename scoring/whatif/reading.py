"""A scenario from its file or from what was typed, with every mistake at its line; and back to a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from scoring.criteria.messages import in_vietnamese
from scoring.criteria.source import Keys, Source
from scoring.criteria.units import Roster
from scoring.criteria.yaml_source import read_yaml
from scoring.criteria.yaml_writer import plain_yaml
from scoring.errors import SetError
from scoring.whatif.lapsed import contradictions
from scoring.whatif.scenario import Scenario, misfits

TYPED = "Phương án"
_PLACES = {
    "classes": "mức điểm của loại",
    "needs": "điều kiện của loại",
    "quota": "hạn mức của loại",
    "caps": "hạn chế xếp loại",
    "bonus_cap": "điểm thưởng tối đa",
    "penalty_cap": "điểm trừ tối đa",
    "maxima": "điểm tối đa của",
    "without": "mục bỏ đi",
    "conditions": "điều kiện ở đơn vị",
}
"""How the fields of a scenario are called where nobody has written their keys."""


def read_scenario(file: str, content: bytes, roster: Roster) -> Scenario:
    """A scenario from YAML. Raises SetError with all that is wrong with it, or does not fit the set."""
    return _checked(read_yaml(file, content), roster)


def told_scenario(told: Mapping[str, Any], roster: Roster) -> Scenario:
    """A scenario from what was typed. Raises SetError."""
    places: dict[Keys, str] = {}
    for key, words in _PLACES.items():
        places[(key,)] = words
        value = told.get(key)
        places |= {(key, code): f"{words} “{code}”" for code in (value if isinstance(value, dict) else ())}
    return _checked(Source(TYPED, told, places, keyed=False), roster)


def scenario_yaml(scenario: Scenario, remarks: Iterable[str] = ()) -> str:
    """The scenario as a file that reads back as the same; ``remarks`` stand above it."""
    head = "".join(f"# {' '.join(line.split())}\n" for line in remarks)
    return head + plain_yaml(scenario.model_dump(exclude_defaults=True))


def _checked(source: Source, roster: Roster) -> Scenario:
    try:
        scenario = Scenario.model_validate(source.data)
    except ValidationError as error:
        raise SetError(*in_vietnamese(error, Scenario, source)) from None
    found = (*misfits(scenario, roster), *contradictions(scenario, roster.criteria))
    wrong = [source.message(*mistake) for mistake in found]
    if wrong:
        raise SetError(*wrong)
    return scenario
