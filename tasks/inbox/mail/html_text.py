"""The text that a reader of an HTML mail sees, without the mails quoted below it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

MAX_HTML = 256 * 1024
"""Characters that are looked at."""
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "blockquote"})
_QUOTE_MARKS = ("gmail_quote", "yahoo_quoted", "zmail_extra", "moz-cite-prefix")
_QUOTE_STARTS = ("appendonsend", "divrplyfwdmsg", "isforwardcontent")
_BLOCKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol"})


def text_of(html: str) -> str:
    """The visible text, one line per block; empty when there is none."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(html[:MAX_HTML].encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return ""
    shown = "" if root is None else "".join(_shown(root))
    return "\n".join(" ".join(line.split()) for line in shown.split("\n"))


def _shown(root: etree._Element) -> Iterator[str]:
    """The text in order, with a line end where a block begins or ends."""
    hidden: etree._Element | None = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if hidden is None and event == "start" and _begins_quote(node):
            return
        if hidden is None and event == "start" and _is_hidden(node):
            hidden = node
        if node.tag in _BLOCKS:
            yield "\n"
        if event == "end" and node is hidden:
            hidden = None
        if hidden is None:
            yield ((node.text if event == "start" else node.tail) or "").replace("\n", " ")


def _is_hidden(node: etree._Element) -> bool:
    return node.tag in _HIDDEN or any(mark in _marks(node) for mark in _QUOTE_MARKS)


def _begins_quote(node: etree._Element) -> bool:
    return any(mark in _marks(node) for mark in _QUOTE_STARTS)


def _marks(node: etree._Element) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}".lower()
