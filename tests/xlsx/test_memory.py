"""What is remembered of files is bounded, whatever somebody sends."""

import tracemalloc

from scoring.xlsx.cell import plain_cell


def test_cells_that_differ_in_long_texts_do_not_fill_the_memory() -> None:
    tracemalloc.start()
    try:
        for number in range(1_500):
            cell = plain_cell(f' r="A1" t="str"><v>{"ế" * 8_000}{number}</v></c>')
            assert cell and cell.meaning == "ế" * 8_000 + str(number)
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 24 << 20


def test_a_cell_is_read_once_where_it_stands_again() -> None:
    piece = ' r="B7" s="3"><f>A1+1</f><v>2</v></c>'
    assert plain_cell(piece) is plain_cell(piece)
