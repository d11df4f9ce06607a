"""Where something stands: as who writes it finds it, and as it is called wherever it is read."""

from workshop_rules.diagnostics import Source, Span


def test_a_place_names_the_file_by_its_path_within_the_pack():
    span = Span(Source("elsewhere/elm/pack.yaml", "one\ntwo\n", file="elm/pack.yaml"), 5, 6)
    assert str(span) == "elsewhere/elm/pack.yaml:2:2"
    assert span.place == "elm/pack.yaml:2:2"


def test_what_is_no_file_of_a_pack_is_called_the_same_everywhere():
    span = Span(Source("facts.yaml", "one"), 0, 1)
    assert str(span) == span.place == "facts.yaml:1:1"
