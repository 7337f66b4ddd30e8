"""Forms of one word have one stem."""

import pytest

from tests.content.evaluation import english


@pytest.mark.parametrize(
    "forms",
    [
        "write writing writes",
        "worry worries worried",
        "stop stopped stopping stops",
        "believe believed beliefs",
        "tell telling told",
        "watch watches watched",
        "slow slowly",
        "friend friend's friends",
        "the the",
        "sing sing",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({english().stems.of(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["thing think", "us use", "his hi", "bring bran", "feel fell"])
def test_other_words_have_another_stem(pair: str) -> None:
    first, second = pair.split()
    assert english().stems.of(first) != english().stems.of(second)
