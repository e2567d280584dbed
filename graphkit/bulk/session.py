"""The engines: where the frames are worked out.

Sail needs no JVM and runs inside this process, behind the protocol of Spark Connect. Spark runs in
a JVM of its own: on this machine (``local[*]``), or on a cluster whose address is given. Both run
the same frames and give the same rows, which the tests compare.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from graphkit.bulk.folder import PATTERNS
from graphkit.bulk.frames import Frame, Table, functions, parquet
from graphkit.errors import GraphkitError

SAIL, SPARK = "sail", "spark"
ENGINES = (SAIL, SPARK)
#: What installs each.
EXTRAS = {SAIL: "graphkit-diplomacy[bulk]", SPARK: "graphkit-diplomacy[spark]"}
#: Tables of more rows are not sent to every worker whole.
_MOST_SENT = 5_000_000
#: A server that speaks Spark Connect.
_CONNECT = "sc://"
#: Where it listens unless it is told otherwise, and the seconds that an engine may take to answer.
_PORT, _PATIENCE = 15002, 10
#: Days have no time zone, so whose clock it is must not matter; nothing is shown on a port.
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.adaptive.enabled": "true",
}


#: Types of Arrow in the words of SQL.
_TYPES = {
    "string": "STRING",
    "int32": "INT",
    "int64": "BIGINT",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
}


class NoEngine(GraphkitError):
    """An engine that is not installed or cannot be reached."""


class Session:
    """An engine at work, with a folder for what is put down between two steps.

    Attributes:
        spark: A ``SparkSession``.
        scratch: A folder that all workers of the engine can read and write.
    """

    def __init__(self, spark: Any, scratch: Path) -> None:  # noqa: ANN401 - an engine's own type
        """Take a session and an empty folder."""
        self.spark = spark
        self.scratch = scratch
        self._number = 0
        self._links: dict[Path, Path] = {}

    def table(self, rows: Table) -> Frame:
        """Return a table of this process as a frame that every worker gets whole."""
        path = self._path("table")
        path.mkdir()
        parquet().write_table(rows, path / "part-0.parquet")
        # With its types, since to ask the file for them is a job of its own.
        types = ", ".join(f"`{each.name}` {_TYPES[str(each.type)]}" for each in rows.schema)
        frame = self.spark.read.schema(types).parquet(str(path))
        return functions().broadcast(frame) if rows.num_rows <= _MOST_SENT else frame

    def reachable(self, path: Path) -> str:
        """Return the path of a file by which an engine finds it and no other.

        Engines take some signs for patterns, and pass over names that begin with a dot or a line.
        """
        whole = path.absolute()
        if not (PATTERNS | {":"}) & set(str(whole)) and not whole.name.startswith((".", "_")):
            return str(whole)
        if whole not in self._links:
            self._links[whole] = self._path("named").with_suffix(whole.suffix)
            self._links[whole].symlink_to(whole)
        return str(self._links[whole])

    def settle(self, frame: Frame) -> Frame:
        """Work a frame out and put it down, so that what is made of it does not do so again.

        A file and not the engine's memory: Sail keeps none, and a worker's may be lost.
        """
        # What is read again at once and then deleted need not be small.
        return self.write(frame, self._path("frame"), compression="snappy")

    def write(self, frame: Frame, path: Path, compression: str = "zstd") -> Frame:
        """Write a frame as a folder of Parquet; return it as it was written."""
        schema = frame.schema
        frame.write.option("compression", compression).parquet(str(path))
        return self.spark.read.schema(schema).parquet(str(path))

    def _path(self, kind: str) -> Path:
        self._number += 1
        return self.scratch / f"{kind}-{self._number:03}"


@contextlib.contextmanager
def session(engine: str, scratch: Path, master: str = "") -> Iterator[Session]:
    """Give an engine that has been started; it ends with the block.

    Args:
        engine: One of `ENGINES`.
        scratch: An empty folder.
        master: For Spark: ``local[2]``, ``spark://host:7077``, ``yarn``, ``k8s://…`` or
            ``sc://host:15002``; by default all processors of this machine.

    Raises:
        NoEngine: It is not installed, has no Java, or does not answer.
    """
    if engine == SAIL:
        if master:
            raise NoEngine("Sail runs in this process: leave out --master, or add --engine spark")
        with _sail() as spark:
            yield Session(spark, scratch)
        return
    spark = _spark(master)
    try:
        yield Session(spark, scratch)
    finally:
        with contextlib.suppress(Exception):  # a gateway that died has nothing left to stop
            spark.stop()


@contextlib.contextmanager
def _sail() -> Iterator[Any]:
    # Its log would tell of every step on stderr; whoever sets it sees it.
    os.environ.setdefault("RUST_LOG", "error")
    try:
        server = importlib.import_module("pysail.spark").SparkConnectServer("127.0.0.1", 0)
        with _named_main():
            connect = importlib.import_module("pyspark.sql.connect.session")
    except ImportError as error:
        raise NoEngine(_missing(SAIL, error)) from error
    server.start(background=True)
    host, port = server.listening_address
    with contextlib.ExitStack() as ending:
        ending.callback(server.stop)
        spark = connect.SparkSession.builder.remote(f"{_CONNECT}{host}:{port}").getOrCreate()
        # An interrupt stops the server as well, and it does not come back: to ask it again, at the
        # end of the session too, would take ten minutes.
        spark.client.set_retry_policies([])
        ending.callback(_stop, spark)
        try:
            yield spark
        except KeyboardInterrupt:
            # It should write no more, but may take a minute to end: not on the user's time.
            stopping = threading.Thread(target=ending.pop_all().close, daemon=True)
            stopping.start()
            stopping.join(_PATIENCE)
            raise


def _stop(spark: Any) -> None:  # noqa: ANN401 - an engine's own type
    # A server that an interrupt has stopped has nothing left to end.
    with contextlib.suppress(Exception):
        spark.stop()


@contextlib.contextmanager
def _named_main() -> Iterator[None]:
    """Give the main module a file while PySpark is imported.

    Where it has none, as under ``python -c``, PySpark thinks that its own doctests are running and
    ends the process.
    """
    main = sys.modules["__main__"]
    if hasattr(main, "__file__"):
        yield
        return
    main.__file__ = __file__
    try:
        yield
    finally:
        del main.__file__


def _spark(master: str) -> Any:  # noqa: ANN401 - an engine's own type
    try:
        sql = importlib.import_module("pyspark.sql")
        importlib.import_module("pyarrow")
    except ImportError as error:
        raise NoEngine(_missing(SPARK, error)) from error
    if master.startswith(_CONNECT):
        _see_server(master)
    else:
        _see_java()
    try:
        return _begun(sql.SparkSession.builder, master)
    except Exception as error:
        # Whatever the JVM, its gateway or the network says; there is no common class.
        reason = str(error).strip().partition("\n")[0]
        raise NoEngine(
            f"Spark does not start ({reason}): see that {master or 'Java 17'} is there"
        ) from error


def _begun(builder: Any, master: str) -> Any:  # noqa: ANN401 - an engine's own types
    if master.startswith(_CONNECT):
        return builder.remote(master).getOrCreate()
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    if not master or master.startswith("local"):
        for name in ("spark.driver.bindAddress", "spark.driver.host"):
            builder = builder.config(name, "127.0.0.1")
    spark = builder.master(master or "local[*]").appName("graphkit").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def _see_server(master: str) -> None:
    """Raise NoEngine unless something answers there; the client would ask for ten minutes."""
    try:
        place = urlsplit(master.partition(";")[0])
        where = (place.hostname or "", place.port or _PORT)
        socket.create_connection(where, timeout=_PATIENCE).close()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NoEngine(
            f"{master} does not answer ({reason}): see that the server runs there, and write "
            f"--master {_CONNECT}HOST:{_PORT}"
        ) from error


def _see_java() -> None:
    """Raise NoEngine unless this is the whole of PySpark, not its client alone, with a Java."""
    package = Path(importlib.import_module("pyspark").__file__ or "").parent
    if not (package / "jars").is_dir() and not os.environ.get("SPARK_HOME"):
        raise NoEngine(_missing(SPARK, None))
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise NoEngine("Spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless")


def _missing(engine: str, error: ImportError | None) -> str:
    what = f" ({error.name} is missing)" if error is not None and error.name else ""
    return f"the engine {engine} is not installed{what}: pip install '{EXTRAS[engine]}'"
