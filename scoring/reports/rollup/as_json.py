"""A city's results for programs; points and percents are decimal strings, an absent figure is null."""

from dataclasses import asdict
from typing import Any

from scoring.json_text import as_json, points_json
from scoring.reports.rollup.model import Rollup, Summary, Ward

FORMAT = "danvan-rollup-1"


def rollup_json(rollup: Rollup) -> str:
    """The same results, the same text."""
    held = rollup.set
    content = {
        "format": FORMAT,
        "version": rollup.version,
        "year": rollup.year,
        "set": {
            "shared": held.shared, "status": held.status, "scale": points_json(held.scale),
            "rank_by": held.rank_by, "ties": held.ties,
        },
        "banner": rollup.banner,
        "classes": [each.model_dump() for each in rollup.classes],
        "blocks": [each.model_dump() for each in rollup.blocks],
        "wards": [_ward(rollup, ward) for ward in rollup.wards],
        "ranking": {
            code: [
                {"place": each.place, "ward": each.ward.name, "unit": each.unit.code} for each in placed
            ]
            for code, placed in rollup.ranking.items()
        },
        "refused": [asdict(each) for each in rollup.refused],
        "missing": [asdict(each) for each in rollup.missing],
        "unlisted": list(rollup.unlisted),
    }  # fmt: skip
    return as_json(content)


def _ward(rollup: Rollup, ward: Ward) -> dict[str, Any]:
    results = ward.results
    return {
        "name": ward.name,
        "folder": ward.folder,
        "edition": results.edition,
        "version": results.version,
        "manifest": ward.manifest,
        "set_id": results.set.id,
        "set_hash": results.set.hash,
        "summary": _summary(rollup, rollup.summary(results.units)),
        "units": [
            {**unit.model_dump(mode="json"), "across_wards": rollup.place.get((ward.folder, unit.code))}
            for unit in results.units
        ],
    }


def _summary(rollup: Rollup, figures: Summary) -> dict[str, Any]:
    codes = [each.code for each in rollup.classes]
    return {
        "evaluated": figures.evaluated,
        "ranked": figures.ranked,
        "classes": dict(zip(codes, figures.classes, strict=True)),
        "mean": points_json(figures.mean),
        "best_percent": points_json(figures.share(1)),
    }
