"""A workspace with three of the example's forms, read once for the module."""

from pathlib import Path

import pytest

from tests.support.commands import danvan, initialised

FORMS = ("tdp-01", "tdp-02", "tyt")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return initialised(tmp_path_factory.mktemp("thu") / "phuong", FORMS)


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same three forms, verified as they stand; the class of tdp-01 was decided."""
    root = initialised(tmp_path_factory.mktemp("chot") / "phuong", FORMS)
    for words in (
        ("receive", "--on", "10/11/2026", "--reason", "Sổ công văn", *FORMS),
        ("consolidate",),
        ("decide", "adopt", "--all-units", "--reason", "Đồng ý điểm tự chấm"),
        ("decide", "class", "tdp-01", "trung-binh", "--reason", "Kết luận thanh tra", "--document", "KL 1"),
    ):
        done = danvan(words[0], *words[1:], "-w", root)
        assert done.exit_code in (0, 1), done.output
    return root
