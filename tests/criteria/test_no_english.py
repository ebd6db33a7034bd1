"""Whatever is broken anywhere in a set, the message is Vietnamese and made for its kind of mistake."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from scoring.criteria import coherence, membership
from scoring.criteria.messages import in_vietnamese
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.source import Source
from scoring.criteria.units import UnitList
from scoring.criteria.yaml_source import read_yaml
from scoring.rules import Rule
from scoring.rules.values import Data
from tests.criteria.broken import MINI

WEIRD: list[Any] = ["zzz", "", "-1", "2.5", "999999", "2026-01-01", [], {}, ["zzz"], {"zzz": "zzz"}, [{}]]
MODELS = [*Data.__subclasses__(), *Rule.__subclasses__()]
KEYS = {key for model in MODELS for key in model.model_fields}
# What a user has to type as it is, and Vietnamese words without accents.
WRITTEN = {"true", "false", "issued", "sample", "full", "excluded", "disqualify", "Excel"}
UNACCENTED = {"trong", "theo", "danh", "nhau", "thang"}


def broken(value: Any) -> Iterator[None]:
    """Breaks each place below ``value`` in turn: another value, a missing key, a misspelled key."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        kept = value[key]
        for weird in WEIRD:
            value[key] = weird
            yield
        if isinstance(value, dict):
            del value[key]
            yield
            value[f"{key}zzz"] = kept
            yield
            del value[f"{key}zzz"]
        value[key] = kept
        if isinstance(kept, dict | list):
            yield from broken(kept)


def complaints(model: type[BaseModel], data: Any) -> Iterator[str]:
    source = Source("", data)
    try:
        value: Any = model.model_validate(data)
    except ValidationError as error:
        yield from in_vietnamese(error, model, source)
    else:
        check: Any = coherence.mistakes if model is CriteriaSet else membership.repeated_units
        yield from (source.message(*mistake) for mistake in check(value))


@pytest.mark.parametrize(("file", "model"), [("criteria.yaml", CriteriaSet), ("units.yaml", UnitList)])
def test_no_english_reaches_the_user(file: str, model: type[BaseModel]) -> None:
    data = deepcopy(read_yaml(file, (MINI / file).read_bytes()).data)
    found = {message.partition(": ")[2] for _ in broken(data) for message in complaints(model, data)}
    assert len(found) > 20
    for sentence in found:
        own_words = re.sub(r"“[^”]*”|\[.*?\]|\{.*?\}", "", sentence)
        ascii_words = {word for word in re.findall(r"\w+", own_words) if re.fullmatch("[A-Za-z]{4,}", word)}
        assert not {word for word in ascii_words if word not in KEYS | WRITTEN | UNACCENTED}, sentence
        assert not sentence.endswith(("không dùng được.", ": .")), sentence
