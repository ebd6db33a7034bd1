"""What a unit gets back: a fresh form with its own answers and every finding at its cell, and a letter."""

from scoring.forms.feedback.answer import Answer, Earlier, answer
from scoring.forms.feedback.letter import letter
from scoring.standing.sent import Sent, chosen

__all__ = ["Answer", "Earlier", "Sent", "answer", "chosen", "letter"]
