"""The page: one HTML file that works offline and from which no request leaves.

pyvis gives the model of the drawing and carries vis-network; the template, the style and the
script are our own. pyvis's own page is not used: it loads from other hosts, puts options and
headings into the page unescaped, and lays the graph out in the reader's browser.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping

from graphkit.dates import parse_date
from graphkit.errors import GraphkitError
from graphkit.exporting import Exporter
from graphkit.graph import Graph
from graphkit.layout import Positions, layout
from graphkit.look import script_constant, style_tokens
from graphkit.page_files import (
    PLAIN_STYLE,
    SCRIPTS,
    STARTER,
    STYLES,
    VIS_NETWORK,
    packed,
    policy,
    read_page_file,
    read_vis_network,
    template,
)
from graphkit.projections.networks.bends import bends
from graphkit.projections.networks.focus import (
    MOST_DRAWN,
    NEIGHBOURS,
    backbone,
    most_connected,
    neighbours,
)
from graphkit.projections.networks.network import Tie, network
from graphkit.projections.page.data import page_data
from graphkit.projections.page.words import Json
from graphkit.reading.plain import plain

_TEMPLATE = "templates/page.html.j2"


def render_page(
    graph: Graph,
    passages: Mapping[str, str] | None = None,
    *,
    changes: Json | None = None,
    embed: bool = False,
    focus: str = "",
) -> Iterator[str]:
    """Yield the page.

    Args:
        graph: What it starts with; the page holds the whole of it.
        passages: The words of passages by source and locator, as
            `graphkit.reading.texts.passages` gives them. A page with passages says that it is
            private: the words belong to the publishers of the sources.
        changes: What changed in the data since an earlier edition, as
            `graphkit.reading.editions.changes_since` gives it; by default the page tells nothing
            of it.
        embed: Whether the page is for a frame in another page: without its head, and with
            legend and dossier on demand.
        focus: Id of an entity on which the page opens, with its most telling neighbours; by
            default it opens on the whole or, where that is too large, on the most connected.

    Raises:
        GraphkitError: The focus is drawn nowhere.
    """
    from markupsafe import Markup

    style = style_tokens() + "\n".join(map(read_page_file, STYLES))
    script = script_constant() + "\n".join(map(read_page_file, SCRIPTS))
    plain_style, starter = read_page_file(PLAIN_STYLE), read_page_file(STARTER)
    vis = read_vis_network()
    whole = graph.whole
    asked = graph.view
    data = page_data(whole.view, asked.day, asked.known_by)
    data["network"] = _drawing(whole)
    opened_on = _focus(whole, focus)
    if opened_on:
        data["focus"] = opened_on
    if passages:
        data["passages"] = dict(passages)
    if changes is not None:
        data["changes"] = changes
    # Markup is safe here: what it marks is our own files and base64.
    yield template(_TEMPLATE).render(
        lang="en",
        title=graph.info.title,
        lede=graph.info.lede,
        as_of=_words(asked.day),
        counts=whole.summary,
        private=bool(passages),
        embed=embed,
        credit=graph.info.credit,
        license=graph.info.license,
        csp=policy((style, plain_style), (vis, script, starter)),
        vis_name=VIS_NETWORK,
        plain=plain(graph),
        description=graph.info.description,
        style=Markup(style),  # noqa: S704 - see above
        plain_style=Markup(plain_style),  # noqa: S704 - see above
        vis_network=Markup(packed(vis)),  # noqa: S704 - see above
        script=Markup(packed(script)),  # noqa: S704 - see above
        starter=Markup(starter),  # noqa: S704 - see above
        data=Markup(packed(_json(data))),  # noqa: S704 - see above
    )


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _words(day: dt.date) -> str:
    return parse_date(day.isoformat()).words()


# ------------------------------------------------------------------------ the drawing


def _drawing(graph: Graph) -> Json:
    """Return the drawing as pyvis models it.

    ``nodes`` are the places ``[x, y]`` by the id of an entity. ``edges`` are the places of
    their facts in the data's ``facts``, ascending; where an edge is not straight, a list of
    this place and of how far the edge bends, as vis-network's roundness, clockwise where positive.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network as Model

    drawn = network(graph.view, negative=True)
    model = Model(directed=True)
    for name in drawn.ids():
        x, y = graph.positions[name]
        model.add_node(name, x=x, y=y)
    curved = bends(drawn.ties)
    for tie in drawn.ties:
        # Network.add_edge looks both ends up in a list of all nodes.
        edge = Edge(tie.source, tie.target, directed=True, id=tie.id, bend=curved[tie.id])
        model.edges.append(edge.options)
    nodes, edges, *_ = model.get_network_data()
    places = {fact: place for place, fact in enumerate(graph.view.records.facts)}
    return {
        "nodes": {node["id"]: [node["x"], node["y"]] for node in nodes},
        "edges": [
            [places[edge["id"]], edge["bend"]] if edge["bend"] else places[edge["id"]]
            for edge in edges
        ],
    }


def _focus(graph: Graph, asked: str) -> Json | None:
    """Return what the page opens on; none where it opens on the whole.

    ``entity`` is an id, ``near`` are the ids drawn beside it, the most telling first. ``places``
    are their places ``[x, y]`` by id where the whole is so large that its own places would be
    no picture of so few of them.

    Raises:
        GraphkitError: What was asked for is drawn nowhere.
    """
    places = graph.positions
    is_large = len(places) > MOST_DRAWN
    if not asked and not is_large:
        return None
    ties: list[Tie] = list(network(graph.view, negative=True).ties)
    if not asked and not ties:
        return None
    entity = asked or most_connected(ties)
    near = neighbours(ties, entity)[:NEIGHBOURS]
    if not near:
        raise GraphkitError(f'no fact joins "{entity}" to another entity: name one that has some')
    focus: Json = {"entity": entity, "near": near}
    if is_large:
        nodes = sorted([entity, *near])
        own: Positions = layout(nodes, backbone(ties, nodes, entity), {})
        focus["places"] = {name: list(own[name]) for name in nodes}
    return focus


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
