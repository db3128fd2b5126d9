"""Text of one byte per letter that is not UTF-8: Windows-1252, or Mac Roman where its letters make more sense."""

from collections import Counter
from collections.abc import Mapping

COMMON = "äöüßéèêëàâáãçñíìîïóòôõúùûåøæœÿ’‘“”„«»–—…€£°§ªº"
RARER = "ÄÖÜÉÈÊËÀÂÁÃÇÑÍÌÎÏÓÒÔÕÚÙÛÅØÆŒ•©®´¿¡½"
CHARSETS = ("cp1252", "mac-roman")
MOSTLY = 0.5


def count_high_bytes(chunk: bytes, counts: Counter[int]) -> None:
    """Add how often each byte above 127 occurs."""
    counts.update(chunk.translate(None, delete=bytes(range(128))))


def eight_bit_charset(counts: Mapping[int, int]) -> str:
    """The charset in which these bytes read as letters of European languages; empty if there is none.

    >>> words = "Müller, José, Zoë – über"
    >>> [eight_bit_charset(Counter(byte for byte in words.encode(one) if byte > 127)) for one in CHARSETS]
    ['cp1252', 'mac-roman']
    >>> eight_bit_charset({0x81: 5, 0x8D: 1})
    ''
    """
    windows, mac = (_likelihood(counts, charset) for charset in CHARSETS)
    is_windows = all(_letter(byte, "cp1252") for byte in counts)
    if mac > windows and (is_windows or _share_of_common(counts, "mac-roman") > MOSTLY):
        return "mac-roman"
    return "cp1252" if is_windows else ""


def _letter(byte: int, charset: str) -> str:
    return bytes([byte]).decode(charset, errors="ignore")


def _likelihood(counts: Mapping[int, int], charset: str) -> int:
    letters = {byte: _letter(byte, charset) or "?" for byte in counts}
    return sum(count * (2 * (letters[byte] in COMMON) + (letters[byte] in RARER)) for byte, count in counts.items())


def _share_of_common(counts: Mapping[int, int], charset: str) -> float:
    common = sum(count for byte, count in counts.items() if _letter(byte, charset) in COMMON)
    return common / max(sum(counts.values()), 1)
