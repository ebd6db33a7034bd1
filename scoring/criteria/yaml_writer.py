"""A set and its units as tidy YAML 1.2: short mappings on one line, quotes where a reader needs them."""

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Unit, UnitList

_WIDTH = 110
_ONE_LINE = 90
"""A mapping of plain values that is no longer stands on one line."""

_TRAILING = re.compile(" +$", re.MULTILINE)
"""The dumper leaves the space at which it folds a line; YAML gives it back when it unfolds."""

_SIGNS = frozenset("?-:,[]{}#&*!|>%@`'\"")

_SCHEMA = "# yaml-language-server: $schema=../{name}.schema.json\n"
_SECTIONS = frozenset(CriteriaSet.model_fields) - {"id", "name", "year", "period", "issuer", "issuer_above"}


def set_yaml(criteria: CriteriaSet) -> str:
    """criteria.yaml of the set; what equals its default is left out."""
    content = criteria.model_dump(exclude_defaults=True)
    laid = _laid(content, top=True)
    for key in _SECTIONS & set(content):
        if isinstance(content[key], dict | list | tuple):
            laid.yaml_set_comment_before_after_key(key, before="\n")
    return _SCHEMA.format(name="criteria") + _written(laid)


def units_yaml(units: tuple[Unit, ...]) -> str:
    """units.yaml of the list."""
    content = UnitList(units=units).model_dump(exclude_defaults=True)
    return _SCHEMA.format(name="units") + _written(_laid(content, top=True))


def plain_yaml(content: dict[str, Any]) -> str:
    """Any mapping of plain values, in the same layout."""
    return _written(_laid(content, top=True))


def _written(content: CommentedMap) -> str:
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(content, stream)
    return _TRAILING.sub("", stream.getvalue())


def _laid(value: Any, top: bool = False) -> Any:
    """The value with the layout of every mapping and list decided."""
    if isinstance(value, dict):
        mapping = CommentedMap((key, _laid(value[key])) for key in _ordered(value))
        if not top and _is_short(value):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list | tuple):
        sequence = CommentedSeq(_laid(each) for each in value)
        if value and all(isinstance(each, str) for each in value) and _length(value) <= _ONE_LINE:
            sequence.fa.set_flow_style()
        return sequence
    return value


def _ordered(mapping: dict[str, Any]) -> list[str]:
    """A group's maximum is read before the long list below it."""
    return sorted(mapping, key=lambda key: key in ("children", "criteria"))


def _is_short(mapping: dict[str, Any]) -> bool:
    """True where all of it fits on a line and nothing in it is nested further than a list of codes."""
    return "children" not in mapping and _length(mapping) <= _ONE_LINE


def _length(value: Any) -> int:
    if isinstance(value, dict):
        return 2 + sum(len(key) + 4 + _length(each) for key, each in value.items())
    if isinstance(value, list | tuple):
        return 2 + sum(2 + _length(each) for each in value)
    return len(str(value)) + 2


class _Representer(RoundTripRepresenter):
    """Numbers and days without quotes, texts that look like them with quotes, no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

    def text(self, value: str) -> ScalarNode:
        """Quoted where its first sign has a meaning: the dumper leaves ``?0`` bare in a short mapping."""
        style = '"' if value[:1] in _SIGNS and "\n" not in value else None
        return self.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    def number(self, value: Decimal) -> ScalarNode:
        kind = "int" if value == value.to_integral_value() else "float"
        return self.represent_scalar(f"tag:yaml.org,2002:{kind}", f"{value:f}")

    def day(self, value: date) -> ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat())

    def word(self, value: Enum) -> ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", str(value.value))


_Representer.add_representer(str, _Representer.text)
_Representer.add_representer(Decimal, _Representer.number)
_Representer.add_representer(date, _Representer.day)
_Representer.add_multi_representer(Enum, _Representer.word)
