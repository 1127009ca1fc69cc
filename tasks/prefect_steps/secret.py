"""Secrets that a setting names instead of holding them."""

from pydantic import SecretStr

from models.domain.errors import ConfigurationError

BLOCK = "prefect:"
"""What stands before the name of a Prefect Secret block in a setting."""


def revealed(setting: SecretStr) -> str:
    """The secret itself: what the setting holds, or what the Prefect block it names holds.

    ``prefect:zalo-refresh`` names the Secret block ``zalo-refresh``; Prefect is imported only then.
    ConfigurationError when the block can not be read.
    """
    text = setting.get_secret_value()
    return _in_block(text.removeprefix(BLOCK).strip()) if text.startswith(BLOCK) else text


def _in_block(name: str) -> str:
    from prefect.blocks.system import Secret

    try:
        return str(Secret.load(name, _sync=True).get())  # type: ignore[call-arg,union-attr]
    except Exception as error:
        raise ConfigurationError(
            f"Không đọc được khối bí mật “{name}” của Prefect ({type(error).__name__}). Đề nghị "
            "tạo khối kiểu Secret với tên đó hoặc ghi thẳng giá trị vào thiết lập.",
            subject=name,
        ) from None
