"""From a set's folder to a checked roster."""

from pathlib import Path

from ruamel.yaml import YAML

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, UnitList


def load_roster(folder: Path) -> Roster:
    """The set and units of a folder."""
    yaml = YAML(typ="base", pure=True)
    criteria = CriteriaSet.model_validate(yaml.load(folder / "criteria.yaml"))
    return Roster(criteria, UnitList.model_validate(yaml.load(folder / "units.yaml")).units)
