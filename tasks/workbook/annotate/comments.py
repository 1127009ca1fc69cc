"""Comments of one worksheet: the file's own are kept, ours are added to them and found again."""

from collections.abc import Mapping, Sequence

from lxml import etree
from lxml.etree import _Element

from tasks.workbook.annotate.book import XlsxBook
from tasks.workbook.annotate.remarks import AUTHOR, OUR_LINES
from tasks.workbook.annotate.xml import add_child, child, children, local, removed, tag
from tasks.workbook.write.template import fit_for_cell

CommentLines = Sequence[tuple[str, str]]
"""Lines of a comment, each as its mark and the rest."""
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_THREAD = "tc="
"""How the author of a comment begins that only stands for a thread: its text is not shown."""


def comments_part(book: XlsxBook, sheet: str) -> str:
    """The member with the comments of a sheet (its member); "" when it has none."""
    found = [each.target for each in book.package.related(sheet, "comments")]
    return next((each for each in found if each in book.package), "")


def add_comments(book: XlsxBook, sheet: str, lines: Mapping[str, CommentLines]) -> list[str]:
    """Put ``lines`` on cells, below what is there; the cells that had no comment before."""
    part = comments_part(book, sheet) or _new_part(book, sheet)
    root = book.package.edit(part)
    authors, listed = child(root, "authors"), child(root, "commentList")
    if authors is None or listed is None:
        raise ValueError("a comments part without authors or list")
    known = {each.get("ref", ""): each for each in children(listed, "comment")}
    fresh = [cell for cell in lines if cell not in known]
    for cell, added in lines.items():
        if cell in fresh:
            author = str(_author(authors))
            text = add_child(add_child(listed, "comment", ref=cell, authorId=author), "text")
        elif _is_thread(authors, known[cell]):
            continue
        else:
            text = _text(known[cell])
        _write(text, added)
    return fresh


def remove_comments(book: XlsxBook, sheet: str) -> list[str]:
    """Take our lines out; the cells that have no comment any more."""
    part = comments_part(book, sheet)
    if not part or not _has_ours(book.package.tree(part)):
        return []
    gone = []
    for comment in list(book.package.edit(part).iter("{*}comment")):
        if _cut(comment) and not _words_of(comment).strip():
            gone.append(comment.get("ref", ""))
            removed(comment)
    return gone


def is_empty(book: XlsxBook, part: str) -> bool:
    """Whether no comment is left in a part."""
    return next(book.package.tree(part).iter("{*}comment"), None) is None


def _new_part(book: XlsxBook, sheet: str) -> str:
    folder = book.part.rpartition("/")[0]
    part = book.package.free_name(f"{folder}/comments{{}}.xml".lstrip("/"))
    empty = f'<comments xmlns="{book.namespace}"><authors/><commentList/></comments>'
    book.package.add_part(part, empty.encode(), _TYPE)
    book.relate(sheet, part, "comments")
    return part


def _author(authors: _Element) -> int:
    names = [each.text for each in children(authors, "author")]
    if AUTHOR not in names:
        add_child(authors, "author").text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _is_thread(authors: _Element, comment: _Element) -> bool:
    names = [each.text or "" for each in children(authors, "author")]
    number = int(comment.get("authorId", "0"))
    return number < len(names) and names[number].startswith(_THREAD)


def _text(comment: _Element) -> _Element:
    """The rich text of a comment; plain text in it becomes the first run."""
    found = child(comment, "text")
    text = add_child(comment, "text") if found is None else found
    plain = child(text, "t")
    if plain is not None:
        run = etree.Element(tag(text, "r"))
        text.replace(plain, run)
        run.append(plain)
    return text


def _write(text: _Element, lines: CommentLines) -> None:
    after = [each for each in text if local(each) in ("rPh", "phoneticPr")]
    begun = any((each.text or "") for each in text.iter(tag(text, "t")))
    for mark, rest in lines:
        _run(text, f"\n{mark}" if begun else mark, bold=True)
        _run(text, rest, bold=False)
        begun = True
    text.extend(after)


def _run(text: _Element, words: str, *, bold: bool) -> None:
    run = add_child(text, "r")
    properties = add_child(run, "rPr")
    if bold:
        add_child(properties, "b")
    add_child(properties, "sz", val="9")
    add_child(properties, "color", indexed="81")
    add_child(properties, "rFont", val="Tahoma")
    add_child(properties, "family", val="2")
    written = add_child(run, "t")
    written.set(_SPACE, "preserve")
    written.text = fit_for_cell(words)


def _has_ours(root: _Element) -> bool:
    return any(OUR_LINES.search(_words_of(each)) for each in root.iter("{*}comment"))


def _words_of(comment: _Element) -> str:
    return "".join(each.text or "" for each in _pieces(comment))


def _pieces(comment: _Element) -> list[_Element]:
    return [each for holder in comment.iter("{*}r", "{*}text") for each in children(holder, "t")]


def _cut(comment: _Element) -> bool:
    """Take our lines out of the pieces of a comment's text; whether there were any."""
    spans = [match.span() for match in OUR_LINES.finditer(_words_of(comment))]
    at = 0
    for piece in _pieces(comment):
        text = piece.text or ""
        kept = "".join(
            letter
            for number, letter in enumerate(text, start=at)
            if not any(first <= number < last for first, last in spans)
        )
        at += len(text)
        if kept != text:
            piece.text = kept
            holder = piece.getparent()
            if not kept and holder is not None and local(holder) == "r":
                removed(holder)
    return bool(spans)
