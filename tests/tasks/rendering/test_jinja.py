from tasks.rendering.jinja import as_written


def test_marks_and_tags_of_people_are_shown_as_they_are():
    assert as_written("Đợt {{x}} <b>A</b> & *b* [c](d) | e_f") == (
        "Đợt {{x}} &lt;b>A&lt;/b> &amp; \\*b\\* \\[c\\](d) \\| e\\_f"
    )
