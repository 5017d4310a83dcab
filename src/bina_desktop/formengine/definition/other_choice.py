"""What `or_other` adds to a form, said in the form's languages: the converter says it in English.

The converter adds a choice “Other” to the list, unless the list has a choice `other` of its own,
and a question “Specify other.” behind the select, both the same in all languages. They are said in
Indonesian instead, and stay English where the form speaks English.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from bina_desktop.formengine.definition.document import XFORMS, Element, etree, parse

_VALUE = "other"
_CHOICE, _QUESTION = ("Other", "Lainnya"), ("Specify other.", "Sebutkan lainnya.")
"""As the converter writes them, and in Indonesian."""
_LIST = re.compile(r"^instance\('([^']+)'\)/root/item$")
_ENGLISH = re.compile(r"^(english\b.*|.*\(en(-\w+)?\)|en)$", re.IGNORECASE)


def said_in_its_languages(xform: str, own: Collection[str]) -> str:
    """Return the XForm with what `or_other` added in its languages.

    `own` names the lists whose authors wrote a choice `other` themselves.
    """
    if _QUESTION[0] not in xform:
        return xform
    root = parse(xform, title="")
    translations = list(root.iter(f"{XFORMS}translation"))
    selects = {one.get("ref"): one for one in root.iter(f"{XFORMS}select1", f"{XFORMS}select")}
    added: set[str] = set()
    for question in root.iter(f"{XFORMS}input"):
        ref = question.get("ref") or ""
        label = question.find(f"{XFORMS}label")
        select = selects.get(ref.removesuffix("_other"))
        if label is None or label.text != _QUESTION[0] or select is None:
            continue
        _say_question(label, f"{ref}:label", translations)
        itemset = select.find(f"{XFORMS}itemset")
        found = _LIST.match(itemset.get("nodeset") or "") if itemset is not None else None
        if found is not None:
            added.add(found.group(1))
    for instance in root.iter(f"{XFORMS}instance"):
        if instance.get("id") in added.difference(own):
            _say_choice(instance, translations)
    written: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0"?>{written}'


def _say_question(label: Any, text_id: str, translations: Collection[Any]) -> None:
    if not translations:
        label.text = _QUESTION[1]
        return
    label.text = None
    label.set("ref", f"jr:itext('{text_id}')")
    for translation in translations:
        text = etree.SubElement(translation, f"{XFORMS}text", id=text_id)
        etree.SubElement(text, f"{XFORMS}value").text = _word(translation, _QUESTION)


def _say_choice(instance: Element, translations: Collection[Any]) -> None:
    for item in instance.iter(f"{XFORMS}item"):
        if item.findtext(f"{XFORMS}name") != _VALUE:
            continue
        label = item.find(f"{XFORMS}label")
        if label is not None:
            label.text = _CHOICE[1]
        text_id = item.findtext(f"{XFORMS}itextId")
        for translation in translations:
            for text in translation.findall(f"{XFORMS}text"):
                value = text.find(f"{XFORMS}value") if text.get("id") == text_id else None
                if value is not None:
                    value.text = _word(translation, _CHOICE)


def _word(translation: Element, words: tuple[str, str]) -> str:
    english, indonesian = words
    return english if _ENGLISH.match(translation.get("lang") or "") else indonesian
