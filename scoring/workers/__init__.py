"""Processes that work under supervision, and what they keep between runs."""
