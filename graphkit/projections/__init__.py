"""The view as other shapes, decided once: RDF triples and a property graph."""
