"""The view as other shapes, decided once: RDF, a property graph, counts, the page's data."""
