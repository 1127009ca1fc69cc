from io import BytesIO
from zipfile import ZipFile

import pytest

from tasks.workbook.write.template import fill_template, split_template, token


def archive(**members):
    target = BytesIO()
    with ZipFile(target, "w") as zipped:
        for name, text in members.items():
            zipped.writestr(name, text)
    return target.getvalue()


def text_of(content, name):
    return ZipFile(BytesIO(content)).read(name).decode()


def test_tokens_are_replaced_and_other_members_kept():
    template = split_template(archive(a=f"<t>{token('unit_name')}</t>", b="<x/>"))

    made = fill_template(template, {"unit_name": "Xã Gia Phố"})

    assert text_of(made, "a") == "<t>Xã Gia Phố</t>"
    assert text_of(made, "b") == "<x/>"


def test_markup_in_a_value_stays_text():
    made = fill_template(
        split_template(archive(a=f"<t>{token('unit')}</t>")), {"unit": 'A & <b> "c"'}
    )

    assert text_of(made, "a") == '<t>A &amp; &lt;b&gt; "c"</t>'


def test_characters_that_xml_cannot_hold_are_dropped():
    made = fill_template(split_template(archive(a=token("unit"))), {"unit": "a\x00b\x0bc\ufffe"})

    assert text_of(made, "a") == "abc"


def test_a_token_inside_a_value_is_not_replaced_again():
    made = fill_template(
        split_template(archive(a=token("unit"))), {"unit": token("round"), "round": "1"}
    )

    assert text_of(made, "a") == token("round")


def test_a_token_without_a_value_is_an_error():
    with pytest.raises(KeyError):
        fill_template(split_template(archive(a=token("unit"))), {})


def test_braces_in_the_text_of_a_form_stay_as_they_are():
    text = "<t>{{x}} {{unit}}</t>"
    template = split_template(archive(a=f"{text}{token('unit')}"))

    assert text_of(fill_template(template, {"unit": "Y"}), "a") == f"{text}Y"
