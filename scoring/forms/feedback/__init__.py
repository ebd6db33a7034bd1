"""What a unit gets back: a fresh form with its own answers and every finding at its cell, and a letter."""

from scoring.forms.feedback.answer import Answer, Earlier, answer
from scoring.forms.feedback.letter import letter
from scoring.standing.which_form import FileToAnswer, file_to_answer

__all__ = ["Answer", "Earlier", "FileToAnswer", "answer", "file_to_answer", "letter"]
