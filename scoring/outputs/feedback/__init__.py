"""What a unit gets back: a fresh form with its own answers and every finding at its cell, and a letter."""

from scoring.outputs.feedback.answer import Answer, Earlier, answer
from scoring.outputs.feedback.letter import letter
from scoring.outputs.feedback.sent import Sent, chosen

__all__ = ["Answer", "Earlier", "Sent", "answer", "chosen", "letter"]
