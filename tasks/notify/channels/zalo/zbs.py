"""Template messages: Zalo has the sentences, we give the parameters.

A template of ours sets ``viec`` and ``han``, and ``ten``, ``ma`` or ``lien_ket`` where they are not
what they usually are; ``mau`` names another registered template than the usual one.
"""

from collections.abc import Mapping

from jinja2 import Environment, TemplateError

from models.domain.campaign import Campaign
from models.domain.errors import ConfigurationError
from models.domain.messages.message import MessageRecord
from models.domain.messages.mode import Mode
from models.domain.values import nfc
from models.domain.vietnamese.text import abbreviated
from tasks.notify.channels.port import OutgoingLetter, PreparedMessage
from tasks.notify.channels.writing import Writing, shortened, texts_in
from tasks.notify.settings import TASK, ZaloTemplate

_FOLDER = "zalo"
_MOST_ITEMS = 2
WHO = "ten"
"""The parameter that is a name, and may be abbreviated."""

FREE = (WHO, "viec")
"""Parameters that are words, and may be shortened; a date, a code or an address may not."""

TRIAL = "viec"
"""The parameter that says that this is a trial."""


class ZbsWriter:
    """Writes ``{"template_id": ..., "template_data": {...}}``; values are strings in NFC."""

    def __init__(
        self, campaign: Campaign, mode: Mode, portal: str, templates: Mapping[str, ZaloTemplate]
    ) -> None:
        self._writing = Writing(campaign, mode, portal, _FOLDER, _MOST_ITEMS)
        self._templates = templates

    def carries(self, message: MessageRecord) -> bool:
        """Whether there is a template that says all of the message."""
        return self._writing.carries(message)

    def write(self, letter: OutgoingLetter) -> PreparedMessage:
        """The id of the template and its parameters.

        Raises:
            ConfigurationError: a parameter is missing or too long, or no such template is set up.
        """
        values = self._values(letter)
        name = values.pop("mau", TASK)
        known = self._templates.get(name)
        if known is None:
            raise _wrong(letter, f"chưa khai báo mẫu “{name}” trong CCHC_ZALO_TEMPLATES")
        data = {each: self._fitted(letter, each, values, known) for each in known.limits}
        return self._writing.prepared(
            letter, {"template_id": known.id or name, "template_data": data}
        )

    def _values(self, letter: OutgoingLetter) -> dict[str, str]:
        """What the template says of each parameter, and the usual ones."""
        context = self._writing.context(letter)
        try:
            said = _exported(texts_in(_FOLDER), f"{letter.message.purpose}.j2", context)
        except (TemplateError, KeyError) as error:
            raise _wrong(letter, f"{error}; đề nghị bổ sung tham số còn thiếu") from error
        usual = {
            "ten": str(context["addressee"]),
            "ma": str(context["code"]),
            "lien_ket": str(context["page"] or context["code"]),
        }
        return usual | said

    def _fitted(
        self, letter: OutgoingLetter, name: str, values: Mapping[str, str], known: ZaloTemplate
    ) -> str:
        value, most = nfc(" ".join(values.get(name, "").split())), known.limits[name]
        if value and name == TRIAL:
            value = self._writing.prefix + value
        if name in FREE:
            value = fitted_name(value, most) if name == WHO else shortened(value, most)
        if not 0 < len(value) <= most:
            why = f"dài {len(value)} ký tự, tối đa {most}" if value else "để trống"
            raise _wrong(letter, f"tham số {name} {why}")
        return value


def fitted_name(name: str, most: int) -> str:
    """A person's title in ``most`` code points: abbreviated, and cut between words at the worst."""
    return shortened(abbreviated(name, most), most)


def _exported(environment: Environment, name: str, context: Mapping[str, object]) -> dict[str, str]:
    """What a template sets."""
    module = environment.get_template(name).make_module(dict(context))
    return {each: str(value) for each, value in vars(module).items() if not each.startswith("_")}


def _wrong(letter: OutgoingLetter, why: str) -> ConfigurationError:
    return ConfigurationError(
        f"Không soạn được tin Zalo {letter.message.purpose}: {why}.", subject=letter.message.key
    )
