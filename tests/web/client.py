"""A small client of a real server: a cookie, the token of the last form, uploads."""

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlencode, urlsplit

from scoring.web.guard import FIELD


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str


class Client:
    seconds = 60.0
    """How long it waits for an answer."""

    def __init__(self, address: str, context: ssl.SSLContext | None = None) -> None:
        self.move(address)
        self.context = context
        self.cookie = self.token = ""

    def move(self, address: str) -> None:
        """Go on with the same cookie where the next server answers."""
        self.address, self.host = address, urlsplit(address).netloc

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def enter(self, path: str, **data: str) -> Answer:
        self.get(path)
        answer = self.post(path, data)
        assert answer.status == 303, answer.text
        return answer

    def post(self, path: str, data: Mapping[str, str | list[str]]) -> Answer:
        """Send a form with the token of the last page that was seen."""
        sent = urlencode({FIELD: self.token, **data}, doseq=True).encode()
        return self._ask("POST", path, sent, "application/x-www-form-urlencoded")

    def upload(self, path: str, content: bytes, name: str = "bieu.xlsx", **data: str) -> Answer:
        self.get(path)
        fields = {FIELD: self.token, **data}.items()
        parts = (f'--xx\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields)
        head = (
            f'{"".join(parts)}--xx\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n\r\n'
        )
        return self._ask(
            "POST", path, head.encode() + content + b"\r\n--xx--\r\n", "multipart/form-data; boundary=xx"
        )

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        line: HTTPConnection
        line = (
            HTTPSConnection(self.host, timeout=self.seconds, context=self.context)
            if self.context
            else HTTPConnection(self.host, timeout=self.seconds)
        )
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if body is not None:
            headers |= {"Origin": self.address, "Content-Type": kind}
        line.request(method, path, body, headers)
        came = line.getresponse()
        text = came.read().decode(errors="replace")
        line.close()
        if cookie := came.headers.get("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        if found := re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', text):
            self.token = found[1]
        return Answer(came.status, came.headers, text)
