"""JSON Schemas that help editors of criteria.yaml and units.yaml."""

from typing import Any

from pydantic import BaseModel

from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import UnitList
from scoring.json_text import as_json

SCHEMAS: dict[str, type[BaseModel]] = {"criteria.schema.json": CriteriaSet, "units.schema.json": UnitList}


def content(model: type[BaseModel]) -> str:
    """The schema as text; what only programmers need of it is left out."""
    return as_json(_for_editors(model.model_json_schema()))


def _for_editors(node: Any) -> Any:
    if isinstance(node, list):
        return [_for_editors(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _for_editors(value) for key, value in node.items() if not _is_noise(key, value)}
    if kept.get("type") == "string" and "pattern" in kept:
        kept["type"] = ["string", "number"]  # editors take an unquoted 1.1 for a number; the loader does not
    return kept


def _is_noise(key: str, value: Any) -> bool:
    return (key in ("title", "description") and isinstance(value, str)) or key in ("default", "discriminator")


def files() -> dict[str, bytes]:
    """Both schemas, beside the sets that name them."""
    return {f"criteria/{name}": content(model).encode() for name, model in SCHEMAS.items()}
