"""Documents from the editable templates in templates/documents/."""

from __future__ import annotations

from datetime import datetime, time
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from models.domain.campaign import Campaign
from models.domain.documents import DOCUMENTS, DocumentKind
from models.domain.errors import ConfigurationError
from tasks.documents import context, stable
from tasks.documents.data import DocumentData
from tasks.documents.wording import sentence


def template_of(kind: DocumentKind) -> bytes:
    """The template of ``kind`` as the clerks keep it."""
    file = resources.files("templates") / "documents" / f"{kind}.docx"
    return file.read_bytes()


def render(kind: DocumentKind, campaign: Campaign, data: DocumentData) -> bytes:
    """The document as docx bytes; the same input always gives the same bytes.

    Raises ConfigurationError when ``data`` lacks something the document must say, or when an
    edited template names a value that does not exist.
    """
    return render_from(template_of(kind), kind, campaign, data)


def render_from(
    content: bytes, kind: DocumentKind, campaign: Campaign, data: DocumentData
) -> bytes:
    """The same from the template given: docx bytes that clerks may have edited."""
    if lacking := missing(kind, data):
        raise ConfigurationError(
            f"Chưa lập được {DOCUMENTS[kind].title}: thiếu {'; '.join(lacking)}. "
            "Đề nghị bổ sung rồi lập lại văn bản.",
            subject=kind,
        )
    return render_template(content, kind, campaign, data)


def render_template(
    content: bytes, kind: DocumentKind, campaign: Campaign, data: DocumentData
) -> bytes:
    """The document from the template given, whatever ``data`` lacks."""
    template = DocxTemplate(BytesIO(content))
    try:
        template.render(context.build(kind, campaign, data), environment(), autoescape=True)
    except TemplateError as error:
        raise ConfigurationError(
            f"Mẫu văn bản {kind}.docx có thẻ điền không đúng: {error}. "
            "Đề nghị sửa mẫu theo templates/documents/THE-DIEN.md.",
            subject=kind,
        ) from error
    return _finished(template, kind, campaign, data)


def missing(kind: DocumentKind, data: DocumentData) -> tuple[str, ...]:
    """What ``data`` lacks for ``kind``, in Vietnamese; empty when the document can be made."""
    spec = DOCUMENTS[kind]
    lacking = [
        f"số và ngày của {DOCUMENTS[cited].title}"
        for cited in spec.cites
        if not data.references.get(cited)
    ]
    lacking += [f"bảng “{name}”" for name in spec.rows if name not in data.rows]
    checks = (
        (spec.members and not data.members, "danh sách thành viên Hội đồng"),
        (spec.results and not data.results, "kết quả của các đơn vị"),
        (spec.authority_score and data.authority_score is None, "bảng điểm của cơ quan chủ trì"),
    )
    return (*lacking, *(words for absent, words in checks if absent))


class Compiling(SandboxedEnvironment):
    """Compiles a text once: a document is drafted, drafted anew and issued from one template."""

    def from_string(self, source: str, *_: object, **__: object) -> Template:  # type: ignore[override]
        """The template of this text, XML as docxtpl hands it over."""
        return self._compiled(source)

    @lru_cache(maxsize=64)  # noqa: B019 - there is one environment
    def _compiled(self, source: str) -> Template:
        return super().from_string(source)


@cache
def environment() -> SandboxedEnvironment:
    """The rules that templates are filled in by: a missing value is an error, never a blank."""
    strict = Compiling(undefined=StrictUndefined)
    strict.filters["sentence"] = sentence
    return strict


def _finished(
    template: DocxTemplate, kind: DocumentKind, campaign: Campaign, data: DocumentData
) -> bytes:
    properties = template.docx.core_properties
    made = datetime.combine(data.issued_on or data.drafted_on, time(0))
    properties.title = DOCUMENTS[kind].title
    properties.author = properties.last_modified_by = campaign.authority.name
    properties.created = properties.modified = made
    properties.revision = data.round
    buffer = BytesIO()
    template.save(buffer)
    return stable.repack(buffer.getvalue())
