"""Commands that messages propose, made such that they can be typed as they stand.

A message is worded where something is found, which is far from where the user typed ``--workspace`` or
``--set``; the proposed command needs them again. They are put in on the way to the screen, into every command
that takes them and does not say its own.
"""

import os
import re
import shlex
from collections.abc import Iterator

import click

_GIVEN = "danvan.given"
_COMMAND = re.compile(r"\bdanvan((?: [a-z][a-z-]*)+)")
_BARE = re.compile(r"[\w.:/\\+=][\w.:/\\+=-]*")
_WORD = re.compile(r"""\s(?:"[^"]*"|'[^']*'|[^\s"'.,;:()“”]|[.,:](?=[^\s.,;:]))+""")
_ARGUMENT = re.compile("[\"'0-9/]")
_ENDS = re.compile(r"[.,;:)”]|\s[(“]|$")
_SINGLE_QUOTES = re.compile("['\u2018\u2019\u201a\u201b]")


def quoted(word: object) -> str:
    """A name or a path as the user's shell takes it for one word: PowerShell on Windows, else sh."""
    return for_powershell(str(word)) if os.name == "nt" else for_sh(str(word))


def for_sh(word: str) -> str:
    """Quoted only where needed; letters of Vietnamese need nothing."""
    return word if _BARE.fullmatch(word) and "\\" not in word else shlex.quote(word)


def for_powershell(word: str) -> str:
    """The same for PowerShell, to which typographic quotes are quotes as well."""
    return word if _BARE.fullmatch(word) else f"'{_SINGLE_QUOTES.sub(lambda mark: mark[0] * 2, word)}'"


def remember(ctx: click.Context, param: click.Parameter, value: object) -> object:
    """The callback of an option that proposed commands need again, where the user gave it."""
    if value not in (None, param.default):
        ctx.meta.setdefault(_GIVEN, {})[param.opts[0]] = (param.default, value)
    return value


def completed(text: str) -> str:
    """The text, the commands in it with the options that this run was given."""
    ctx = click.get_current_context(silent=True)
    given = ctx.meta.get(_GIVEN) if ctx else None
    if not (ctx and given and "danvan " in text):
        return text
    root, pieces, end = ctx.find_root().command, [], 0
    for found in _COMMAND.finditer(text):
        command, words = _named(root, found[1].split())
        at = found.start() + len(" ".join(("danvan", *words)))
        rest = text[at:].partition("danvan ")[0].partition("\n")[0]
        at += _length(command, rest)
        pieces += [text[end:at], *_options(command, given, rest)]
        end = at
    return "".join((*pieces, text[end:]))


def _named(root: click.Command, typed: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words name, and how many of them do."""
    command, words = root, []
    for word in typed:
        if not isinstance(command, click.Group) or word not in command.commands:
            break
        command = command.commands[word]
        words.append(word)
    return command, words


def _length(command: click.Command, rest: str) -> int:
    """How far the command goes on in what follows its name; the sentence goes on behind it."""
    takes = any(isinstance(param, click.Argument) for param in command.params)
    options = {name: param for param in command.params for name in param.opts}
    end, valued = 0, False
    for word in _WORD.finditer(rest):
        typed, param = word[0].strip(), options.get(word[0].strip())
        if valued or param or (takes and (typed.isupper() or _ARGUMENT.search(typed))):
            valued = isinstance(param, click.Option) and not param.is_flag
            end = word.end()
        elif not (takes and typed.isascii()):
            break
        if _ENDS.match(rest[word.end() :]):
            break
    return end


def _options(command: click.Command, given: dict[str, tuple[object, object]], rest: str) -> Iterator[str]:
    """The options that the command takes with the same meaning and that are not said in ``rest``."""
    for param in () if isinstance(command, click.Group) else command.params:
        default, value = given.get(param.opts[0], (None, None))
        said = any(re.search(rf"(?<!\S){re.escape(name)}(?=[\s=]|$)", rest) for name in param.opts)
        same = param.callback is remember and param.default == default
        if value is not None and same and not said:
            yield f" {param.opts[0]} {quoted(value)}"
