"""What lies in the drop folder of a house, and what was put aside."""

from tasks.inbox.processed import PROCESSED_FOLDER
from tests.support.house import CAMPAIGN


def lying(house):
    """What is left in the drop folder."""
    folder = house.settings.drop_folder(CAMPAIGN)
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and PROCESSED_FOLDER not in path.parts
    )


def put_aside(house):
    folder = house.settings.drop_folder(CAMPAIGN) / PROCESSED_FOLDER
    return sorted(path.read_bytes() for path in folder.iterdir())
