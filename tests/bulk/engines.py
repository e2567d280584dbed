"""The engines that the tests ask, each a judge that may be missing."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

from tests.judges import judge_missing

#: An engine and its master, as a test and the command name them.
SAIL = ("sail", "")
LOCAL = ("spark", "local[2]")
#: Two executors that are processes of their own, as on a cluster.
CLUSTER = ("spark", "local-cluster[2,1,1024]")


def need(engine: str) -> None:
    """Skip the test that asks for an engine where it is missing.

    The two bring the Python package ``pyspark`` in two forms, the client alone and the whole, so
    that an environment may have Sail with either, and Spark with the whole only.
    """
    if engine == "sail":
        for name in ("pysail", "pyspark", "pyarrow", "grpc"):
            if importlib.util.find_spec(name) is None:
                judge_missing("Sail", "pip install '.[bulk]'")
        return
    found = importlib.util.find_spec("pyspark")
    whole = found and found.origin and (Path(found.origin).parent / "jars").is_dir()
    # The whole of Spark is half a gigabyte that nothing else of the tests needs.
    if not whole:
        pytest.skip("Spark is missing: pip install '.[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Java is missing: apt-get install openjdk-17-jre-headless")
