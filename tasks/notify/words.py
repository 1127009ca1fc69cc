"""Vietnamese words for forms and channels, for the register and the templates."""

from __future__ import annotations

CHANNELS: dict[str, str] = {"": "", "email": "Thư điện tử", "sandbox": "Thư mục thử"}
