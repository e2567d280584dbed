"""Tables of events by the million: facts, nodes, edges and measures made by an engine.

Everything is said once, with the DataFrame API of Spark, and run by one of two engines: Sail, which
runs in the process, or Apache Spark, alone or on a cluster (`session`). What a cell means is
decided by the very code of ``graphkit import events``: the distinct cells come to this process
(`lookups`), and per row there is nothing but joins and functions of SQL.
"""
