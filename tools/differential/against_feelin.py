"""FEEL here and in feelin: `npm install --prefix DIR feelin`, then run this file with DIR."""

from __future__ import annotations

import json
import subprocess
import sys

from comparing import HERE, Answer, expressions, report, value_of

from workshop_rules.evaluate._dmn.values import NULL


def main(folder: str) -> int:
    """Ask feelin, compare, and report."""
    asked = expressions()
    ran = subprocess.run(
        ["node", str(HERE / "feelin.mjs"), folder], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    answers = {}
    for expression, result in zip(asked, json.loads(ran.stdout), strict=True):
        if "error" in result:
            answers[expression] = Answer(NULL, f"error: {result['error']}")
        else:
            answers[expression] = Answer(value_of(result["value"]), result["value"])
    return report("feelin", answers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
