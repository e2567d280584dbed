"""Reading the graph and the texts behind it: what commands show and no file stores.

`texts` finds the texts of the sources in a folder; `locate`, `verify` and `coverage` are the
tools of a curator who has them. `folding` and `mentions` say when words are the same, and when
a passage mentions a thing.
"""
