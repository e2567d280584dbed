"""The DataFrames of an engine, as far as this package uses them.

An engine is an extra, and the two engines bring the same Python package in different versions. So
nothing of it is imported before it is used, and its types are not ours to check.
"""

from __future__ import annotations

import importlib
from typing import Any, TypeAlias

#: A ``pyspark.sql.DataFrame``, of classic Spark or of Spark Connect.
Frame: TypeAlias = Any
#: A ``pyspark.sql.Column``.
Column: TypeAlias = Any
#: A ``pyarrow.Table``.
Table: TypeAlias = Any


def functions() -> Any:  # noqa: ANN401 - a module that need not be installed
    """Return ``pyspark.sql.functions``, of which only those are used that both engines have."""
    return importlib.import_module("pyspark.sql.functions")


def arrow() -> Any:  # noqa: ANN401 - a module that need not be installed
    """Return ``pyarrow``."""
    return importlib.import_module("pyarrow")


def parquet() -> Any:  # noqa: ANN401 - a module that need not be installed
    """Return ``pyarrow.parquet``."""
    return importlib.import_module("pyarrow.parquet")
