"""Forms that words take where they stand in a phrase.

English asks for `{subject:the} {subject:is}`, Chinese for `{one:measure}`. What a record or a unit is called may say
more than one form, parted by a bar: in English an irregular plural (`person|people`), in Chinese the measure word
(`学期|个`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from string import Formatter
from types import MappingProxyType
from typing import Any

from workshop_rules.explain.blanks import BLANKS, with_article

Form = Callable[[str], str]

_BAR = "|"
_MEASURE = "项"
"""The measure word of what packs give none."""

_DETERMINED = re.compile(r"(?:the|an?|each|every|no|its|their|this|that|these|at|what|all|any|not|one|two) ")
"""How what needs no article begins."""
_NUMBERED = re.compile(rf" no\. (?:\d+|[{BLANKS}])$")
_RELATIVE = re.compile(
    r",| (?:of|in|as|for|on|with|without|to|by|at|from|until|that|who|which|where|when|over|under|within|between"
    r"|÷|×|−|\+|no\.) |\(|“"
)
"""Where the noun that a phrase is about ends."""
_PARTICIPLE = re.compile(r"(?:ed|held|written|read|used|taken|given|led|spent|taught|chosen|known|met)$")
_STATED = re.compile(
    r"(?!.* (?:who|which|that|what) )(?:(?:it|(?:the|an?|each|every|no|its|their|this) [^,;:()]+"
    r"|(?!has |is |was )[a-z]+s(?: (?:of|or|and) [a-z]+)?) (?:is|are|was|were|has|have|had) |(?:the|an?) .* it$)"
)
"""What is a sentence, as far as one can see: it has a subject and a verb."""
_NO_PLURAL = re.compile(r"(?:ss|us|is|series|news)$")
_IRREGULAR = frozenset({"people", "children", "men", "women", "criteria"})


class Phrases(Formatter):
    """Fills phrases in, with the forms of one language."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        """Know the forms by the names that phrases use."""
        self._forms = forms
        self._taken_apart: dict[str, tuple[tuple[str, str | None, str], ...]] = {}

    def fill(self, template: str, parts: Sequence[str], named: Mapping[str, str | int]) -> str:
        """A phrase filled in; as `vformat`, for phrases whose places are numbers or names."""
        pieces = self._taken_apart.get(template)
        if pieces is None:
            pieces = tuple((text, name, spec or "") for text, name, spec, _ in self.parse(template))
            self._taken_apart[template] = pieces
        said = []
        for text, name, spec in pieces:
            said.append(text)
            if name is not None:
                said.append(self.format_field(parts[int(name)] if name.isdigit() else named[name], spec))
        return "".join(said)

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 (as the base class has it)
        """A part of a phrase, in the form asked for."""
        form = self._forms.get(format_spec)
        if form is None:
            return str(super().format_field(value, format_spec))
        return form(value if isinstance(value, str) else str(value))

    def uses_forms(self, template: str) -> bool:
        """Whether the phrase asks for any form."""
        return ":" in template and any(spec in self._forms for _, _, spec, _ in self.parse(template) if spec)


def first(name: str) -> str:
    """What stands before the bar: a singular, or a noun without its measure word."""
    return name.partition(_BAR)[0]


def measure(name: str) -> str:
    """The measure word of a Chinese noun: 个 of 学期|个."""
    return name.partition(_BAR)[2] or _MEASURE


def inner_quotes(text: str) -> str:
    """The text as it stands within quotes: its own become single ones."""
    return text.replace("“", "‘").replace("”", "’")


def plural(name: str) -> str:
    """The plural of an English noun: the one that is given, or the regular one."""
    singular, _, irregular = name.partition(_BAR)
    if irregular:
        return irregular
    if singular.endswith("y") and singular[-2:-1] not in "aeiou":
        return f"{singular[:-1]}ies"
    return f"{singular}es" if singular.endswith(("s", "x", "ch", "sh")) else f"{singular}s"


def definite(name: str) -> str:
    """An English noun with its article, where it takes one."""
    if (blank := with_article(name)) is not None:
        return blank
    bare = not name or not name[0].islower() or _DETERMINED.match(name) or _NUMBERED.search(name)
    return name if bare else f"the {name}"


def verb(name: str) -> str:
    """`is` or `are`, as the English noun asks."""
    head = _RELATIVE.split(f"{name} ", maxsplit=1)[0].split()
    led = (noun for noun, after in pairwise(head) if _is_plural(noun) and _PARTICIPLE.search(after))
    last = next(led, head[-1] if head else "")
    return "are" if _is_plural(last) else "is"


def whether(name: str) -> str:
    """What is asked of something that is true or false: `whether it is signed`, `whether this is so: first review`."""
    return f"whether {name}" if _STATED.match(name) else f"whether this is so: {name}"


def _is_plural(word: str) -> bool:
    return word in _IRREGULAR or (word.endswith("s") and not word.endswith("'s") and not _NO_PLURAL.search(word))


ENGLISH_FORMS: Mapping[str, Form] = MappingProxyType(
    {"one": first, "many": plural, "the": definite, "is": verb, "whether": whether}
)
CHINESE_FORMS: Mapping[str, Form] = MappingProxyType({"one": first, "measure": measure})
