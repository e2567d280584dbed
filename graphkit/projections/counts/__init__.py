"""The view as rows that count: what happened between whom in which month or year."""
