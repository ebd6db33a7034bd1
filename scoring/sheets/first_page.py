"""A header of its own for the first page, which xlsxwriter does not offer.

It rests on ``_write_header_footer``, ``_xml_start_tag``, ``_xml_data_element`` and ``_xml_end_tag``, which
xlsxwriter keeps to itself; tests/reports/final/test_pages.py reads back what they write.
"""

from typing import Any

from xlsxwriter.worksheet import Worksheet


class FirstPageWorksheet(Worksheet):
    """``first_header``: what stands above the first page where it is not what stands above the others."""

    header: Any
    first_header: str | None = None

    def _write_header_footer(self) -> None:
        if self.first_header is None:
            super()._write_header_footer()
            return
        self._xml_start_tag("headerFooter", [("differentFirst", 1)])
        self._xml_data_element("oddHeader", self.header)
        if self.first_header:
            self._xml_data_element("firstHeader", self.first_header)
        self._xml_end_tag("headerFooter")
