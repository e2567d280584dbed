"""A still picture of a view: what stands where, before anything is written.

The rules are those of the page (graphkit/page/picture/: edges, labels, overlay, renderer), with
widths of letters from a table where a browser would measure them.
"""
