"""What is said of each person, worked out where the answers lie: for spark-submit.

    rygrad export sql . --dialect spark --keep id
    spark-submit outcomes_on_a_cluster.py ANSWERS rygrad_spark.sql OUT

ANSWERS is a folder of Parquet that Spark can read, with the columns that the SQL file names at its top;
a column that is not there becomes empty: unknown, never "no". It needs PySpark on the cluster, not rygrad.
Answers are not checked here: see docs/population-sql.md.
"""

import re
import sys
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql.functions import lit

answers, text, out = sys.argv[1:]
sql = Path(text).read_text(encoding="utf-8")
spark = SparkSession.builder.appName("rygrad").getOrCreate()
people = spark.read.parquet(answers)
kinds = {"yes or no": "boolean"}
for name, what in re.findall(r"^--   (\w+): (.*)$", sql, re.MULTILINE):
    if name not in people.columns:
        kind = kinds.get(what, "bigint" if re.match(r"-?\d+ to ", what) else "string")
        people = people.withColumn(name, lit(None).cast(kind))
people.createOrReplaceTempView("people")
spark.sql(sql.rstrip().rstrip(";")).write.parquet(out)
spark.stop()
