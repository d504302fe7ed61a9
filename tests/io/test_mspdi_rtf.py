"""Notes in Rich Text Format are shown as plain text, and go back into the file as they came."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.project.records import TaskUid
from gantline.app.project.widths import replace
from gantline.io.mspdi.rtf import is_rtf, plain_text

from .mspdi_plans import document, read, task, write

NOTES = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}}{\colortbl;\red0\green0\blue0;}"
    r"{\*\generator Riched20;}\pard\f0\fs20 Call \b Anna\b0  first.\par Then \u8364? 20, caf\'e9\tab x \{1\}.\par}"
)
PLAIN = "Call Anna first.\nThen € 20, café\tx {1}."


def test_the_words_remain_and_the_looks_go():
    assert plain_text(NOTES) == PLAIN


def test_notes_are_read_as_plain_text_and_written_as_they_came():
    project = read(document(task(1, f"<Notes>{NOTES}</Notes>")))
    assert project.tasks[TaskUid(1)].notes == PLAIN
    assert f"<Notes>{NOTES}</Notes>" in write(project)


def test_edited_notes_are_written_as_plain_text():
    project = read(document(task(1, f"<Notes>{NOTES}</Notes>")))
    project.tasks[TaskUid(1)] = replace(project.tasks[TaskUid(1)], notes="Call Bob.")
    text = write(project)
    assert "<Notes>Call Bob.</Notes>" in text
    assert "rtf1" not in text


@pytest.mark.parametrize(
    "broken", ["{\\rtf1", "{\\rtf1}}}}", "{\\rtf1\\u", "{\\rtf1\\'zz}", "{\\rtf1\\ansicpg99999\\'e9}", "\\*"]
)
def test_broken_rtf_gives_some_text(broken):
    assert isinstance(plain_text(broken), str)


@given(st.text())
def test_any_text_is_survived(text):
    assert isinstance(plain_text("{\\rtf1 " + text), str)
    assert is_rtf("{\\rtf1" + text)
