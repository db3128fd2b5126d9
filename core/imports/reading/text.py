"""Bytes of a text file, inflated if need be, with the charset found out: UTF-8, UTF-16, Windows-1252 or Mac Roman."""

import codecs
import gzip
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn, cast

from core.imports.reading.eight_bit import count_high_bytes, eight_bit_charset
from core.imports.reading.limits import MAX_LINE_BYTES, MAX_TEXT_BYTES, Unreadable, inflated_or_refused

CHUNK = 1 << 20
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Text:
    """A text file of which the charset is known; `newline` is what ends its lines."""

    path: Path
    is_packed: bool
    charset: str
    newline: bytes

    def chunks(self) -> Iterator[bytes]:
        """The text as UTF-8 without a byte order mark, lines ended by a line feed, in chunks of about 1 MB."""
        held = b""  # a carriage return at the end of a chunk waits for its line feed
        for chunk in self._utf8_chunks():
            chunk = held + chunk
            held = b"\r" if chunk.endswith(b"\r") and self.newline == b"\n" else b""
            chunk = chunk[: len(chunk) - len(held)]
            yield chunk.replace(b"\r\n" if self.newline == b"\n" else b"\r", b"\n")
        yield held

    def _utf8_chunks(self) -> Iterator[bytes]:
        if self.charset == "utf-8":
            yield from raw_chunks(self.path, self.is_packed)
            return
        decoder = codecs.getincrementaldecoder(self.charset)("strict")
        for chunk in raw_chunks(self.path, self.is_packed):
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()


def raw_chunks(path: Path, is_packed: bool) -> Iterator[bytes]:
    """The file's bytes, inflated if packed; a broken or bomb-like archive is refused where that shows."""
    packed_bytes, inflated = path.stat().st_size, 0
    with path.open("rb") as file, cast("IO[bytes]", gzip.open(file) if is_packed else file) as stream:
        while True:
            try:
                chunk = stream.read(CHUNK)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                remedy = "The packed file ends too early or is damaged. Pack it again, or upload it unpacked."
                raise Unreadable("damaged-archive", remedy, value=str(error)) from None
            if not chunk:
                return
            inflated += len(chunk)
            if is_packed:
                inflated_or_refused(inflated, packed_bytes, MAX_TEXT_BYTES)
            yield chunk


def text_of(path: Path, is_packed: bool) -> Text:
    """Go through the bytes once: charset, line ends, no line longer than a line is."""
    first = next(raw_chunks(path, is_packed), b"")
    if not first.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty-file", "The file is empty. Export it again with its rows.")
    charset = _marked_charset(first) or _plain_charset(path, is_packed)
    newline = b"\r" if b"\n" not in first and b"\r" in first else b"\n"
    text = Text(path, is_packed, charset, newline)
    _refuse_long_lines(text)
    return text


def _marked_charset(first: bytes) -> str:
    if first.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in first[:4096]:
        even, odd = first[0:4096:2].count(0), first[1:4096:2].count(0)
        half = max(len(first[:4096]) // 4, 1)
        if max(even, odd) > half and min(even, odd) <= half // 8:
            return "utf-16-be" if even > odd else "utf-16-le"
        raise Unreadable("not-text", "The file is not text. Upload CSV, XLSX or XES.", 1)
    return ""


def _plain_charset(path: Path, is_packed: bool) -> str:
    """UTF-8 if every byte agrees, else Windows-1252 or Mac Roman, whichever makes more of the letters."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    line, is_utf8, high_bytes = 1, True, Counter[int]()
    for chunk in raw_chunks(path, is_packed):
        if b"\x00" in chunk:
            line += chunk[: chunk.index(b"\x00")].count(b"\n")
            raise Unreadable("not-text", "The file holds binary data. Upload CSV, XLSX or XES.", line)
        line += chunk.count(b"\n")
        is_utf8 = is_utf8 and _fits(decoder, chunk)
        count_high_bytes(chunk, high_bytes)
    if is_utf8 and _fits(decoder, b"", final=True):
        return "utf-8"
    return eight_bit_charset(high_bytes) or _refuse_letters(path, is_packed)


def _fits(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_letters(path: Path, is_packed: bool) -> NoReturn:
    """Say where the first byte is that is no letter."""
    line = 1
    for chunk in raw_chunks(path, is_packed):
        try:
            chunk.decode("cp1252")
        except UnicodeDecodeError as error:
            at = line + chunk[: error.start].count(b"\n")
            remedy = "The letters are neither UTF-8, UTF-16, Windows-1252 nor Mac Roman. Save the file as “CSV UTF-8”."
            raise Unreadable("unknown-charset", remedy, at, value=repr(chunk[error.start : error.start + 8])) from None
        line += chunk.count(b"\n")
    raise AssertionError("a byte that is no letter was counted")  # pragma: no cover


def _refuse_long_lines(text: Text) -> None:
    """Also goes through every letter of a file whose mark promised a charset."""
    line, run = 1, 0
    try:
        for chunk in text.chunks():
            first = chunk.find(b"\n")
            if run + (len(chunk) if first < 0 else first) > MAX_LINE_BYTES:
                remedy = f"The line is longer than {MAX_LINE_BYTES // 1_000_000} MB. A table has a line per row."
                raise Unreadable("line-too-long", remedy, line)
            run = run + len(chunk) if first < 0 else len(chunk) - chunk.rfind(b"\n") - 1
            line += chunk.count(b"\n")
    except UnicodeDecodeError as error:
        remedy = f"The file is marked as {text.charset} and is not throughout. Save it as “CSV UTF-8”."
        raise Unreadable("unknown-charset", remedy, line, value=str(error.reason)) from None
