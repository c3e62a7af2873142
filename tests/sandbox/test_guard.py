"""Other websites, open in the same browser, are kept out."""

from __future__ import annotations

import pytest

from tests.support.sandbox import TOKEN, Person, Sandbox

ELSEWHERE = "https://example.org"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/page/open", {"Origin": ELSEWHERE}),
        ("/page/open", {"Origin": "null"}),
        ("/page/open", {"Origin": "http://127.0.0.1:1"}),
        ("/page/open", {"Sec-Fetch-Site": "cross-site"}),
        ("/page/open", {"Sec-Fetch-Site": "same-site"}),
        ("/page/open", {"Host": "example.org"}),
        ("/control/fault", {"Origin": ELSEWHERE}),
        ("/control/clear", {"Host": "127.0.0.1.example.org:8080"}),
        (f"/bot{TOKEN}/getMe", {"Host": "example.org"}),
        (f"/bot{TOKEN}/getMe", {"Origin": ELSEWHERE}),
    ],
)
async def test_a_post_from_elsewhere_is_refused(
    shared: Sandbox, path: str, headers: dict[str, str]
) -> None:
    async with shared.http.post(path, json={}, headers=headers) as answer:
        assert answer.status == 403
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_a_get_for_another_website_is_refused(shared: Sandbox, someone: Person) -> None:
    path = f"/bot{TOKEN}/sendMessage?chat_id={someone.id}&text=hi"

    async with shared.http.get(path, headers={"Sec-Fetch-Site": "cross-site"}) as answer:
        assert answer.status == 403


async def test_the_own_page_and_a_followed_link_are_welcome(shared: Sandbox) -> None:
    own = {"Origin": shared.url, "Sec-Fetch-Site": "same-origin"}
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}

    async with shared.http.post("/page/open", json={}, headers=own) as answer:
        assert answer.status == 200
    async with shared.http.get("/", headers=link) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


async def test_a_file_is_saved_and_never_run(shared: Sandbox, someone: Person) -> None:
    await someone.sends_file("page.html", b"<script>1</script>", "text/html", timeout=0)
    await someone.sends_file("fake.png", b"<script>1</script>", "image/png", timeout=0)
    await someone.replies(0.05)

    for message in someone.messages[-2:]:
        assert message.file is not None
        async with shared.http.get(message.file.url) as answer:
            assert answer.headers["Content-Type"] == "application/octet-stream"
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/static/page.py", "/static/..%2f__main__.py", "/page/files/x/y"])
async def test_no_other_file_is_served(shared: Sandbox, path: str) -> None:
    async with shared.http.get(path) as answer:
        assert answer.status == 404


async def test_a_bad_fault_is_named(shared: Sandbox) -> None:
    async with shared.http.post(
        "/control/fault", json={"method": "sendMessage", "kind": "rain"}
    ) as answer:
        assert answer.status == 400
        assert "kind must be one of retry_after" in (await answer.json())["error"]
