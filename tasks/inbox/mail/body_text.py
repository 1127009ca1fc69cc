"""What somebody wrote themselves in a mail, without the mail they answer and their signature.

Of HTML it is what a reader sees. The libraries for quotes know a dozen languages and not
Vietnamese, so the heads that Gmail, Outlook, iPhones, Thunderbird and Zimbra put over a quote in
Vietnamese and English are listed here.
"""

import re
from collections.abc import Iterator

from lxml import etree

MAX_HTML = 256 * 1024
"""Characters that are looked at."""
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "blockquote"})
_QUOTE_MARKS = ("gmail_quote", "yahoo_quoted", "zmail_extra", "moz-cite-prefix")
_QUOTE_STARTS = ("appendonsend", "divrplyfwdmsg", "isforwardcontent")
_BLOCKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol"})
_WROTE = re.compile(
    r"^(?:vào|lúc|ngày|on|at)\b(?=.{0,300}\d).{0,300}?(?:đã viết|wrote)\s*:$", re.IGNORECASE
)
_RULE = re.compile(
    r"^[-_*\s]{2,}(?:(?:thư|tin nhắn|nội dung) (?:gốc|đã chuyển tiếp|được chuyển tiếp|"
    r"chuyển tiếp)|original message|forwarded message)[-_*\s:]*$",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"^(?:begin forwarded message|bắt đầu thư (?:được )?chuyển tiếp)\s*:$", re.I)
_FROM = re.compile(r"^\*?(?:from|từ|người gửi)\s*:\*?\s*\S", re.IGNORECASE)
_OTHER = re.compile(
    r"^\*?(?:sent|date|to|cc|subject|reply-to|đã gửi|gửi|ngày(?: gửi)?|thời gian|tới|đến|"
    r"người nhận|chủ đề|tiêu đề)\s*:",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^(?:sent from|get outlook|đã gửi từ|được gửi từ|gửi từ|tải outlook|lấy outlook)\b.{0,80}$",
    re.IGNORECASE,
)
_LINE = re.compile(r"^[-_]{10,}$")
_SIGNATURE = ("--", "—")
LINES_READ = 1_000
"""Lines that are looked at."""
WROTE_LINES = 3
"""Lines over which such a head may be folded."""


def html_text(html: str) -> str:
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


def own_words(text: str) -> str:
    """The sender's own words; all of the text when nothing else is left of it."""
    lines = [
        line.rstrip() for line in text.replace("\r\n", "\n").split("\n", LINES_READ)[:LINES_READ]
    ]
    kept = [line for line in _before_quote(lines) if not _is_foreign(line.strip())]
    return _tidy(kept) or _tidy(lines)


def _before_quote(lines: list[str]) -> list[str]:
    for number in range(len(lines)):
        if _starts_quote(lines, number):
            return lines[:number]
    return lines


def _starts_quote(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    if line in _SIGNATURE or _RULE.match(line) or _BEGIN.match(line):
        return True
    below = "".join(lines[number + 1 : number + 2]).strip()
    if _LINE.match(line) and _FROM.match(below):
        return True
    if _FROM.match(line):
        return sum(bool(_OTHER.match(next_.strip())) for next_ in lines[number + 1 :][:6]) >= 2
    following = [next_.strip() for next_ in lines[number : number + WROTE_LINES]]
    return any(
        _WROTE.match(" ".join(following[:count]).strip("> ")) for count in range(1, WROTE_LINES + 1)
    )


def _is_foreign(line: str) -> bool:
    """Whether a line is quoted, or was added by the device."""
    return line.startswith(">") or bool(_DEVICE.match(line))


def _tidy(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
