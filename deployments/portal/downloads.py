"""Files go out as files: never shown, never guessed at, under a name that is text only."""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import Response

from deployments.portal.texts import shown_name


def download(content: bytes, name: str) -> Response:
    """``content`` to be saved under ``name`` (RFC 6266, RFC 8187)."""
    named = f"attachment; filename*=UTF-8''{quote(shown_name(name), safe='')}"
    headers = {"Content-Disposition": named}
    return Response(content, media_type="application/octet-stream", headers=headers)
