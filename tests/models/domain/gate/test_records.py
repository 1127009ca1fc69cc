from datetime import UTC, datetime

from models.domain.gate.records import VOTE_PREFIX, RefusedBallot, ballots_only, wrong_codes

AT = datetime(2021, 11, 19, 3, 0, tzinfo=UTC)


def refused(reason, minute):
    at = AT.replace(minute=minute)
    return RefusedBallot(reason=reason, message="…", who="chairman", at=at)


FORM, RIGHT = refused("wrong-code", 1), refused("no-right", 2)
BY_VOTER, LATE = refused("vote.wrong-code", 3), refused("vote.already", 4)
ALL = (FORM, RIGHT, BY_VOTER, LATE)


def test_refused_votes_are_no_refused_ballots():
    assert ballots_only(ALL) == (FORM, RIGHT)


def test_wrong_codes_of_the_form_and_of_voters_are_counted_apart():
    assert wrong_codes(ALL) == (FORM.at,)
    assert wrong_codes(ALL, VOTE_PREFIX) == (BY_VOTER.at,)
