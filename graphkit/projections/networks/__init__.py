"""The view as a property graph: nodes and edges with their columns, whole or folded to states."""
