"""Blocks of odd shapes on the clipboard are read, or refused in one sentence."""

import pytest

from gantline.app.edits.block import read_block
from gantline.app.project.errors import EditError


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n".join("\t".join("a" * 5000) for _row in range(2)), "5000 columns"),
        ("\t".join("a" * 200) + "\nx" * 20_000, "4000200 cells"),
        ("a\tb\tc\n" * 1_000_000, "2999999 cells"),
    ],
)
def test_a_block_beyond_all_measure_is_refused_in_a_sentence(text, words):
    with pytest.raises(EditError, match=words) as refused:
        read_block(text)
    assert "\n" not in str(refused.value)


def test_rows_of_blanks_are_nothing():
    assert not read_block(" \n" * 1_000_000).rows


def test_control_characters_become_blanks_and_are_counted():
    block = read_block("A\0B\tC\x0bD\ud800")
    assert block.rows == [["A B", "C D"]]
    assert block.controls == 3
    assert not read_block("A\tB\r\nC\tD").controls


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>" * 1000 + "x" + "</td></tr></table>" * 1000,
        "<table><tr><td rowspan=999999999 colspan=999999999>a</td><td colspan=-1>b</table>",
        f"<table><tr>{'<td rowspan=999 colspan=999>a</td>' * 2000}</tr></table>",
        "<table><tr><td style='padding-left:1.2.3pt'>a</td></tr></table>",
        "<table><tr><td>" + "<!--" * 500_000,
        "<style>" + ".a{" * 500_000,
        "<table>" + "<tr><td>a</td></tr>" * 100_000,
        "<table>" + "<" * 5_000_000,
    ],
)
def test_html_that_makes_no_sense_leaves_the_text_as_it_is(html):
    assert read_block("a\tb\nc\td", html).rows == [["a", "b"], ["c", "d"]]
