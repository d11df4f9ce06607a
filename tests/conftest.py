"""Settings of the whole suite."""

import os
import sys

from hypothesis import settings

settings.register_profile("deterministic", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "deterministic"))

# Packs are read anew: nothing is left in the cache of whoever runs the tests.
os.environ["WORKSHOP_RULES_CACHE"] = "off"

# Spark's workers run this Python, and its parts talk to one another on this machine alone.
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
