"""The web page: parse, call one pipeline function, show. No rule of the office lives here.

Only ``danvan web`` imports this package, so that every other command starts without Flask.
"""
