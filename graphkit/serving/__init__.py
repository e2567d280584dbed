"""The graph over HTTP: SPARQL 1.1 Protocol, the page, the exports, each thing at its own IRI."""
