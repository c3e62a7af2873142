"""The library over pyreqwest: what a broken line is called, and what may be tried again."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import pytest_asyncio
from telegram.error import NetworkError, TimedOut

from bot.transport import NotSent, Transport


@asynccontextmanager
async def server(answer: bytes | None) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that takes a request and gives that answer; None: hangs up without a word."""
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        if answer is not None:
            writer.write(answer)
            await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = listening.sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}", heard
    finally:
        listening.close()
        await listening.wait_closed()


@pytest_asyncio.fixture(loop_scope="module")
async def transport() -> AsyncIterator[Transport]:
    transport = Transport()
    await transport.initialize()
    yield transport
    await transport.shutdown()


def http(status: int, body: bytes) -> bytes:
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


async def test_an_answer_is_handed_on_whatever_its_status(transport: Transport) -> None:
    async with server(http(429, b"{}")) as (url, _):
        assert await transport.do_request(f"{url}/x", "POST") == (429, b"{}")


async def test_a_line_that_breaks_is_a_network_error_and_may_have_arrived(
    transport: Transport,
) -> None:
    async with server(None) as (url, _):
        with pytest.raises(NetworkError) as broken:
            await transport.do_request(f"{url}/bot1:SECRET/sendMessage", "POST")

    assert not isinstance(broken.value, NotSent)
    assert "SECRET" not in repr(broken.value)
    assert broken.value.__cause__ is None


async def test_a_server_that_is_not_there_never_got_the_call(transport: Transport) -> None:
    async with server(None) as (url, _):
        pass

    with pytest.raises(NotSent) as absent:
        await transport.do_request(f"{url}/bot1:SECRET/sendMessage", "POST")
    assert "SECRET" not in repr(absent.value)


async def test_a_server_that_is_silent_is_waited_for_and_then_timed_out(
    transport: Transport,
) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        with pytest.raises(TimedOut):
            await transport.do_request(f"http://127.0.0.1:{port}/x", "POST", read_timeout=0.05)
    finally:
        listening.close()


async def test_a_proxy_of_the_environment_is_not_followed(
    transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    async with server(http(200, b"{}")) as (url, heard):
        assert await transport.do_request(f"{url}/x", "POST") == (200, b"{}")
        assert heard[0].startswith(b"POST /x ")


async def test_it_can_be_opened_and_closed_twice() -> None:
    transport = Transport()
    with pytest.raises(NetworkError):
        await transport.do_request("http://127.0.0.1:1/x", "POST")
    for _ in range(2):
        await transport.initialize()
        await transport.initialize()
        await transport.shutdown()
        await transport.shutdown()


async def test_a_computer_that_knows_no_authorities_still_opens_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere")
    transport = Transport()
    await transport.initialize()
    async with server(http(200, b"{}")) as (url, _):
        assert await transport.do_request(f"{url}/x", "POST") == (200, b"{}")
    await transport.shutdown()


async def test_a_redirection_is_not_followed(transport: Transport) -> None:
    moved = b"HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    async with server(moved) as (url, _):
        assert await transport.do_request(f"{url}/x", "POST") == (307, b"")


async def test_a_line_that_breaks_in_the_answer_may_have_arrived(transport: Transport) -> None:
    async with server(b"HTTP/1.1 200 X\r\nContent-Length: 20\r\n\r\n{}") as (url, _):
        with pytest.raises(NetworkError) as broken:
            await transport.do_request(f"{url}/bot1:SECRET/sendMessage", "POST")

    assert not isinstance(broken.value, NotSent)
    assert "SECRET" not in repr(broken.value)


async def test_who_is_stopped_while_the_answer_comes_is_stopped(transport: Transport) -> None:
    """The answer arrives while nothing runs here; the stop comes some turns of the loop later."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_answers, args=(door,), daemon=True).start()
        url = f"http://127.0.0.1:{door.getsockname()[1]}/x"
        for turns in range(4):
            call = asyncio.create_task(transport.do_request(url, "POST"))
            await asyncio.sleep(0)
            time.sleep(0.1)
            for _ in range(turns):
                await asyncio.sleep(0)
            was_done = call.done()
            call.cancel()
            await asyncio.wait([call])

            assert call.cancelled() != was_done


def _answers(door: socket.socket) -> None:
    """Each line that comes in, until the door is shut."""
    with suppress(OSError):
        while True:
            line, _ = door.accept()
            line.recv(65536)
            line.sendall(http(200, b"{}"))
            line.close()
