"""Every hostile archive: each member one line, in bounded time, and nothing comes onto the disk."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from scoring.intake.folder import receive
from scoring.pipeline.consolidation import consolidate
from tests.hostile.archives import ARCHIVES
from tests.hostile.test_consolidation import of_good, results
from tests.intake.forms import codes, mini, mini_hash
from tests.support.offices import example_office

SECONDS = 10
MOST_LINES = 2_000


@pytest.mark.parametrize("name", ARCHIVES)
def test_hostile_archive(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    (folder / "tệp.zip").write_bytes(ARCHIVES[name]())
    began = time.monotonic()
    receipts = receive(folder, mini(), mini_hash(), "nam", processes=1)
    assert time.monotonic() - began < SECONDS
    told = {code for receipt in receipts for code in codes(receipt) or ["ok"]} - {"D06"}
    assert told == set(name.rpartition("__")[2].split("_")), [
        f.message for r in receipts for f in r.findings
    ][:3]
    assert ("T09" not in told, len(receipts) <= MOST_LINES) == (True, True)
    assert len({receipt.file for receipt in receipts}) == len(receipts)
    assert all(receipt.file.isprintable() for receipt in receipts)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["tệp.zip"]


def test_good_forms_count_the_same_beside_hostile_archives(tmp_path: Path) -> None:
    here = replace(example_office(tmp_path, None), use_cache=False)  # read beside the hostile, not before
    alone = consolidate(here)
    for name, make in ARCHIVES.items():
        (here.inbox / f"{name}.zip").write_bytes(make())
    beside = consolidate(here)
    hostile = {r.file for r in beside.consolidation.receipts if ".zip" in r.file}
    assert len({file.partition(" > ")[0] for file in hostile}) == len(ARCHIVES)
    assert results(beside) == results(alone)
    assert of_good(beside, hostile) == list(alone.consolidation.receipts)
