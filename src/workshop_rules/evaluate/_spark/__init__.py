"""The distributed evaluator: Apache Spark hands Arrow batches to the columnar one, and distributes all work itself.

frame ── mapInArrow: decided_batches ─▶ frame with results, for what Spark does next
frame ── mapInArrow: Writer ─▶  Parquet         rows go to Python, and no text comes back
files ── mapInArrow: Writer ─▶  Parquet   Spark deals out the files, and Python reads them
"""

from pyspark.sql import DataFrame, SparkSession

from workshop_rules.evaluate._spark.deciding import columns_of, decide, unsendable
from workshop_rules.evaluate._spark.files import Files, files_in
from workshop_rules.evaluate._spark.folder import appearing
from workshop_rules.evaluate._spark.packing import Results
from workshop_rules.evaluate._spark.writing import MakeRoster, Writer, schema_of, unwritable

__all__ = [
    "DataFrame",
    "Files",
    "MakeRoster",
    "Results",
    "SparkSession",
    "Writer",
    "appearing",
    "columns_of",
    "decide",
    "files_in",
    "schema_of",
    "unsendable",
    "unwritable",
]
