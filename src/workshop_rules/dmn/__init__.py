"""DMN models: their XML, versions 1.1 to 1.5, read to types, a requirement graph and boxed expressions.

```
file --xml--> elements --reader, boxes--> definitions, with FEEL as trees of the one language
```
"""

from __future__ import annotations

from workshop_rules.dmn.definitions import Definitions
from workshop_rules.dmn.files import read_model

__all__ = ["Definitions", "read_model"]
