"""What single tags say: about the page, and whether their content is shown."""

import re
from html import unescape

from aligner.readers.cleaning.spacing import clean_text
from aligner.readers.html.elements import HIDDEN_TAGS
from aligner.readers.html.page import Page
from aligner.readers.html.tokens import Tag

_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def note(tag: Tag, source: str, page: Page) -> None:
    """Keep what a tag of the head says about its page."""
    attributes = tag.attributes
    if tag.name == "title" and not page.title and tag.raw_stop is not None:
        page.title = clean_text(unescape(source[tag.stop : tag.raw_stop]))
    elif tag.name == "html" and not page.language:
        page.language = attributes.get("lang") or attributes.get("xml:lang") or ""
    elif tag.name == "link" and attributes.get("rel", "").lower() == "canonical":
        page.url = page.url or attributes.get("href", "").strip()
    elif tag.name == "meta":
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = clean_text(attributes.get("content", ""))
        if name and content:
            page.meta.setdefault(name.strip().lower(), content)


def is_hidden(tag: Tag) -> bool:
    """Whether the content of an element is not shown."""
    if tag.name in HIDDEN_TAGS or "hidden" in tag.attributes:
        return True
    return bool(_HIDDEN_STYLE.search(tag.attributes.get("style", "")))
