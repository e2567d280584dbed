"""The page: one HTML file that works offline and from which no request leaves.

pyvis gives the model of the drawing and carries vis-network; the template, the style and the
script are our own. pyvis's own page is not used: it loads from other hosts, puts options and
headings into the page unescaped, and lays the graph out in the reader's browser.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import importlib.resources
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from graphkit.dates import parse_date
from graphkit.errors import GraphkitError
from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.projections.network import Network, network
from graphkit.projections.page import page_data
from graphkit.projections.page_words import Json
from graphkit.resources import page_folder

#: The scripts of the page in the order in which they are joined: what is used stands first.
SCRIPTS = (
    "dom.js",
    "data.js",
    "model.js",
    "clock.js",
    "state.js",
    "shapes.js",
    "palette.js",
    "labels.js",
    "edges.js",
    "picking.js",
    "overlay.js",
    "renderer.js",
    "words.js",
    "evidence.js",
    "lines.js",
    "dossier.js",
    "legend.js",
    "search.js",
    "table.js",
    "timebar.js",
    "keyboard.js",
    "theme.js",
    "main.js",
)
_TEMPLATE = "page.html.j2"
_STYLE = "style.css"
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
#: How far each further edge of a pair bends away, as vis-network's roundness.
_BEND = 0.16


def render_page(graph: Graph, passages: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the page.

    Args:
        graph: What it starts with; the page holds the whole of it.
        passages: The words of passages by source and locator, as
            `graphkit.reading.texts.passages` gives them. A page with passages says that it is
            private: the words belong to the publishers of the sources.
    """
    import jinja2
    from markupsafe import Markup

    style, script, vis = _page_file(_STYLE), "\n".join(map(_page_file, SCRIPTS)), _vis_network()
    whole = graph.whole
    asked = graph.view
    data = page_data(whole.view, asked.day, asked.known_by)
    data["network"] = _drawing(whole)
    if passages:
        data["passages"] = dict(passages)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(page_folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )
    # Markup is safe here: what it marks is our own files and base64.
    yield environment.get_template(_TEMPLATE).render(
        lang="en",
        title=graph.info.title,
        lede=graph.info.lede,
        as_of=_words(asked.day),
        counts=whole.summary,
        private=bool(passages),
        credit=graph.info.credit,
        license=graph.info.license,
        csp=_policy(style, vis, script),
        style=Markup(style),  # noqa: S704 - see above
        vis_script=Markup(vis),  # noqa: S704 - see above
        script=Markup(script),  # noqa: S704 - see above
        data=Markup(_packed(data)),  # noqa: S704 - see above
    )


def _words(day: dt.date) -> str:
    return parse_date(day.isoformat()).words()


# ------------------------------------------------------------------------ the drawing


def _drawing(graph: Graph) -> Json:
    """Return the drawing as pyvis models it.

    ``nodes`` are the places ``[x, y]`` by the id of an entity. ``edges`` are the places of
    their facts in the data's ``facts``, ascending; where an edge is not straight, a list of
    this place and of how far the edge bends, as vis-network's roundness, clockwise where positive.
    """
    from pyvis.network import Network as Model

    drawn = network(graph.view, negative=True)
    model = Model(directed=True)
    for node in drawn.nodes():
        x, y = graph.positions[node.id]
        model.add_node(node.id, x=x, y=y)
    bends = _bends(drawn)
    for edge in drawn.edges():
        model.add_edge(edge.source, edge.target, id=edge.id, bend=bends[edge.id])
    nodes, edges, *_ = model.get_network_data()
    places = {fact: place for place, fact in enumerate(graph.view.records.facts)}
    return {
        "nodes": {node["id"]: [node["x"], node["y"]] for node in nodes},
        "edges": [
            [places[edge["id"]], edge["bend"]] if edge["bend"] else places[edge["id"]]
            for edge in edges
        ],
    }


def _bends(drawn: Network) -> dict[str, float]:
    """Return how each edge bends, so that the edges between two nodes lie side by side."""
    pairs = Counter(frozenset((tie.source, tie.target)) for tie in drawn.ties)
    given: defaultdict[frozenset[str], int] = defaultdict(int)
    bends: dict[str, float] = {}
    for tie in drawn.ties:
        pair = frozenset((tie.source, tie.target))
        offset = given[pair] - (pairs[pair] - 1) / 2
        given[pair] += 1
        # Clockwise is told from the start of an edge, so edges of one pair must agree on it.
        if tie.source > tie.target:
            offset = -offset
        bends[tie.id] = round(offset * _BEND, 3)
    return bends


# ------------------------------------------------------------------------ what goes inline


def _page_file(name: str) -> str:
    try:
        text = (page_folder() / name).read_text(encoding="utf-8")
    except OSError as error:
        raise GraphkitError(f"{name}, a part of the page, is missing: restore it") from error
    return _inline(text, name)


def _vis_network() -> str:
    file = importlib.resources.files("pyvis").joinpath(_VIS)
    if not file.is_file():
        raise GraphkitError("pyvis does not carry vis-network 9.1.2: install pyvis 0.3.2")
    return _inline(file.read_text(encoding="utf-8"), _VIS)


def _inline(text: str, name: str) -> str:
    """Return a file that may stand inside its element; its end tag would cut it short."""
    if "</script" in text.lower() or "</style" in text.lower():
        raise GraphkitError(f"{name} holds an end tag and cannot stand in the page: restore it")
    # The hash in the policy is over the text as the browser reads it: with line feeds.
    return text.replace("\r\n", "\n")


def _policy(style: str, *scripts: str) -> str:
    """Return the content security policy: only these very texts run, nothing is loaded."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _packed(data: object) -> str:
    """Return data as JSON, gzipped, in base64: a fifth of its size, and no text in it is markup."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Without the time, which gzip would write into its head.
    return base64.b64encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")


def _losses(_graph: Graph) -> Mapping[str, int]:
    return {}


EXPORTER = Exporter(
    name="html",
    suffix=".html",
    title="The interactive page: one file, offline",
    files={"": render_page},
    losses=_losses,
    is_whole=True,
    committed=False,
)
