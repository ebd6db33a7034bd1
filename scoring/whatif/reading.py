"""A scenario from its file or from what was typed, with every mistake at its line; and back to a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from scoring.criteria.messages import in_vietnamese
from scoring.criteria.source import Source
from scoring.criteria.units import Roster
from scoring.criteria.yaml_source import read_yaml
from scoring.criteria.yaml_writer import plain_yaml
from scoring.errors import SetError
from scoring.whatif.scenario import Scenario, misfits

OPTIONS = "tùy chọn"


def read_scenario(file: str, content: bytes, roster: Roster) -> Scenario:
    """A scenario from YAML. Raises SetError with all that is wrong with it, or does not fit the set."""
    return _checked(read_yaml(file, content), roster)


def told_scenario(told: Mapping[str, Any], roster: Roster) -> Scenario:
    """A scenario from what was typed. Raises SetError."""
    return _checked(Source(OPTIONS, told), roster)


def scenario_yaml(scenario: Scenario, remarks: Iterable[str] = ()) -> str:
    """The scenario as a file that reads back as the same; ``remarks`` stand above it."""
    head = "".join(f"# {' '.join(line.split())}\n" for line in remarks)
    return head + plain_yaml(scenario.model_dump(exclude_defaults=True))


def _checked(source: Source, roster: Roster) -> Scenario:
    try:
        scenario = Scenario.model_validate(source.data)
    except ValidationError as error:
        raise SetError(*in_vietnamese(error, Scenario, source)) from None
    wrong = [source.message(*mistake) for mistake in misfits(scenario, roster)]
    if wrong:
        raise SetError(*wrong)
    return scenario
