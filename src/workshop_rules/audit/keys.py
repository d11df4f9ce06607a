"""Keys: secrets for masking, and Ed25519 keys for signing."""

from __future__ import annotations

import re
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from workshop_rules.audit.errors import AuditError, refused

_IN_CHINESE = {"Ed25519 private key": "私钥", "Ed25519 public key": "公钥"}
_HEXADECIMAL = re.compile(rb"(?:[0-9a-fA-F]{2})+")


def read_mask_key(path: Path) -> bytes:
    """The secret in a file: what its hexadecimal digits stand for, or, where it is not such text, its bytes.

    Raises:
        AuditError: the file cannot be read (WR830).
    """
    content = _read(path)
    bare = content.strip()
    return bytes.fromhex(bare.decode("ascii")) if _HEXADECIMAL.fullmatch(bare) else content


def read_signing_key(path: Path) -> Ed25519PrivateKey:
    """The private key in a PEM file without a password.

    Raises:
        AuditError: the file cannot be read or holds something else (WR830).
    """
    try:
        key = load_pem_private_key(_read(path), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key(path, "Ed25519 private key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path, "Ed25519 private key")
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The public key in a PEM file; where the file holds the private one, its public half.

    Raises:
        AuditError: the file cannot be read or holds something else (WR830).
    """
    content = _read(path)
    try:
        if b"PRIVATE KEY" in content:
            return read_signing_key(path).public_key()
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _no_key(path, "Ed25519 public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(path, "Ed25519 public key")
    return key


def public_bytes(key: Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"`{path}` cannot be read: {(error.strerror or str(error)).lower()}"
        raise refused("WR830", message, zh=f"无法读取密钥文件`{path}`；请检查路径和权限") from error


def _no_key(path: Path, kind: str) -> AuditError:
    zh = f"`{path}`中没有Ed25519{_IN_CHINESE[kind]}；可用`openssl genpkey -algorithm ed25519`生成"
    return refused("WR830", f"`{path}` holds no {kind}", "make one with `openssl genpkey -algorithm ed25519`", zh)
