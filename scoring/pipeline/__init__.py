"""One function a command: each reads top to bottom as the office's day does.

Heavy libraries are imported where they are used, so that every command starts fast.
"""

from scoring.pipeline.analysis import to_parquet
from scoring.pipeline.consolidation import Consolidated, check, checked_json, consolidate, errors_to_mend
from scoring.pipeline.criteria import (
    SetTaken,
    criteria_diff,
    criteria_from_excel,
    criteria_new_year,
    criteria_to_excel,
)
from scoring.pipeline.feedback import FeedbackWritten, Returned, feedback
from scoring.pipeline.forms import FormsWritten, form_name, forms
from scoring.pipeline.office import Office, Progress, demo, init, open_office, open_office_or_example
from scoring.pipeline.verify import BooksTaken, BooksWritten, verify_export, verify_import

__all__ = [
    "BooksTaken",
    "BooksWritten",
    "Consolidated",
    "FeedbackWritten",
    "FormsWritten",
    "Office",
    "Progress",
    "Returned",
    "SetTaken",
    "check",
    "checked_json",
    "consolidate",
    "criteria_diff",
    "criteria_from_excel",
    "criteria_new_year",
    "criteria_to_excel",
    "demo",
    "errors_to_mend",
    "feedback",
    "form_name",
    "forms",
    "init",
    "open_office",
    "open_office_or_example",
    "to_parquet",
    "verify_export",
    "verify_import",
]
