"""All that is served of one graph, made once and kept in memory."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import functools
import hashlib
import html
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from graphkit import exporters
from graphkit.build import STEM, open_project
from graphkit.exporters import exporter
from graphkit.exporting import Render
from graphkit.graph import Graph
from graphkit.projections.rdf.terms import prefixes
from graphkit.query import Triples, answer, oxigraph
from graphkit.serving.asking import Dataset
from graphkit.serving.media import (
    EXPORT_MEDIA,
    HTML,
    SVG,
    TRIPLE_MEDIA,
    TRIPLE_SUFFIXES,
    content_type,
)
from graphkit.serving.things import Things

_STYLE = re.compile("<style>(.*?)</style>", re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """A text that is served as it is.

    Attributes:
        body: The text in UTF-8.
        content_type: What it is, with its charset.
        etag: A name for these very bytes, in quotes, as the ETag header has it.
        policy: The content security policy it comes with; empty for the strictest.
    """

    body: bytes
    content_type: str
    etag: str
    policy: str = ""


def document(text: str | bytes, media: str, policy: str = "") -> Document:
    """Return a text as a document of a media type."""
    body = text.encode("utf-8") if isinstance(text, str) else text
    # The type is part of it: one and the same text may be served as Turtle and as plain text.
    digest = hashlib.sha256(media.encode() + b"\n" + body).hexdigest()
    return Document(body, content_type(media), f'"{digest[:32]}"', policy)


@dataclasses.dataclass(frozen=True, slots=True)
class Clocks:
    """The days that the graph is looked at from; none for those of the project."""

    as_of: dt.date | None = None
    known_by: dt.date | None = None

    def of(self, graph: Graph) -> Graph:
        """Return the graph by these clocks."""
        if self.as_of:
            graph = graph.as_of(self.as_of)
        return graph.known_by(self.known_by) if self.known_by else graph


class Site:
    """What is served of one graph; it never changes, so requests under way keep theirs.

    The page is made at once, so that a graph without one never takes the place of another. The
    exports and the ontology are made when they are first asked for.
    """

    def __init__(self, graph: Graph) -> None:
        """Make the page and note the things."""
        self.graph = graph
        self.page = _page(graph)
        self.things = Things(graph)
        self.dataset = dataset(graph)
        self.ontology_files = _raw(graph.ontology.files)
        self.revision = hashlib.sha256(self.dataset.text.encode("utf-8")).hexdigest()[:16]
        self._made: dict[str, Document] = {}
        self._making = threading.Lock()

    @functools.cached_property
    def exports(self) -> Mapping[str, tuple[str, Render]]:
        """The files of the exports by their names, such as ``graph.ttl``, with their media types.

        The page is none of them: it has an address of its own.
        """
        return {
            f"{STEM}{part}{made.suffix}": (EXPORT_MEDIA[made.name], render)
            for made in exporters.EXPORTERS
            for part, render in made.files.items()
            if EXPORT_MEDIA[made.name] != HTML
        }

    def export(self, name: str) -> Document:
        """Return a file of an export; KeyError where there is none of this name."""
        media, render = self.exports[name]

        def make() -> Document:
            text = "".join(render(self.graph))
            return document(text, media, _style_policy(text) if media == SVG else "")

        return self._once(name, make)

    def ontology(self, suffix: str) -> Document:
        """Return the ontology; KeyError for a suffix that is none of `TRIPLE_SUFFIXES`."""
        media = TRIPLE_SUFFIXES[suffix]

        def make() -> Document:
            if media == "text/turtle" and len(self.ontology_files) == 1:
                (text,) = self.ontology_files  # as it was written, with its comments
                return document(text, media)
            return document(self._ontology_triples.text(TRIPLE_MEDIA[media]), media)

        return self._once(f"ontology{suffix}", make)

    @functools.cached_property
    def _ontology_triples(self) -> Triples:
        """The triples of graphkit's own ontology and of what the project adds to it.

        Each text by itself, for blank nodes of two files are two, whatever their names.
        """
        base = self.graph.info.base
        lines: set[str] = set()
        for text in self.ontology_files:
            found = answer(oxigraph.of_text(text), _EVERYTHING, base)
            if not isinstance(found, Triples):
                raise TypeError(f"{type(found).__name__} are no triples")
            lines.update(found.ntriples)
        return Triples(tuple(sorted(lines)), prefixes(base))

    def thing(self, name: str, media: str) -> Document | None:
        """Return what is said of a thing; none where there is no such thing.

        Args:
            name: Its local name, such as ``kazakhstan`` or ``fact/…``.
            media: One of `TRIPLE_SUFFIXES`.
        """
        text = self.things.text(name, TRIPLE_MEDIA[media])
        return None if text is None else document(text, media)

    def _once(self, name: str, make: Callable[[], Document]) -> Document:
        with self._making:
            if name not in self._made:
                self._made[name] = make()
            return self._made[name]


def read_site(root: Path, clocks: Clocks) -> Site:
    """Read a project and make what is served of it.

    Raises:
        BadData: The data has errors.
        GraphkitError: It cannot be read, or the page cannot be made.
    """
    return Site(clocks.of(open_project(root).graph))


def dataset(graph: Graph) -> Dataset:
    """Return what SPARQL asks: what Turtle says, and named graphs of sources."""
    (render,) = exporter("trig").files.values()
    return Dataset(text="".join(render(graph)), base=graph.info.base)


def _page(graph: Graph) -> Document:
    (render,) = exporter("html").files.values()
    text = "".join(render(graph))
    found = _POLICY.search(text)
    policy = html.unescape(found[1]) if found else ""
    return document(text, HTML, f"{policy}; frame-ancestors 'none'" if policy else "")


def _style_policy(picture: str) -> str:
    """Return the policy of a picture: its own style, and nothing else."""
    hashes = [
        base64.b64encode(hashlib.sha256(html.unescape(style).encode("utf-8")).digest()).decode()
        for style in _STYLE.findall(picture)
    ]
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return f"default-src 'none'; style-src {allowed}; frame-ancestors 'none'"


def _raw(files: Iterable[Path]) -> tuple[bytes, ...]:
    """Return the bytes of files, read now, so that a later edit does not show by halves."""
    return tuple(path.read_bytes() for path in files)
