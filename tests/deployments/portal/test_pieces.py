"""An upload in pieces goes on where a broken line left it, and ends as one delivery."""

import os
import socket
import stat
from datetime import timedelta

import httpx
import pytest

from config.clock import SystemClock
from deployments.portal import forms
from deployments.portal.uploads import OPEN_UPLOADS, sweep
from tasks.files.limits import MAX_BYTES
from tests.support.portal import OTHER, UNIT

UPLOAD = "A" * 22


class Pieces:
    """The script of the page, by hand."""

    def __init__(self, browser, upload=UPLOAD):
        self.browser = browser
        self.here = browser.action("/nop/").rsplit("/nop/", 1)[0] + f"/nop/{upload}"

    def put(self, number, content, offset, until=None, name="bang.xlsx", size=None):
        headers = {
            "X-Form": self.browser.token(),
            "X-Name": name,
            "X-Size": str(len(content) if size is None else size),
            "X-Offset": str(offset),
        }
        piece = content[offset:until]
        return self.browser.put(f"{self.here}/phan/{number}", content=piece, headers=headers)

    def there(self):
        return self.browser.get(f"{self.here}/phan").json()

    def finish(self, count):
        headers = {"X-Form": self.browser.token(), "X-Count": str(count)}
        return self.browser.post(f"{self.here}/xong", headers=headers)


@pytest.fixture
def good(site):
    return site.house.commune_file(UNIT)


def test_an_upload_goes_on_where_it_stopped(site, good):
    pieces = Pieces(site.visit())
    assert pieces.there() == {}
    assert pieces.put(0, good, 0, 4000).json() == {"have": 4000}

    again = Pieces(pieces.browser)
    assert again.there() == {"0": {"name": "bang.xlsx", "size": len(good), "have": 4000}}
    assert again.put(0, good, 4000).json() == {"have": len(good)}
    page = again.browser.look(again.finish(1).json()["to"])

    assert "Bản hợp lệ thứ 1" in page.text
    [delivery] = site.deliveries()
    with site.workspace.read() as uow:
        assert uow.files.get(delivery.files[0].file) == good


def test_a_piece_that_came_already_is_not_added_again(site, good):
    pieces = Pieces(site.visit())
    pieces.put(0, good, 0, 4000)

    lost_answer = pieces.put(0, good, 0, 4000)
    gap = pieces.put(0, good, 8000, 9000)

    assert (lost_answer.status_code, lost_answer.json()) == (200, {"have": 4000})
    assert (gap.status_code, gap.json()) == (409, {"have": 4000})


def test_another_file_in_the_same_place_begins_anew(site, good):
    pieces = Pieces(site.visit())
    pieces.put(0, b"x" * 5000, 0, 4000, name="cu.xlsx")

    assert pieces.put(0, good, 4000, 5000).json() == {"have": 0}
    pieces.put(0, good, 0)

    assert "Bản hợp lệ thứ 1" in pieces.browser.look(pieces.finish(1).json()["to"]).text


def test_an_upload_ends_only_when_all_of_it_is_there(site, good):
    pieces = Pieces(site.visit())
    for count in (0, 1, 21):
        assert pieces.finish(count).status_code == 400
    pieces.put(0, good, 0, 4000)
    assert pieces.finish(1).status_code == 400
    pieces.put(0, good, 4000)
    assert pieces.finish(2).status_code == 400
    assert site.deliveries() == []

    assert pieces.finish(1).status_code == 200


def test_an_end_whose_answer_was_lost_is_told_again(site, good):
    pieces = Pieces(site.visit())
    pieces.put(0, good, 0)
    pieces.put(1, b"%PDF", 0, name="t%C3%A0i%20li%E1%BB%87u.pdf")

    first, again = pieces.finish(2), pieces.finish(2)

    assert first.json() == again.json()
    [delivery] = site.deliveries()
    assert [file.name for file in delivery.files] == ["bang.xlsx", "tài liệu.pdf"]
    assert [path.name for path in site.left_over()] == [".lock", "xong"]


def test_pieces_lie_in_private_files(site, good):
    pieces = Pieces(site.visit())
    pieces.put(0, good, 0, 4000)

    assert len(site.left_over()) == 3
    for path in site.left_over():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_nobody_else_sees_or_goes_on_with_an_upload(site, good):
    mine, theirs = Pieces(site.visit()), Pieces(site.visit(OTHER))
    mine.put(0, good, 0)

    assert theirs.there() == {}
    theirs.here = mine.here
    assert theirs.browser.get(f"{mine.here}/phan").status_code == 403
    assert theirs.put(0, good, 0).status_code == 403
    assert theirs.finish(1).status_code == 403


LIMITS = [
    ("0", MAX_BYTES + 1, 413),
    ("0", 0, 422),
    ("20", 10, 413),
    ("-1", 10, 413),
    ("x", 10, 413),
    ("0", "a lot", 400),
    ("0", "9" * 20, 400),
]


def test_what_passes_a_limit_is_refused_before_it_is_written(site):
    pieces = Pieces(site.visit())
    for number, size, status in LIMITS:
        answer = pieces.put(number, b"x" * 10, 0, size=size)

        assert (answer.status_code, number, size) == (status, number, size)
        assert 'class="next' in answer.text
    assert [path for path in site.left_over() if path.suffix == ".part"] == []


def test_all_files_together_keep_to_the_limit(site):
    pieces = Pieces(site.visit())
    statuses = [
        pieces.put(number, b"x", 0, name=f"{number}.pdf", size=MAX_BYTES).status_code
        for number in range(5)
    ]

    assert statuses == [200, 200, 200, 200, 413]


def test_a_piece_that_is_too_long_is_refused(site):
    pieces = Pieces(site.visit())

    answer = pieces.put(0, b"x" * 600_000, 0)

    assert answer.status_code == 413
    assert site.left_over() == []


def test_what_is_no_name_of_an_upload_is_not_found(site):
    browser = site.visit()
    for upload in ("short", "A" * 50, "..%2f..%2fetc%2fpasswd", "a b"):
        assert Pieces(browser, upload).put(0, b"x", 0).status_code == 404


def test_unfinished_uploads_of_a_link_are_few(site):
    browser = site.visit()
    for number in range(OPEN_UPLOADS + 3):
        Pieces(browser, f"{number:022d}").put(0, b"xx", 0, 1)

    kept = {path.parent.name for path in site.left_over()}
    assert kept == {f"{number:022d}" for number in range(3, OPEN_UPLOADS + 3)}


def test_what_nobody_goes_on_with_is_swept_away(site):
    pieces = Pieces(site.visit())
    pieces.put(0, b"xx", 0, 1)
    folder = site.workspace.settings.upload_folder(site.workspace.campaign.id)

    sweep(folder)
    assert len(site.left_over()) == 3
    long_ago = (SystemClock().now() - timedelta(hours=25)).timestamp()
    os.utime(site.left_over()[0].parent, (long_ago, long_ago))
    sweep(folder)

    assert site.left_over() == []
    assert list(folder.iterdir()) == []


def test_a_plain_form_that_breaks_off_leaves_nothing(site, good):
    browser = site.visit()
    request = browser.build_request(
        "POST",
        browser.action("/nop/"),
        data={"csrf": browser.token()},
        files=[("bang", ("bang.xlsx", good))],
    )
    body = request.read()

    def broken():
        yield body[: len(body) // 2]
        raise httpx.WriteError("the line is down")

    headers = {"content-type": request.headers["content-type"]}
    with pytest.raises(httpx.WriteError):
        browser.post(browser.action("/nop/"), content=broken(), headers=headers)

    assert site.deliveries() == []
    assert (
        "Bản hợp lệ thứ 1"
        in browser.look(browser.upload(("bang.xlsx", good)).headers["location"]).text
    )
    assert site.left_over() == []


def test_a_browser_that_falls_silent_is_not_waited_for_long(site, monkeypatch):
    monkeypatch.setattr(forms, "IDLE_SECONDS", 0.2)
    browser = site.visit()
    address = browser.base_url
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    lines = [
        f"POST {browser.action('/nop/')} HTTP/1.1",
        "Host: x",
        f"Cookie: {cookies}",
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Length: 9999",
    ]
    with socket.create_connection((address.host, address.port), timeout=20) as line:
        line.sendall("\r\n".join([*lines, "", "--x\r\n"]).encode())
        answer = line.recv(200)

    assert answer.startswith(b"HTTP/1.1 400")
    assert site.left_over() == []
