"""The form writer."""

from scoring.inputs.form.patch import FormMaker
from scoring.inputs.form.prefill import Prefill
from scoring.inputs.form.writer import write_form

__all__ = ["FormMaker", "Prefill", "write_form"]
