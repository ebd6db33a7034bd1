"""What a unit prints of its form."""

from pathlib import Path

from scoring.criteria.units import Roster
from tests.forms.test_writer import written
from tests.support.printed import printed
from tools.libreoffice import LibreOffice


def test_the_mark_of_a_sample_stands_on_every_page_once(
    mini: Roster, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(written(mini, "vp"))
    [pages] = printed([path], libreoffice)
    assert len(pages) > 5  # some sheets have a second page
    assert [sum(line.count("MẪU") for line in page) for page in pages] == [1] * len(pages)
