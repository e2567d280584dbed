"""Bytes to text: strict UTF-8, one kind of line end, nothing that a parser would refuse."""

from __future__ import annotations

import codecs

from graphkit.yaml_source.characters import replace_forbidden
from graphkit.yaml_source.findings import Findings, place_of

#: In bytes. Curated facts of a whole region take less than a tenth of it.
MAX_BYTES = 5_000_000

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_AS_UTF8 = 'save the file as UTF-8 (in many editors: "Save with Encoding")'


def decode(data: bytes, findings: Findings) -> str | None:
    """Return the text of a file with LF line ends and stand-ins for what it may not hold.

    A byte that is not UTF-8 is one problem and a stand-in in the text, so that everything
    else in the file is still checked in the same run.

    Args:
        data: The bytes of the file.
        findings: Gets the problems.

    Returns:
        The text, or None where it makes no sense to read on: a file too large, in UTF-16,
        or no text at all.
    """
    if len(data) > MAX_BYTES:
        report_size(findings)
        return None
    if _is_wide(data):
        findings.add("utf-16", 1, 1, "the file is in UTF-16 or UTF-32, not in UTF-8", _AS_UTF8)
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        _report_byte(data, error.start, findings)
        if b"\0" in data:
            return None
        text = data.decode(errors="replace")
    return replace_forbidden(_with_lf(text), findings)


def report_size(findings: Findings) -> None:
    """Report that a file is too large to be read."""
    findings.add(
        "file-too-large",
        1,
        1,
        f"the file is larger than {MAX_BYTES // 1_000_000} MB",
        "split it over several files; every .yaml file under seeds/ is read",
    )


def _is_wide(data: bytes) -> bool:
    """Whether the bytes are UTF-16 or UTF-32: by their mark, or by a NUL in every second."""
    if data.startswith(_WIDE_MARKS):
        return True
    head = data[:64]
    even, odd = head[::2], head[1::2]
    return len(head) > len(_WIDE_MARKS) and (
        (not any(odd) and all(even)) or (not any(even) and all(odd))
    )


def _report_byte(data: bytes, index: int, findings: Findings) -> None:
    """Report the first byte that is not UTF-8."""
    line, column = place_of(before := _with_lf(data[:index].decode()), len(before))
    byte = data[index]
    shown = bytes([byte]).decode("cp1252", errors="ignore")
    follows = data[index + 1 : index + 2]
    guess = ""
    if b"\0" in data:
        guess = "; the file is no text"
    elif shown.isalpha() and (not follows or follows.isascii()):
        guess = f'; in Latin-1 (Windows-1252), which the file may be in, it is "{shown}"'
    findings.add(
        "not-utf8", line, column, f"the byte 0x{byte:02X} here is not UTF-8{guess}", _AS_UTF8
    )


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
