"""Settings of the whole suite."""

import atexit
import os
import sys
import tempfile

from hypothesis import settings

settings.register_profile("deterministic", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "deterministic"))

# Packs are kept for this run alone, by all its processes: nothing is left in the cache of whoever runs the tests.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _cache = tempfile.TemporaryDirectory(prefix="workshop-rules-")
    atexit.register(_cache.cleanup)
    os.environ["WORKSHOP_RULES_CACHE"] = _cache.name

# What is wrong with a command line is told in the language of the locale.
os.environ["LC_ALL"] = "C.UTF-8"

# Spark's workers run this Python, and its parts talk to one another on this machine alone.
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
