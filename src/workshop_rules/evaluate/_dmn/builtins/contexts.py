"""Context functions (DMN 1.5, table 81)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workshop_rules.evaluate._dmn.values import FeelValue, Null, kind, null

Items = tuple[FeelValue, ...]


def _not_a_context(value: FeelValue) -> Null:
    return null("not_a_context", f"a {kind(value)} is no context")


def _get_value(context: FeelValue, keys: str | Items) -> FeelValue:
    if isinstance(keys, tuple) and not keys:
        return null("no_such_entry", "no key is given")
    value = context
    for key in (keys,) if isinstance(keys, str) else keys:
        if not isinstance(value, dict):
            return _not_a_context(value)
        if not isinstance(key, str) or key not in value:
            return null("no_such_entry", f"the context has no such entry: {key if isinstance(key, str) else kind(key)}")
        value = value[key]
    return value


def _get_entries(context: FeelValue) -> FeelValue:
    if not isinstance(context, dict):
        return _not_a_context(context)
    return tuple({"key": key, "value": value} for key, value in context.items())


def _context(entries: Items) -> FeelValue:
    made: dict[str, FeelValue] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or "value" not in entry:
            return null("bad_entry", "an entry needs a `key`, a text, and a `value`")
        key = entry["key"]
        if not isinstance(key, str) or key in made:
            return null("bad_entry", f"there are two entries {key!r}")
        made[key] = entry["value"]
    return made


def _put(context: FeelValue, keys: str | Items, value: FeelValue) -> FeelValue:
    path = (keys,) if isinstance(keys, str) else keys
    if not path:
        return null("no_such_entry", "no key is given")
    if not isinstance(context, dict):
        return _not_a_context(context)
    key = path[0]
    if not isinstance(key, str):
        return null("no_such_entry", "a key is not a text")
    if len(path) > 1:
        inner = context.get(key)
        if not isinstance(inner, dict):
            return null("not_a_context", f"the entry {key!r} is no context")
        value = _put(inner, path[1:], value)
        if isinstance(value, Null):
            return value
    return {**context, key: value}


def _merge(contexts: Items) -> FeelValue:
    merged: dict[str, FeelValue] = {}
    for context in contexts:
        if not isinstance(context, dict):
            return _not_a_context(context)
        merged.update(context)
    return merged


CONTEXTS: Mapping[str, Callable[..., FeelValue]] = {
    "get value": _get_value,
    "get entries": _get_entries,
    "context": _context,
    "context put": _put,
    "context merge": _merge,
}
