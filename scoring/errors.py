"""What stops a command before it starts; everything else is a finding."""


class Spoken(str):
    """What the command line says; ``on_page``: the same for the page, where buttons do what commands do."""

    on_page: str

    def __new__(cls, words: str, on_page: str) -> "Spoken":
        """Both wordings; as a text it is that of the command line."""
        self = super().__new__(cls, words)
        self.on_page = on_page
        return self

    def __reduce__(self) -> tuple[type["Spoken"], tuple[str, str]]:
        """It travels between processes whole."""
        return Spoken, (str(self), self.on_page)


def on_page(words: str) -> str:
    """A sentence as the page says it."""
    return words.on_page if isinstance(words, Spoken) else words


class UserError(Exception):
    """Something the user has to mend first: Vietnamese sentences, each with its remedy."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = messages

    @property
    def on_page(self) -> tuple[str, ...]:
        """The sentences as the page says them."""
        return tuple(map(on_page, self.messages))


class WorkspaceError(UserError):
    """The workspace cannot be used as it is."""


class RegisterError(WorkspaceError):
    """The register is lost or cannot be used: an administrator's to mend, whoever meets it."""


class SetError(UserError):
    """The criteria set or the list of units does not hold; a message names file, line and key."""


class PartlyWrittenError(UserError):
    """New results lie beside old ones; the next command puts the rest in its place."""
