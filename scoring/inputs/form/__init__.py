"""The form writer."""

from scoring.inputs.form.prefill import Prefill
from scoring.inputs.form.writer import write_form

__all__ = ["Prefill", "write_form"]
