"""From a set's folder to a checked roster."""

import hashlib
import json
from pathlib import Path

from ruamel.yaml import YAML

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Roster, Unit, UnitList


class SetError(Exception):
    """A broken set or list of units; ``messages`` are Vietnamese: file, line, key, what to mend."""

    def __init__(self, messages: tuple[str, ...]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


def load_roster(folder: Path) -> Roster:
    """The set and units of a folder."""
    return Roster(load_set(folder), load_units(folder))


def load_set(folder: Path) -> CriteriaSet:
    """The criteria set of a folder."""
    yaml = YAML(typ="base", pure=True)
    return CriteriaSet.model_validate(yaml.load(folder / "criteria.yaml"))


def load_units(folder: Path) -> tuple[Unit, ...]:
    """The units of a folder."""
    yaml = YAML(typ="base", pure=True)
    return UnitList.model_validate(yaml.load(folder / "units.yaml")).units


def set_hash(criteria: CriteriaSet) -> str:
    """The set's identity: sha256 over its content; layout, comments and defaults do not count."""
    content = criteria.model_dump(mode="json", exclude_defaults=True)
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
