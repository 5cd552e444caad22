"""Find what identifies a person in free text, before it is stored."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was found."""

    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


@dataclass(frozen=True)
class Finding:
    """A stretch of text, from `start` up to `end`, that identifies somebody."""

    kind: Kind
    start: int
    end: int


# Every expression takes time in proportion to the text: a cell of a file may be a million characters long.
_BREAK = r"[-\u00ad\u2010-\u2015\u2212 \u00a0\u2000-\u200b\u202f]"  # also the dashes and blanks of word processors
_PERSONAL_NUMBER = re.compile(
    rf"(?<!\d)(?:18|19|20)?\d{{2}}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])(?:\+|{_BREAK})?\d{{4}}(?!\d)"
)
_PHONE = re.compile(rf"(?<![\d-])(?:\+46|0046|0){_BREAK}?(?:\(0\))?[1-9](?:{_BREAK}?\d){{6,9}}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = r"[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?"
_NAME = re.compile(
    rf"(?:\b[Hh]eter|\b[Nn]amn(?:et|:)?(?: är)?|\bvid namn|\b[Kk]allas(?: för)?|\b[Ss]on till|\b[Dd]otter till"
    rf"|\b[Nn]amed|\b[Hh]err|\b[Ff]ru)(?:\s*+:)?\s++(?P<name>{_WORD}(?:\s++{_WORD}){{0,2}})"
)


def screen(text: str) -> list[Finding]:
    """Every personal number, phone number, e-mail address and name in a set phrase, in reading order."""
    found = [
        Finding(Kind.PERSONAL_NUMBER, hit.start(), hit.end())
        for hit in _PERSONAL_NUMBER.finditer(text)
        if _has_check_digit(hit.group())
    ]
    found += [Finding(Kind.EMAIL, hit.start(), hit.end()) for hit in _EMAIL.finditer(text)]
    found += [Finding(Kind.NAME, hit.start("name"), hit.end("name")) for hit in _NAME.finditer(text)]
    taken = bytearray(len(text))
    for one in found:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    found += [
        Finding(Kind.PHONE, hit.start(), hit.end())
        for hit in _PHONE.finditer(text)
        if not any(taken[hit.start() : hit.end()])
    ]
    return sorted(found, key=lambda one: one.start)


def hide(text: str, findings: list[Finding], mark: str = "[dolt]") -> str:
    """The text with every finding replaced by the mark."""
    pieces, at = [], 0
    for one in sorted(findings, key=lambda found: found.start):
        if one.start >= at:
            pieces += [text[at : one.start], mark]
        at = max(at, one.end)
    return "".join([*pieces, text[at:]])


def _has_check_digit(number: str) -> bool:
    digits = [int(sign) for sign in number if sign.isdigit()][-10:]
    doubled = [digit * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


class PersonalDetails(Exception):
    """The text holds what identifies a person; `findings` say where."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("personal_details")
        self.findings = findings


def refuse_personal_details(*texts: str) -> None:
    """Raise `PersonalDetails` for the first text that identifies a person."""
    for text in texts:
        findings = screen(text)
        if findings:
            raise PersonalDetails(findings)
