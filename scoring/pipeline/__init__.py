"""One function a command: each reads top to bottom as the office's day does.

Heavy libraries are imported where they are used, so that every command starts fast.
"""

from scoring.pipeline.approvals import approval_lines, approve, send_back
from scoring.pipeline.arrivals import arrival_notes, unverified_notes
from scoring.pipeline.classes import accept_quota, decide_class
from scoring.pipeline.consolidation import (
    Consolidated,
    check,
    checked_json,
    consolidate,
    earlier_offices,
    errors_to_mend,
    standing,
)
from scoring.pipeline.criteria import (
    SetTaken,
    criteria_diff,
    criteria_from_excel,
    criteria_new_year,
    criteria_to_excel,
)
from scoring.pipeline.example_year import record_example
from scoring.pipeline.feedback import FeedbackWritten, Returned, feedback
from scoring.pipeline.finalize import Finalized, finalize, frozen_note
from scoring.pipeline.forms import FormsWritten, form_name, forms
from scoring.pipeline.office import Office, Progress, demo, init, open_office, open_office_or_example
from scoring.pipeline.preview import Effect, Preview, preview
from scoring.pipeline.records import (
    Recorded,
    Voice,
    adopt,
    disqualify,
    exempt,
    leave_out,
    receive,
    reopen,
    revoke,
    units_and_criteria,
)
from scoring.pipeline.restore import register_restore
from scoring.pipeline.rollup import RolledUp, rollup
from scoring.pipeline.submit import HandedIn, hand_in, hand_in_dated
from scoring.pipeline.trail import trail, trail_json, trail_lines
from scoring.pipeline.upkeep import (
    lost_register_notes,
    open_desk,
    register_backup,
    register_check,
    register_log,
)
from scoring.pipeline.verify import BooksTaken, BooksWritten, verify_export, verify_import
from scoring.pipeline.verify_freeze import FreezeChecked, verify_freeze

__all__ = [
    "BooksTaken",
    "BooksWritten",
    "Consolidated",
    "Effect",
    "FeedbackWritten",
    "Finalized",
    "FormsWritten",
    "FreezeChecked",
    "HandedIn",
    "Office",
    "Preview",
    "Progress",
    "Recorded",
    "Returned",
    "RolledUp",
    "SetTaken",
    "Voice",
    "accept_quota",
    "adopt",
    "approval_lines",
    "approve",
    "arrival_notes",
    "check",
    "checked_json",
    "consolidate",
    "criteria_diff",
    "criteria_from_excel",
    "criteria_new_year",
    "criteria_to_excel",
    "decide_class",
    "demo",
    "disqualify",
    "earlier_offices",
    "errors_to_mend",
    "exempt",
    "feedback",
    "finalize",
    "form_name",
    "forms",
    "frozen_note",
    "hand_in",
    "hand_in_dated",
    "init",
    "leave_out",
    "lost_register_notes",
    "open_desk",
    "open_office",
    "open_office_or_example",
    "preview",
    "receive",
    "record_example",
    "register_backup",
    "register_check",
    "register_log",
    "register_restore",
    "reopen",
    "revoke",
    "rollup",
    "send_back",
    "standing",
    "trail",
    "trail_json",
    "trail_lines",
    "units_and_criteria",
    "unverified_notes",
    "verify_export",
    "verify_freeze",
    "verify_import",
]
