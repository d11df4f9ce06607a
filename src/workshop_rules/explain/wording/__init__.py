"""How an explanation says things: the same phrases in Chinese and in English.

`zh` and `en` are tables with the same keys; nothing else knows a language. `values` says a value, `nouns` what an
expression is called, `requirements` what a condition asks for, `differences` by how much a value misses it.
"""

from workshop_rules.explain.wording.en import ENGLISH
from workshop_rules.explain.wording.language import Language
from workshop_rules.explain.wording.speech import Speech, Voices
from workshop_rules.explain.wording.zh import CHINESE

LANGUAGES: tuple[Language, Language] = (CHINESE, ENGLISH)

__all__ = ["CHINESE", "ENGLISH", "LANGUAGES", "Language", "Speech", "Voices"]
