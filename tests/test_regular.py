"""What is read whole: regular files within a limit. A pipe is not waited for, a sent link not followed."""

import os
from pathlib import Path

import pytest

from scoring.regular import IrregularError, Why, read_regular


def why(path: Path, most: int = 10, *, follow: bool = True) -> Why:
    with pytest.raises(IrregularError) as caught:
        read_regular(path, most, follow=follow)
    return caught.value.why


def test_a_regular_file_up_to_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    assert read_regular(tmp_path / "a", 10) == b"0123456789"
    assert why(tmp_path / "a", 9) is Why.SIZE


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files")
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    assert why(tmp_path / "a") is why(Path("/dev/zero")) is Why.KIND


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
def test_a_link_is_followed_only_where_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert read_regular(tmp_path / "b", 10) == b"x"
    with pytest.raises(OSError, match="symbolic links"):
        read_regular(tmp_path / "b", 10, follow=False)


def test_what_is_missing_or_no_file_is_an_ordinary_error(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(OSError):
            read_regular(path, 10)
