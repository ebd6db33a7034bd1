"""One function a command: each reads top to bottom as the office's day does.

Nothing is imported here: a command names the module it needs, and loads no other.
"""
