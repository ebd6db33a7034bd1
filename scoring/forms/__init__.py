"""The form writer."""

from scoring.forms.patch import FormMaker
from scoring.forms.prefill import Prefill
from scoring.forms.writer import write_form

__all__ = ["FormMaker", "Prefill", "write_form"]
