"""What is personal in a record: kept in full, as keyed digests, or left out.

What is personal is for the vocabulary to say (`personal: true`), for whole facts and for fields of records. What people
write freely about a finding or a waiver (`by`, `note`, `reason`) may name anybody, so it is masked with it; so is what
`also` names. Everything else, such as a school, is kept: quotas are counted by it.

A digest is an HMAC-SHA-256, without whose key nobody can try out the few values that a birth date can have. It covers
the value, its path and a salt of the record, so that equal values show neither within a record nor across records. The
salt is itself an HMAC of the whole record in full: the same verdict always makes the same record.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import rfc8785

from workshop_rules.audit.errors import refused
from workshop_rules.audit.values import HMAC_MARK, LEFT_OUT_MARK, Written
from workshop_rules.diagnostics import nearest, require_type

SHORTEST_KEY = 16
"""Bytes. Shorter keys can be found by trying."""

FREE_TEXT = frozenset({"by", "note", "reason"})
"""Of findings and waivers: what people write freely."""


class Kept(StrEnum):
    """What a record has in place of what is personal."""

    IN_FULL = "in_full"
    DIGESTS = "digests"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Masking:
    """How a record treats what is personal. `Masking()` keeps it in full.

    Attributes:
        kept: in full, as digests, or left out.
        key: for digests: the secret, at least 16 bytes (32 random ones are best). Whoever has it can check supplied
            facts against a record, and try out values.
        also: paths of facts to be treated as personal too: `school`, `members.school`.

    Raises:
        AuditError: the key is missing or too short, or the paths are none (WR804).
        TypeError: what is kept is no `Kept`.
    """

    kept: Kept = Kept.IN_FULL
    key: bytes = field(default=b"", repr=False)
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_type(self.kept, Kept, "kept", "one of `Kept`; `Masking.digests` and `Masking.left_out` choose it")
        object.__setattr__(self, "also", _paths(self.also))
        if not isinstance(self.key, bytes):
            message = f"the key is bytes, not a value of the type `{type(self.key).__name__}`"
            remedy = "give the bytes of a secret, such as `secrets.token_bytes(32)`"
            raise refused("WR804", message, remedy, "密钥应为字节串（bytes）")
        if self.kept is Kept.DIGESTS and len(self.key) < SHORTEST_KEY:
            message = f"the key has {len(self.key)} bytes; a secret has at least {SHORTEST_KEY}"
            zh = f"密钥只有{len(self.key)}个字节，至少应有{SHORTEST_KEY}个；可用`openssl rand -hex 32`生成"
            raise refused("WR804", message, "make one with `openssl rand -hex 32`", zh)

    @classmethod
    def digests(cls, key: bytes, also: Iterable[str] = ()) -> Masking:
        """What is personal as keyed digests."""
        return cls(Kept.DIGESTS, key, _paths(also))

    @classmethod
    def left_out(cls, also: Iterable[str] = ()) -> Masking:
        """What is personal left out."""
        return cls(Kept.LEFT_OUT, b"", _paths(also))

    def salt_for(self, content: Mapping[str, Written]) -> str:
        """The salt of the record with that content in full; empty where no digest needs one."""
        if self.kept is not Kept.DIGESTS:
            return ""
        message = b"workshop-rules/salt/1\n" + rfc8785.dumps(dict(content))
        return hmac.new(self.key, message, hashlib.sha256).hexdigest()

    def check_paths(self, known: Iterable[str]) -> None:
        """Refuse paths in `also` that there is no fact at.

        Raises:
            AuditError: with the nearest right path (WR804).
        """
        paths = set(known)
        for path in self.also:
            if path not in paths:
                meant = nearest(path, sorted(paths))
                zh = f"没有可隐去的事实`{path}`" + (f"；是否应为`{meant}`" if meant else "")
                raise refused("WR804", f"there is no fact `{path}` to mask", f"write `{meant}`" if meant else "", zh)


def _paths(also: Iterable[str]) -> tuple[str, ...]:
    """The paths, in order; a single one may be given by itself."""
    try:
        return tuple(sorted({also} if isinstance(also, str) else set(also)))
    except TypeError:
        raise refused("WR804", "`also` is a list of paths of facts", 'write `also=["school"]`') from None


@dataclass(frozen=True, slots=True)
class Mask:
    """A masking at work on one record: whose paths are personal, and its salt."""

    masking: Masking
    personal: frozenset[str]
    salt: str

    def facts(self, facts: Mapping[str, Written]) -> dict[str, Written]:
        """The facts with what is personal masked."""
        return {name: self._fact(value, name, name) for name, value in facts.items()}

    def findings(self, findings: Mapping[str, Written]) -> dict[str, Written]:
        """The findings with their free texts masked."""
        return {name: self._free_text(value, f"findings.{name}") for name, value in findings.items()}

    def waivers(self, waivers: Iterable[Written]) -> list[Written]:
        """The waivers with their free texts masked."""
        return [self._free_text(value, f"waivers[{i}]") for i, value in enumerate(waivers, start=1)]

    def _fact(self, value: Written, path: str, place: str) -> Written:
        """The value with what is personal masked; `path` is without places in lists, `place` with them."""
        if path in self.personal:
            return self._masked(value, place)
        match value:
            case dict():
                return {name: self._fact(inner, f"{path}.{name}", f"{place}.{name}") for name, inner in value.items()}
            case list():
                return [self._fact(item, path, f"{place}[{i}]") for i, item in enumerate(value, start=1)]
            case _:
                return value

    def _free_text(self, value: Written, place: str) -> Written:
        if not isinstance(value, dict):
            return value
        return {
            name: self._masked(inner, f"{place}.{name}") if name in FREE_TEXT else inner
            for name, inner in value.items()
        }

    def _masked(self, value: Written, place: str) -> Written:
        match self.masking.kept:
            case Kept.IN_FULL:
                return value
            case Kept.LEFT_OUT:
                return {LEFT_OUT_MARK: True}
            case Kept.DIGESTS:
                message = rfc8785.dumps({"path": place, "salt": self.salt, "value": value})
                return {HMAC_MARK: hmac.new(self.masking.key, message, hashlib.sha256).hexdigest()}
