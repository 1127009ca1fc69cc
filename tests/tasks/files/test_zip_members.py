"""Members are unpacked alike with zlib-ng and without it."""

import zlib
from zipfile import BadZipFile

from tasks.files import zip_members
from tests.support.fuzz import cases


def outcome(content):
    """What each member holds, or what is wrong with the archive."""
    try:
        members = zip_members.Members(content)
    except Exception as error:
        return repr(error)
    return {name: unpacked(members, name) for name in members.names}


def unpacked(members, name):
    try:
        return members.read(name)
    except Exception as error:
        return repr(error)


def test_the_faster_library_gives_what_the_usual_one_gives(monkeypatch):
    files = [content for name, content in cases(seed=5, count=300) if not name.endswith(".xls")]
    fast = [outcome(content) for content in files]
    assert zip_members.zlib is not zlib
    monkeypatch.setattr(zip_members, "zlib", zlib)

    assert [outcome(content) for content in files] == fast
    told = [each for one in fast if isinstance(one, dict) for each in one.values()]
    assert any(isinstance(each, bytes) for each in told)
    assert any(BadZipFile.__name__ in each for each in told if isinstance(each, str))
