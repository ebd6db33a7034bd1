"""What a paper says of a deadline, and what whoever follows a point reads of it."""

from datetime import date

import pytest

from scoring.register.ledger import Arrival
from scoring.standing.trail import Deadline

DUE, CAME = date(2026, 6, 10), date(2026, 6, 8)
BEGIN = "Báo cáo 6 tháng: hạn trước 10/06/2026, nhận 08/06/2026"


@pytest.mark.parametrize(
    ("arrival", "words", "traced"),
    [
        (Arrival(CAME, "a.xlsx"), f"{BEGIN}, đúng hạn", f"{BEGIN} (tệp a.xlsx), đúng hạn"),
        (Arrival(CAME, reason="Sổ văn thư"), f"{BEGIN} (cơ quan ghi: Sổ văn thư), đúng hạn", ""),
    ],
)
def test_only_the_path_of_a_point_names_the_file_that_came(arrival: Arrival, words: str, traced: str) -> None:
    deadline = Deadline("Báo cáo 6 tháng", DUE, True, arrival, True)
    assert (deadline.words, deadline.traced) == (words, traced or words)
