"""`regex()`: a full match in bounded time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.formengine.xpath.toy_form import ToyForm

from bina_desktop.formengine.xpath.errors import ArgumentError
from bina_desktop.formengine.xpath.patterns import MAX_SUBJECT, Pattern, PatternError

NIP = r"^[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])\d{10}$"


@pytest.mark.parametrize(
    ("pattern", "subject"),
    [
        ("", ""),
        ("abc", "abc"),
        (NIP, "198501012010011002"),
        ("a|bc|", "bc"),
        ("a|bc|", ""),
        ("(ab)*c+", "ababcc"),
        ("(?:ab)?", ""),
        ("(?<nama>a)b", "ab"),
        ("a{2}", "aa"),
        ("a{2,}", "aaaa"),
        ("a{2,3}?b", "aaab"),
        ("(a*)*b", "aab"),
        ("(a|){3}b", "b"),
        ("(){1000}", ""),
        ("[a-c\\-x]+", "ab-x"),
        ("[^0-9]+", "abc"),
        ("[]a]+", "]a"),
        ("[a-]+", "a-"),
        ("[\\d.]+", "1.5"),
        ("[\\w&]+", "a&"),
        (".+", "a b"),
        ("\\Qa.b\\Ec", "a.bc"),
        ("\\Qa.b", "a.b"),
        ("\\.\\t\\u0041\\x42", ".\tAB"),
        ("\\p{L}+", "Ünïs"),
        ("\\pL\\P{Lu}", "Aa"),
        ("[\\p{Lu}\\s]+", "Á B"),
        ("\\p{Alpha}\\p{IsAlphabetic}\\p{IsL}", "aé中"),
        ("\\D\\W\\S", "a b"),
        ("(?i)jambi-[a-z]", "JAMBI-X"),
        ("^$", ""),
        ("a^|b$", "b"),
    ],
)
def test_full_match(pattern: str, subject: str) -> None:
    assert Pattern(pattern).matches(subject)


@pytest.mark.parametrize(
    ("pattern", "subject"),
    [
        ("abc", "xabc"),
        ("abc", "abcx"),
        ("abc", "ab"),
        (NIP, "198513012010011002"),
        ("[0-9]{3}", "12"),
        ("[0-9]+", "٣"),
        (".", "\n"),
        ("a^b", "ab"),
        ("a$b", "ab"),
        ("\\p{L}", "1"),
        ("[^a]", "a"),
        ("^a", ""),
    ],
)
def test_no_match(pattern: str, subject: str) -> None:
    assert not Pattern(pattern).matches(subject)


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("(", "belum ditutup"),
        ("a)", "tanpa pasangannya"),
        ("[a", "terputus"),
        ("\\", "terputus"),
        ("*a", "tidak mengikuti"),
        ("(?=a)", "tidak didukung"),
        ("(?<=a)b", "tidak didukung"),
        ("(?<!a)b", "tidak didukung"),
        ("(?<a", "tidak ditutup"),
        ("a++", "posesif"),
        ("a{x}", "angka"),
        ("a{1,x}", "angka"),
        ("a{1", "angka"),
        ("a{3,2}", "di luar batas"),
        ("a{1001}", "di luar batas"),
        ("a{0,1001}", "di luar batas"),
        ("(a)\\1", "tidak didukung"),
        ("\\bkata", "tidak didukung"),
        ("\\p{Wayang}", "tidak dikenal"),
        ("\\u00", "heksadesimal"),
        ("\\xZZ", "heksadesimal"),
        ("[b-a]", "terbalik"),
        ("[a-\\d]", "terbalik"),
        ("[a&&b]", "irisan"),
        ("[[a]]", "harus ditulis"),
        ("(" * 41 + ")" * 41, "bersarang"),
        ("a{1000}{1000}", "terlalu rumit"),
        ("a" * 2_001, "lebih panjang"),
    ],
)
def test_patterns_that_cannot_be_used_say_why(pattern: str, says: str) -> None:
    with pytest.raises(PatternError) as caught:
        Pattern(pattern)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)*b", "a*a*a*a*a*a*b", "(.*)*x", "(){1000}{1000}a"]
)
def test_hostile_patterns_end(pattern: str) -> None:
    assert not Pattern(pattern).matches("a" * 5_000 + "!")


def test_very_long_text_matches_nothing() -> None:
    assert Pattern("a*").matches("a" * MAX_SUBJECT)
    assert not Pattern("a*").matches("a" * (MAX_SUBJECT + 1))


def test_memory_of_transitions_is_bounded() -> None:
    pattern = Pattern(".*")
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 6_000)))
    assert pattern.matches(text)
    assert pattern.matches(text)


@given(
    st.from_regex(r"\A(?:[abc.]|[abc]\*|\([ab]\|[bc]\)\+?|\[\^a\]){0,6}\Z"),
    st.text("abcd", max_size=8),
)
def test_agrees_with_the_standard_library(pattern: str, subject: str) -> None:
    assert Pattern(pattern).matches(subject) == (re.fullmatch(pattern, subject) is not None)


def test_regex_function_matches_whole_answers(household: ToyForm) -> None:
    assert household.boolean("regex(/data/g/kab, '[0-9]{4}')")
    assert not household.boolean("regex(/data/g/kab, '[0-9]{3}')")


def test_pattern_known_only_at_run_time(household: ToyForm) -> None:
    household.node("/data/kosong").answer("[0-9]+")
    assert household.boolean("regex(/data/g/kab, /data/kosong)")
    household.node("/data/kosong").answer("[0-9")
    assert not household.boolean("regex(/data/g/kab, /data/kosong)")


def test_bad_literal_pattern_is_refused_at_load(household: ToyForm) -> None:
    with pytest.raises(ArgumentError, match="tidak dapat dipakai") as caught:
        household.boolean("regex(., '(?=a)')")
    assert caught.value.fragment == "'(?=a)'"
