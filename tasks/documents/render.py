"""Documents from the editable templates in templates/documents/."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from models.domain.campaign import Campaign
from models.domain.documents.kinds import DOCUMENTS
from models.domain.errors import ConfigurationError
from tasks.documents import context
from tasks.documents.data import DocumentData
from tasks.documents.wording import sentence
from tasks.rendering.zips import without_dates

TEMPLATES = resources.files("templates") / "documents"


def template_of(kind: str) -> bytes:
    """The template of ``kind`` as the clerks keep it."""
    return (TEMPLATES / f"{kind}.docx").read_bytes()


def render_document(kind: str, campaign: Campaign, data: DocumentData) -> bytes:
    """The document as docx bytes; the same input always gives the same bytes.

    Raises ConfigurationError when ``data`` lacks something the document must say, or when an
    edited template names a value that does not exist.
    """
    return render_from(template_of(kind), kind, campaign, data)


def render_from(content: bytes, kind: str, campaign: Campaign, data: DocumentData) -> bytes:
    """The same from the template given: docx bytes that clerks may have edited."""
    if lacking := missing(kind, data):
        raise ConfigurationError(
            f"Chưa lập được {DOCUMENTS[kind].title}: thiếu {'; '.join(lacking)}. "
            "Đề nghị bổ sung rồi lập lại văn bản.",
            subject=kind,
        )
    return render_template(content, kind, campaign, data)


def render_template(content: bytes, kind: str, campaign: Campaign, data: DocumentData) -> bytes:
    """The document from the template given, whatever ``data`` lacks."""
    return _made(Recipe.of(content, kind, campaign, data))


@dataclass(frozen=True)
class Recipe:
    """All that a document is made of; it is told from others by the hash of it."""

    content: bytes = field(compare=False)
    kind: str = field(compare=False)
    campaign: Campaign = field(compare=False)
    data: DocumentData = field(compare=False)
    digest: bytes

    @classmethod
    def of(cls, content: bytes, kind: str, campaign: Campaign, data: DocumentData) -> Recipe:
        """The recipe with its hash."""
        digest = sha256(content)
        for words in (kind, campaign.model_dump_json(), data.model_dump_json()):
            digest.update(b"\0" + words.encode())
        return cls(content, kind, campaign, data, digest.digest())


@lru_cache(maxsize=32)
def _made(recipe: Recipe) -> bytes:
    """A draft is made again when it is decided on and when it is issued, to see it is the same."""
    template = DocxTemplate(BytesIO(recipe.content))
    values = context.build(recipe.kind, recipe.campaign, recipe.data)
    try:
        template.render(values, environment(), autoescape=True)
    except TemplateError as error:
        raise ConfigurationError(
            f"Mẫu văn bản {recipe.kind}.docx có thẻ điền không đúng: {error}. "
            "Đề nghị sửa mẫu theo templates/documents/THE-DIEN.md.",
            subject=recipe.kind,
        ) from error
    return _finished(template, recipe)


def missing(kind: str, data: DocumentData) -> tuple[str, ...]:
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


def _finished(template: DocxTemplate, recipe: Recipe) -> bytes:
    properties, data = template.docx.core_properties, recipe.data
    made = datetime.combine(data.issued_on or data.drafted_on, time(0))
    properties.title = DOCUMENTS[recipe.kind].title
    properties.author = properties.last_modified_by = recipe.campaign.authority.name
    properties.created = properties.modified = made
    properties.revision = data.round
    buffer = BytesIO()
    template.save(buffer)
    return without_dates(buffer.getvalue())
