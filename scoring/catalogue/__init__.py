"""The catalogue of all codes: what each says and how to mend it. A code, once given, never changes.

``docs/checks.md`` is generated from it, and the live column "Kiểm tra" of a form uses the same words.
"""

from collections.abc import Mapping

from scoring.catalogue import forms, office
from scoring.catalogue.check import Check, Severity
from scoring.catalogue.fixed import why_fixed

__all__ = ["CATALOGUE", "Check", "Severity", "why_fixed"]

CATALOGUE: Mapping[str, Check] = {row.code: row for row in (*forms.ROWS, *office.ROWS)}
