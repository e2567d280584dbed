"""The view as RDF: which triples there are, and each text that holds them."""
