"""The ledger: alike notes joined, the gravest first, filtered by words and by what became of things."""

from __future__ import annotations

from pathlib import Path

import pytest

from gantline.app.cli import main
from gantline.app.project.errors import Note, Severity
from gantline.app.project.ledger import counted, entries, matching, worth_reading
from gantline.app.project.note_kinds import Effect
from gantline.io.ledger import MOST, Ledger, place
from gantline.io.ledger_page import ledger_page

from ..io.mspdi_plans import document, link, task


def note(code: str, text: str = "So it is.", **more) -> Note:
    return Note(**{"severity": Severity.WARNING, "code": code, "text": text, **more})


NOTES = [
    note("mspdi.kept", "Views is kept.", element="Project/Views", severity=Severity.INFO, count=3),
    note("schedule.cycle", "Round and round.", task=4, severity=Severity.ERROR),
    note("mspdi.link-left-out", "To itself.", place="Task 4 'Dig'", task=4),
    note("mspdi.name-changed", "Too long."),
    note("mspdi.link-left-out", "To nothing.", place="Task 5 'Lay'", task=5),
]


def test_alike_notes_are_one_entry_and_what_is_lost_comes_first():
    found = [(entry.effect, entry.code, entry.count, entry.text) for entry in entries(NOTES)]
    assert found == [
        (Effect.LOST, "mspdi.link-left-out", 2, "Links without sense"),
        (Effect.CHANGED, "mspdi.name-changed", 1, "Too long."),
        (Effect.KEPT, "mspdi.kept", 3, "Views is kept."),
        (Effect.SAID, "schedule.cycle", 1, "Round and round."),
    ]


def test_counts_are_by_what_became_of_things():
    assert counted(NOTES) == {Effect.LOST: 2, Effect.CHANGED: 1, Effect.KEPT: 3, Effect.SAID: 1}


def test_only_what_is_more_than_information_is_worth_reading():
    assert len(worth_reading(NOTES)) == 4


@pytest.mark.parametrize(
    ("words", "effects", "codes"),
    [
        ("", [], ["mspdi.kept", "schedule.cycle", "mspdi.link-left-out", "mspdi.name-changed", "mspdi.link-left-out"]),
        ("DIG itself", [], ["mspdi.link-left-out"]),
        ("without sense", [], ["mspdi.link-left-out"] * 2),
        ("project/views", [], ["mspdi.kept"]),
        ("", [Effect.CHANGED, Effect.SAID], ["schedule.cycle", "mspdi.name-changed"]),
        ("nowhere", [], []),
    ],
)
def test_notes_are_filtered_by_all_words_and_by_effect(words, effects, codes):
    assert [one.code for one in matching(NOTES, words, effects)] == codes


def test_of_many_alike_a_hundred_stand_for_themselves_and_the_others_are_counted():
    ledger = Ledger()
    for number in range(MOST + 50):
        ledger.add("mspdi.link-left-out", f"Link {number}.", place=place("Task", number, "Dig"))
    notes = ledger.notes()
    assert len(notes) == MOST + 1
    assert notes[0].place == "Task 0 'Dig'"
    (entry,) = entries(notes)
    assert entry.count == MOST + 50


# -- as a page


def test_a_page_needs_nothing_beside_itself_and_holds_no_markup_of_others():
    notes = [*NOTES, note("excel.cell", "<script>alert('&')</script>\u202e\x00", place='"A"')]
    page = ledger_page("Plan <1>", [("Reading", notes), ("Nothing", [])], "Made today")
    assert "<script" not in page
    assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "\x00" not in page
    assert not [word for word in ("http:", "https:", "src=", "url(", "@import", "<link") if word in page]
    assert "Plan &lt;1&gt;" in page
    assert "<b>3</b> Left out" in page
    assert "To nothing." in page
    assert "mspdi.link-left-out" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert "Nothing</h2>" not in page


def test_a_page_of_nothing_says_so():
    assert "Nothing to note." in ledger_page("Plan", [("Reading", [])], "")


# -- on the command line


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plan with links to nothing, elements that are kept, and one that nobody knows."""
    path = tmp_path / "theirs.xml"
    more = f"<IsPublished>1</IsPublished><Mood>good</Mood>{link(99)}"
    path.write_text(document(task(1, more) + task(2, more)), encoding="utf-8")
    return path


def test_check_says_each_note_with_its_code_and_counts_what_was_kept(file, capsys):
    assert main(["check", str(file)]) == 1
    told = capsys.readouterr().out
    assert "warning: Task 1 'Task 1': The predecessor 99 is not in the file; the link was left out." in told
    assert "[mspdi.link-left-out]" in told
    assert "2 values of another program are kept as they came; --all names them." in told
    assert "IsPublished" not in told


def test_check_names_what_was_kept_when_asked_for(file, capsys):
    main(["check", "--all", str(file)])
    assert "IsPublished is kept and written back. (2 times) [mspdi.kept]" in capsys.readouterr().out


def test_check_filters_by_words_and_kinds(file, capsys):
    assert main(["check", "--only", "mood", str(file)]) == 1
    told = capsys.readouterr().out
    assert "mspdi.unknown-element" in told
    assert "mspdi.link-left-out" not in told
    main(["check", "--kind", "kept", "--kind", "lost", str(file)])
    told = capsys.readouterr().out
    assert "mspdi.unknown-element" not in told
    assert "mspdi.kept" in told
    assert "mspdi.link-left-out" in told


def test_check_writes_a_page(file, tmp_path, capsys):
    page = tmp_path / "ledger.html"
    assert main(["check", str(file), "--html", str(page)]) == 1
    text = page.read_text("utf-8")
    assert "Ledger of theirs.xml" in text
    assert "IsPublished" in text
    assert main(["check", str(file), "--html", str(tmp_path / "no" / "page.html")]) == 2
    assert "page.html cannot be written" in capsys.readouterr().err


def test_convert_says_the_counts_unless_it_is_to_be_quiet(file, tmp_path, capsys):
    assert main(["convert", str(file), str(tmp_path / "out.xlsx")]) == 0
    told = capsys.readouterr().err
    assert "left out" in told
    assert "kept as it came" in told
    main(["convert", "--quiet", str(file), str(tmp_path / "out.xml")])
    assert capsys.readouterr().err == ""
