"""What stops a command before it starts; everything else is a finding."""


class UserError(Exception):
    """Something the user has to mend first: Vietnamese sentences, each with its remedy."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = messages


class WorkspaceError(UserError):
    """The workspace cannot be used as it is."""


class SetError(UserError):
    """The criteria set or the list of units does not hold; a message names file, line and key."""


class PartlyWrittenError(UserError):
    """New results lie beside old ones; the next command puts the rest in its place."""
