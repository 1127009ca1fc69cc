"""What the upload page says when it does not do what was asked."""

from models.domain.errors import CchcError


class PortalRefused(CchcError):
    """The page does not do this; ``status`` is the HTTP status.

    ``token`` is that of a link whose owner may ask for a new one on the page that says so.
    """

    code = "TRANG-NOP"

    def __init__(self, status: int, title: str, message: str, token: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.title = title
        self.token = token
