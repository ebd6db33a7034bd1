"""The verification book coming back: its layout, what a verifier typed, and what is wrong with it.

:mod:`scoring.verification.book` writes it; both sides share ``layout``, ``model``,
``stamp`` and ``checks``.
"""
