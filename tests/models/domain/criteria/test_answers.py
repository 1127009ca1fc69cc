from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from models.domain.criteria.answers import Answer, Awarded, Declared, NotApplicable

adapter = TypeAdapter(Answer)


@pytest.mark.parametrize(
    "answer",
    [
        Declared(value=Decimal("95.50")),
        Declared(value=Decimal(1)),
        Declared(value="1"),
        Declared(value="Đầy đủ"),
        Declared(value=True),
        Declared(value=False),
        Awarded(points=Decimal("1.25")),
        NotApplicable(),
    ],
    ids=str,
)
def test_answers_survive_json_with_their_type(answer):
    read = adapter.validate_json(adapter.dump_json(answer))
    assert read == answer
    assert type(getattr(read, "value", None)) is type(getattr(answer, "value", None))
    assert adapter.validate_python(adapter.dump_python(answer, mode="json")) == answer


def test_a_whole_number_becomes_a_decimal():
    assert Declared(value=3).value == Decimal(3)
    assert isinstance(Declared(value=3).value, Decimal)


@pytest.mark.parametrize(
    "bad", [1.5, Decimal("NaN"), Decimal("Infinity"), {"number": "ba"}, {"số": "3"}, None]
)
def test_what_is_not_an_exact_figure_is_refused(bad):
    with pytest.raises(ValidationError):
        Declared(value=bad)


@pytest.mark.parametrize("bad", [Decimal("-1"), Decimal("0.001")])
def test_awarded_points_are_points(bad):
    with pytest.raises(ValidationError):
        Awarded(points=bad)
