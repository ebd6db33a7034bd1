"""Encryption before the server, which speaks plain HTTP: decrypted here, handed on within the machine."""

import asyncio
import contextlib
import socket
import ssl
from pathlib import Path
from threading import Thread

from scoring.errors import UserError

_HANDSHAKE = 10
_CHUNK = 1 << 16


def in_front(bound: socket.socket, certfile: Path, keyfile: Path | None) -> socket.socket:
    """Take encrypted connections at ``bound``; the socket where they arrive decrypted.

    Raises UserError where certificate and key do not fit.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certfile, keyfile)
    except (OSError, ssl.SSLError) as error:
        raise UserError(
            f"Không dùng được chứng thư {certfile}. Kiểm tra --certfile, --keyfile: dạng PEM, đúng cặp."
        ) from error
    inside = socket.create_server(("127.0.0.1", 0))
    port = inside.getsockname()[1]

    async def handed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            to_server, from_us = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(_pour(reader, from_us), _pour(to_server, writer))

    async def listen() -> None:
        server = await asyncio.start_server(
            handed_on, sock=bound, ssl=context, ssl_handshake_timeout=_HANDSHAKE
        )
        await server.serve_forever()

    Thread(target=lambda: asyncio.run(listen()), daemon=True).start()
    return inside


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """What comes from the one goes to the other, until either ends."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        while piece := await source.read(_CHUNK):
            target.write(piece)
            await target.drain()
    with contextlib.suppress(OSError, RuntimeError):
        target.close()
