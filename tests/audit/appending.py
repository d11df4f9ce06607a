"""Programs that append to a log; they load no pack, so that they are soon at work.

`python -m tests.audit.appending LOG RECORDS` goes on for as long as it lives, and says what was acknowledged.
"""

from __future__ import annotations

import sys
from itertools import cycle
from pathlib import Path

from workshop_rules.audit.errors import AuditError
from workshop_rules.audit.log import AuditLog


def append_many(place, record, count, start):
    """Append as soon as everybody is there."""
    start.wait()
    log = AuditLog(place)
    for _ in range(count):
        log.append(record)


def main(place: str, records: str) -> None:
    log = AuditLog(place)
    for record in cycle(Path(records).read_text("utf-8").splitlines()):
        try:
            entry = log.append(record)
        except AuditError as error:
            sys.stdout.write(f"{error.diagnostics[0].code}\n")
            return
        sys.stdout.write(f"{entry.head}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
