"""Every limit of the guarded opening, each with its reason. An empty form is about 30 kB, 6 sheets.

They are far above any honest form, and low enough that one file costs seconds and megabytes, not more.
"""

MEGABYTE = 1024 * 1024

FILE_BYTES = 20 * MEGABYTE
"""A form with pasted photographs stays under it; e-mail and Zalo refuse more anyway."""

ARCHIVE_MEMBERS = 2_000
"""Files in a .zip of files, which differs from a workbook by their names: a ward has 60 units."""

MEMBERS = 1_000
"""Parts in the container: a form has about 20, each pasted picture adds two."""

PART_NAME = 255
"""Letters of a part's name: the longest that Excel gives has 60."""

INFLATED_BYTES = 64 * MEGABYTE
"""Counted while inflating. A ratio is no test: honest parts inflate over 200 : 1."""

XML_BYTES = 12 * MEGABYTE
"""Of all parts that are parsed, pictures are not: a form has 0.3 MB, every cell of 50 sheets of it 4 MB."""

TOKEN = 512 * 1024
"""Bytes from one ``<`` to the next: a tag with its attributes, a comment, a text. The longest text of a cell
takes 300,000 where each of its letters is written by its code."""

NAMESPACE = 512
"""Bytes of the declaration of a namespace: the longest that Excel writes has 120."""

NAMES = 256
"""Letters of the names of an element and its attributes count as one more element, where a part declares a
long namespace: it stands in each of them."""

ATTRIBUTES = 64
"""Of one element, beyond that each counts as an element: the richest of Excel has about 40."""

DEPTH = 64
"""Nesting of elements; spreadsheets stay below 20."""

ELEMENTS = 400_000
"""Elements of all parts (styles, merges, strings, empty formatted rows): about a second to look at."""

SHEETS = 60
"""A form has 6 sheets; people add a few of their own."""

RELATIONS = 2_000
"""Relations of one part: the links of a sheet, a form has none."""

CELLS = 30_000
"""Filled cells of a whole workbook; a form has about 2,000."""

OWN = 50
"""So many times as much may an office's own list or criteria set hold: a province has 200,000 units."""

ROWS, COLUMNS = 50_000, 500
"""Farthest filled cell. A form's rows are looked through one by one."""

MERGES = 2_000
"""Merged ranges of one sheet; a form has a few dozen."""

FORMULAS = 4_000_000
"""Characters of all formulas together: each is looked through for calls. A form has 100,000."""

SHEET_NAME = 255
"""Characters: Excel allows 31, other programs more. Every message about a cell names its sheet."""

TEXT = 32_767
"""Characters in a cell: Excel's own limit."""

FONT_NAME, FONTS = 64, 32
"""Characters of a font's name, Excel allows 31; and fonts in one text. They are looked at for every cell."""

SHOWN = 2_000_000
"""Characters of all cells together: one long text may be shown by thousands of cells. A form has 60,000."""
