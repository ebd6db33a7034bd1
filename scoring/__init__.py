"""danvan: self scoring, checking, consolidation and ranking of "công tác dân vận" in a ward.

Arrows run one way: ``rules <- criteria <- engine <- inputs <- outputs <- pipeline <- cli``;
``findings`` and ``text`` stand below all of them.
"""

__version__ = "0.2.0"
