"""criteria/README.md is what officials write from: its smallest set loads, and no key is missing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from scoring.criteria.loader import load_roster
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.units import Unit

README = (Path(__file__).parents[2] / "criteria" / "README.md").read_text(encoding="utf-8")


def test_the_smallest_example_is_a_sound_set(tmp_path: Path) -> None:
    for name in ("criteria.yaml", "units.yaml"):
        block = re.search(rf"<!-- {name} -->\n```yaml\n(.*?)```", README, re.DOTALL)
        assert block
        (tmp_path / name).write_text(block[1], encoding="utf-8")
    roster = load_roster(tmp_path)
    assert [len(roster.asked(unit)) for unit in roster.evaluated] == [2, 2]


def anchor(heading: str) -> str:
    """What a heading is linked by on the usual viewers of Markdown."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_every_link_within_the_page_leads_to_a_heading() -> None:
    headings = {anchor(each) for each in re.findall(r"^#+ (.+)$", README, re.MULTILINE)}
    links = re.findall(r"\]\(#([^)]+)\)", README)
    assert len(links) > 20
    assert [link for link in links if link not in headings] == []


def keys(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """Every key of a model and of the models below it."""
    seen.add(model)
    for name, field in model.model_fields.items():
        yield name
        for part in models(field.annotation):
            if part not in seen:
                yield from keys(part, seen)


def models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models(part)


def test_every_key_is_explained() -> None:
    prose = re.sub(r"```.*?```", "", README, flags=re.DOTALL)
    written = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", prose))))
    wanted = {*keys(CriteriaSet, set()), *keys(Unit, set())}
    assert len(wanted) > 60
    assert wanted - written == set()
