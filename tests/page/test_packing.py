"""What comes packed: the page unpacks vis-network, and its policy lets that very text run alone."""

from __future__ import annotations

import base64
import gzip
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from graphkit.page_files import packed, read_vis_network
from tests.page.driving import Desk, Visit, write_page
from tests.samples import shipped_text

_VIS = re.compile(r'(<script type="application/gzip" id="vis-network">)([^<]*)(</script>)')


def _carried() -> str:
    found = _VIS.search(shipped_text("html"))
    assert found
    return gzip.decompress(base64.b64decode(found[2])).decode("utf-8")


def test_it_is_what_pyvis_carries() -> None:
    """The text is the one of pyvis, with the licence at its head; the page names the licence."""
    assert _carried() == read_vis_network()
    assert "@license" in _carried()[:2000]
    assert "Apache" in _carried()[:2000]
    assert "vis-network 9.1.2 (Apache-2.0 or MIT)" in shipped_text("html")


def test_it_runs_by_its_hash(page: Page) -> None:
    """The drawing runs, and no element with half a million letters stays behind."""
    assert page.evaluate("typeof vis.Network") == "function"
    scripts = page.evaluate("[...document.scripts].map((one) => one.type)")
    assert scripts == [*["application/gzip"] * 3, ""]


def test_another_text_is_refused(desk: Desk, visit: Visit, page: Page, tmp_path: Path) -> None:
    """One letter more, and the browser names the policy and runs none of it."""
    assert page.evaluate("typeof vis") == "object"
    altered = packed(_carried() + "\nglobalThis.altered = true;")
    text = _VIS.sub(lambda found: found[1] + altered + found[3], shipped_text("html"))
    path = write_page(tmp_path, text)
    # Opened without waiting for a start that must not come.
    desk.page.goto(path.as_uri())
    desk.page.wait_for_timeout(1500)
    assert desk.page.evaluate("[typeof vis, typeof altered]") == ["undefined", "undefined"]
    assert any("Content Security Policy" in line for line in desk.noise)
    desk.noise.clear()
    # The same alteration runs where no policy forbids it: it was the policy that refused.
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    (tmp_path / "bare").mkdir()
    assert visit(write_page(tmp_path / "bare", bare)).evaluate("altered") is True
    expect(page.get_by_role("application")).to_be_visible()
