"""Verification: the book out, the book coming back, compared with the register, and what is decided of it.

Out: :mod:`contents` is what a book shows, :mod:`book` writes it (:mod:`cover`, :mod:`block_sheet`,
:mod:`formulas`). In: :mod:`reader` finds what was typed, :mod:`comparison` sets it against the register,
:mod:`decision` says what is to be recorded. Both ways: :mod:`layout`, :mod:`judgement` (what a row says),
:mod:`checks` (what is wrong with it), :mod:`stamp` (what the book showed).
"""
