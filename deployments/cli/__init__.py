"""The command ``cchc``."""

import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command line; what goes wrong is one Vietnamese sentence, exit status 1.

    It speaks UTF-8 whatever the locale says: a console that cannot show it shows marks, not a
    traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from deployments.cli.app import app
    from deployments.cli.console import print_error
    from models.domain.errors import CchcError

    try:
        app()
    except CchcError as error:
        print_error(error)
        sys.exit(1)
    except Exception as error:
        from deployments.cli.failures import failure_words

        if (words := failure_words(error)) is None:
            raise
        print_error(CchcError(words))
        sys.exit(1)
