"""The files that go into the page as they are, packed where they are large, and its policy.

Small files stand in their elements as text. What is large stands in the page gzipped, in base64,
and the page unpacks it itself: graphkit/page/start/packed.js is the other end.
"""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import importlib.resources
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from graphkit.errors import GraphkitError
from graphkit.resources import page_folder

if TYPE_CHECKING:
    import jinja2

#: The rooms of the page's scripts, in the order in which they are joined: a script uses what stands
#: in its own room or in one above it, and tests/page/test_sources.py sees to it.
_ROOMS = {
    "elements": ("text", "dom", "clipboard", "long_list", "dialog"),
    "model": ("pairs", "data", "model", "clock", "state", "focus", "moments", "chosen", "link"),
    "words": ("words", "view_words", "citations"),
    "picture": (
        "shapes",
        "palette",
        "labels",
        "edges",
        "bundles",
        "scene",
        "picking",
        "overlay",
        "still",
        "renderer",
    ),
    "panels": (
        "evidence",
        "lines",
        "pair",
        "changes",
        "news",
        "dossier",
        "legend",
        "search",
        "table",
        "timebar",
        "story",
        "sheets",
    ),
    "taking_away": ("svg_context", "sheet_legend", "sheet", "saving", "printing", "cite"),
    "start": ("address", "keyboard", "theme", "main"),
}
SCRIPTS = tuple(f"{room}/{name}.js" for room, names in _ROOMS.items() for name in names)
#: The styles of the page in the order in which they are joined: what stands later overrules.
STYLES = (
    "styles/style.css",
    "styles/story.css",
    "styles/changes.css",
    "styles/focus.css",
    "styles/take.css",
    "styles/embed.css",
    "styles/print.css",
)
#: The script that stands in the page as text and unpacks the others.
STARTER = "start/packed.js"
#: What is added where no script runs.
PLAIN_STYLE = "styles/plain.css"
#: What is named where the page tells whose work it carries.
VIS_NETWORK = "vis-network 9.1.2 (Apache-2.0 or MIT)"
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def read_page_file(name: str) -> str:
    """Return a script or style of the page, as the browser is to hash it.

    Raises:
        GraphkitError: The file is missing, or holds a tag that would end its element.
    """
    try:
        text = (page_folder() / name).read_text(encoding="utf-8")
    except OSError as error:
        raise GraphkitError(f"{name}, a part of the page, is missing: restore it") from error
    if "</script" in text.lower() or "</style" in text.lower():
        raise GraphkitError(f"{name} holds an end tag and cannot stand in the page: restore it")
    return _as_parsed(text)


@functools.cache
def template(name: str) -> jinja2.Template:
    """Return a template of the page's folder; what it is given is escaped.

    Its filters: ``fragment`` makes a text fit behind the "#" of an address, ``thousands`` writes a
    whole number with commas.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(page_folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["fragment"] = functools.partial(quote, safe="")
    environment.filters["thousands"] = "{:,}".format
    return environment.get_template(name)


def read_vis_network() -> str:
    """Return the script of vis-network that pyvis carries, with the licence at its head.

    Raises:
        GraphkitError: Another pyvis is installed, which carries another one or none.
    """
    file = importlib.resources.files("pyvis").joinpath(_VIS)
    if not file.is_file():
        raise GraphkitError("pyvis does not carry vis-network 9.1.2: install pyvis 0.3.2")
    return _as_parsed(file.read_text(encoding="utf-8"))


def _as_parsed(text: str) -> str:
    """Return a text with the line ends that a browser reads, which is what it hashes."""
    return text.replace("\r\n", "\n")


def packed(text: str) -> str:
    """Return a text gzipped, in base64: nothing in it can be taken for markup."""
    # Without the time, which gzip would write into its head.
    return base64.b64encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Return the content security policy: only these very texts count, nothing is loaded.

    Args:
        styles: Of every style element.
        scripts: Of every script that may run, wherever it stands and whoever inserts it.
    """
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(map(_hash, texts))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
