"""Ports of 127.0.0.1."""

import socket

from models.domain.errors import CchcError

LAST = 65535


class PortRefused(CchcError):
    """The port asked for can not be had."""

    code = "CONG"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def check_free(port: int) -> None:
    """PortRefused when this is no port, or when somebody listens on it already."""
    if not 0 < port <= LAST:
        raise PortRefused(f"Không có cổng {port}. Đề nghị chọn --port từ 1 đến {LAST}.")
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise PortRefused(
                f"Cổng {port} đang có chương trình khác dùng. Đề nghị dừng chương trình đó hoặc "
                "chạy lại với --port và một cổng khác."
            )
