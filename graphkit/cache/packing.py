"""Values as bytes and back, without running anything that the bytes say.

The library msgspec writes and reads MessagePack (https://msgpack.org) by the types of the records;
bytes that do not fit them are refused. A date becomes its text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from msgspec.msgpack import Decoder, Encoder, Ext

from graphkit.dates import EdtfDate, parse_date

Kept = TypeVar("Kept")

#: What MessagePack may call a type of ours, from 0 to 127.
_DECIMAL = 0


def packed(value: object) -> bytes:
    """Return a value as bytes.

    Raises:
        TypeError: There is something in it that cannot be kept.
    """
    return _ENCODER.encode(value)


def unpacked(data: bytes | memoryview, kind: type[Kept]) -> Kept:
    """Return what was packed.

    Args:
        data: From `packed`.
        kind: What it was.

    Raises:
        ValueError: The bytes hold nothing of that kind.
    """
    return Decoder(kind, dec_hook=_read, ext_hook=_read_own).decode(data)


def marked(number: Decimal) -> Ext:
    """Return a decimal number so that it is told from a text where either may stand."""
    return Ext(_DECIMAL, str(number).encode("ascii"))


def _write(value: object) -> object:
    if isinstance(value, EdtfDate):
        return value.text
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _read(kind: type, value: Any) -> object:  # noqa: ANN401 - whatever is in the bytes
    return parse_date(value) if kind is EdtfDate else value


def _read_own(_: int, data: memoryview) -> Decimal:
    return Decimal(bytes(data).decode("ascii"))


_ENCODER = Encoder(enc_hook=_write)
