"""The XML schemas of GraphML and GEXF, so far as our files can be held against them.

Nothing is fetched: both schemas are in the folder that the fixture ``schemas`` gives.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

# GraphML is made to be extended so, by attributes from other namespaces
# (http://graphml.graphdrawing.org/primer/graphml-primer.html#EXTENDING).
_FOREIGN_ON_EDGES = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:g="http://graphml.graphdrawing.org/xmlns"
           targetNamespace="http://graphml.graphdrawing.org/xmlns"
           elementFormDefault="qualified">
  <xs:redefine schemaLocation="graphml.xsd">
    <xs:attributeGroup name="edge.extra.attrib">
      <xs:attributeGroup ref="g:edge.extra.attrib"/>
      <xs:anyAttribute namespace="##other" processContents="lax"/>
    </xs:attributeGroup>
  </xs:redefine>
</xs:schema>
"""

#: From our version to that of the schema, and out of the namespace that it does not know.
_TO_1_2 = (
    ("http://gexf.net/1.3/viz", "http://www.gexf.net/1.2draft"),
    ("http://gexf.net/1.3", "http://www.gexf.net/1.2draft"),
)


def graphml_faults(text: str, schemas: Path, *, extended: bool = True) -> list[str]:
    """Return what the schema of GraphML has against a file.

    Args:
        text: The file.
        schemas: The folder with ``graphml.xsd``.
        extended: Whether edges may have attributes of other namespaces, such as ``gk:label``.
    """
    path = schemas / "graphml.xsd"
    if extended:
        path = schemas / "graphml-extended.xsd"
        path.write_text(_FOREIGN_ON_EDGES, encoding="utf-8")
    return _faults(text, path)


def gexf_faults(text: str, schemas: Path) -> list[str]:
    """Return what the schema of GEXF 1.2 has against a file of GEXF 1.3.

    Debian carries no schema of 1.3, and the published one refuses every colour and position,
    since it declares them outside their namespace. So what 1.3 brought is taken out first:
    ``kind`` of edges, ``timerepresentation`` and ``timezone`` of the graph. The namespace
    becomes that of 1.2, also for colours and positions, which are declared in it there.
    All else is judged: elements, attributes, types, dates, numbers, colours, positions.
    """
    root = etree.fromstring(text.encode("utf-8"))
    assert root.get("version") == "1.3"
    root.set("version", "1.2")
    for graph in root.iter("{http://gexf.net/1.3}graph"):
        for name in ("timerepresentation", "timezone"):
            del graph.attrib[name]
    for edge in root.iter("{http://gexf.net/1.3}edge"):
        del edge.attrib["kind"]
    older = etree.tostring(root, encoding="unicode")
    for new, old in _TO_1_2:
        older = older.replace(f'"{new}"', f'"{old}"')
    return _faults(older, schemas / "gexf.xsd")


def _faults(text: str, path: Path) -> list[str]:
    parser = etree.XMLParser(no_network=True)
    schema = etree.XMLSchema(etree.parse(str(path), parser))
    schema.validate(etree.fromstring(text.encode("utf-8"), parser))
    return [f"{error.line}: {error.message}" for error in schema.error_log]
