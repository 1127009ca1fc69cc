"""The lines above a signer's name, by position (NĐ 30/2020/NĐ-CP, Điều 13)."""

from __future__ import annotations

from models.domain.units import Position

BLOCKS: dict[Position, tuple[str, ...]] = {
    Position.CHAIRMAN: ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    Position.DEPUTY_CHAIRMAN: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    Position.COUNCIL_CHAIRMAN: ("TM. HỘI ĐỒNG THẨM ĐỊNH", "CHỦ TỊCH"),
}
"""Positions that sign in the name of a body; everyone else signs by their own title."""
