"""Members are unpacked as ``zipfile`` does it, and damaged ones are refused."""

from io import BytesIO
from zipfile import ZipFile

from tasks.files.zip_members import Members
from tests.support.fuzz import cases


def unpacked(archive, name):
    """What a member holds, or None when it cannot be unpacked."""
    try:
        return archive.read(name)
    except Exception:
        return None


def members_of(content):
    """The members of a broken file; None when even their list cannot be read."""
    try:
        return Members(content)
    except Exception:
        return None


def test_what_is_unpacked_is_what_zipfile_unpacks():
    files = [content for name, content in cases(seed=5, count=300) if not name.endswith(".xls")]
    outcomes = []
    for content in files:
        members = members_of(content)
        if members is None:
            continue
        with ZipFile(BytesIO(content)) as peer:
            for name in members.names:
                ours, theirs = unpacked(members, name), unpacked(peer, name)
                outcomes.append(ours)
                assert ours == theirs or None in (ours, theirs)

    assert any(each is None for each in outcomes)
    assert any(each for each in outcomes)
