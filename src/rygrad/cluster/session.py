"""One quiet Spark session on this machine, ended with all it left behind.

Spark 4 runs in Java. What Java says goes to a file, which is read only when Spark cannot start.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rygrad.kb.problem import Refusal

_HERE = {
    "spark.master": "local[*]",
    "spark.driver.host": "localhost",
    "spark.driver.bindAddress": "localhost",  # nobody on the network has anything to ask of it
}
_SETTINGS = {
    "spark.app.name": "rygrad",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.memory": "2g",
    "spark.driver.maxResultSize": "0",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a number too large is a fault, never another number
}


@contextmanager
def spark_session(master: str | None = None) -> Iterator[Any]:
    """A session on this machine's cores, or the one that is open already; raises Refusal without Spark.

    `master` is the address of a cluster instead, as spark-submit's.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Refusal(
            "Spark kræver PySpark: pip install 'rygrad[spark]'",
            "Spark needs PySpark: pip install 'rygrad[spark]'",
        ) from None
    opened = SparkSession.getActiveSession()
    if opened is not None:
        yield opened
        return
    _refuse_without_java()
    with tempfile.TemporaryDirectory(prefix="rygrad-spark-", ignore_cleanup_errors=True) as folder:
        spark = _started(SparkSession.builder, Path(folder), master)
        try:
            yield spark
        finally:
            spark.stop()
            _end_java()


@contextmanager
def not_done() -> Iterator[None]:
    """What Spark raises of work it was given, such as a machine without the program, as a Refusal."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as e:
        lines = [line for line in e.getMessage().splitlines() if line.strip()] if e.getMessage() else [""]
        said = next((line.strip() for line in lines if "Error: " in line), lines[0])[:300]
        raise Refusal(
            f"Spark kunne ikke gøre arbejdet: {said}. Har hver maskine dette program med alt, det kræver?",
            f"Spark could not do the work: {said}. Does every machine have this program with all it needs?",
        ) from None


def _started(builder: Any, folder: Path, master: str | None) -> Any:
    places = {name: str(folder) for name in ("spark.local.dir", "spark.sql.warehouse.dir")}
    settings = {**_SETTINGS, **places, **(_HERE if master is None else {"spark.master": master})}
    for name, value in settings.items():
        builder = builder.config(name, value)
    if master is None:  # what works here needs the libraries of this very Python
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    log = folder / "java.log"
    try:
        with _java_says_it_to(log):
            spark = builder.getOrCreate()
    except Exception as e:  # Spark raises what Java raised, of any kind
        _end_java()
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or [str(e)]
        why = next((line.strip() for line in said if "xception" in line or "rror" in line), said[-1])
        raise _no_java(f" ({why[:200]})") from None
    spark.sparkContext.setLogLevel("ERROR")
    return spark


@contextmanager
def _java_says_it_to(log: Path) -> Iterator[None]:
    """Standard error of a program begun meanwhile is this file, for as long as it lives."""
    sys.stderr.flush()
    ours = os.dup(2)
    try:
        with log.open("wb") as file:
            os.dup2(file.fileno(), 2)
        yield
    finally:
        os.dup2(ours, 2)
        os.close(ours)


def _refuse_without_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").is_file() if home else shutil.which("java")):
        raise _no_java("")


def _no_java(why: str) -> Refusal:
    return Refusal(
        f"Spark kan ikke starte{why}. Mangler Java 17 eller nyere? Fx apt install openjdk-17-jre-headless",
        f"Spark cannot start{why}. Is Java 17 or newer missing? E.g. apt install openjdk-17-jre-headless",
    )


def _end_java() -> None:
    """Spark keeps Java for a next session; here it ends, so that nothing of it is left."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    if gateway is None:
        return
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(timeout=60)
    SparkContext._gateway = SparkContext._jvm = None
