"""Every limit of the guarded opening, each with its reason. An empty form is about 30 kB, 6 sheets.

They are far above any honest form, and low enough that one file costs seconds and megabytes, not more.
"""

MEGABYTE = 1024 * 1024

FILE_BYTES = 20 * MEGABYTE
"""A form with pasted photographs stays under it; e-mail and Zalo refuse more anyway."""

MEMBERS = 1_000
"""Parts in the container: a form has about 20, each pasted picture adds two."""

INFLATED_BYTES = 64 * MEGABYTE
"""Counted while inflating. A ratio is no test: honest parts inflate over 200 : 1."""

DEPTH = 64
"""Nesting of elements; spreadsheets stay below 20."""

ELEMENTS = 1_000_000
"""Elements of one part (styles, merges, strings, empty formatted rows): about a second to look at."""

SHEETS = 60
"""A form has 6 sheets; people add a few of their own."""

CELLS = 200_000
"""Filled cells of a whole workbook; a form has about 2,000."""

ROWS, COLUMNS = 50_000, 500
"""Farthest filled cell. calamine lays out the whole rectangle and aborts the process at XFD1048576."""

AREA = 2_000_000
"""Cells in the rectangle around the filled cells of one sheet, about 60 MB when laid out."""

MERGES = 20_000
"""Merged ranges of one sheet; a form has a few dozen."""

TEXT = 32_767
"""Characters in a cell: Excel's own limit."""
