"""All actions in one table: menus, toolbar, shortcuts and the shortcut sheet are made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

import msgspec
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QToolBar

from ..app.chart.theme import Theme
from ..app.i18n import N_, _
from .icons import icon
from .text_keys import done_in_field


class When(StrEnum):
    """When an action can be used."""

    ALWAYS = "always"
    TASKS_SELECTED = "tasks selected"
    SEVERAL_SELECTED = "several tasks selected"
    CAN_UNDO = "something to undo"
    CAN_REDO = "something to redo"
    HAS_TASKS = "there are tasks"


class Spec(msgspec.Struct, frozen=True, kw_only=True):
    """An action.

    Attributes:
        key: The method that it calls.
        title: As the menu shows it, with the letter to press marked.
        keys: Shortcuts, the one that is shown first.
        tip: What it does, for the status bar and the tooltip.
        menu: Where it stands: menu, or menu/submenu.
        icon: Name of the icon; empty for none.
        toolbar: Shown in the toolbar.
        section: A line is drawn before it in the menu (and in the toolbar).
        checkable: It is on or off.
        group: Of several alike, one is on.
    """

    @property
    def besides(self) -> bool:
        """Whether it leaves alone what is typed into the plan, so that it is not held up by it: it writes the plan,
        asks before it takes another one, or has to do with looks alone.
        """
        return self.menu.split("/")[0] in (FILE, HELP) or bool(self.group)

    key: str
    title: str
    menu: str
    tip: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    toolbar: bool = False
    section: bool = False
    when: When = When.ALWAYS
    checkable: bool = False
    group: str = ""


FILE, EDIT, VIEW, TASK, PROJECT, HELP = N_("&File"), N_("&Edit"), N_("&View"), N_("&Task"), N_("&Project"), N_("&Help")
FORMAT, COLOURS_MENU, TASK_COLOUR_MENU, PATH_MENU = (
    N_("F&ormat"),
    N_("Bar &Colours"),
    N_("Colour of Tas&ks"),
    N_("Task &Path"),
)
RECENT_MENU, EXPORT_MENU = N_("Open &Recent"), N_("&Export")
LEVELS_MENU, THEME_MENU, PERCENT_MENU = N_("O&utline Level"), N_("T&heme"), N_("% &Complete")
PANE_MENU, TABLE_MENU = N_("&Details Pane"), N_("Tables and Colu&mns")
FILTER_MENU, GROUP_MENU, SORT_MENU = N_("Filter"), N_("&Group By"), N_("Sort By")

_TASKS, _SEVERAL = When.TASKS_SELECTED, When.SEVERAL_SELECTED

# fmt: off
ACTIONS: tuple[Spec, ...] = (
    Spec(key="new", title=N_("&New"), menu=FILE, keys=("Ctrl+N",), icon="new", toolbar=True, tip=N_("Begin an empty plan")),
    Spec(key="new_window", title=N_("New &Window"), menu=FILE, keys=("Ctrl+Shift+N",), tip=N_("Begin an empty plan in a window of its own")),
    Spec(key="open", title=N_("&Open…"), menu=FILE, keys=("Ctrl+O",), icon="open", toolbar=True, tip=N_("Open a plan: Gantline, Microsoft Project XML or Excel")),
    Spec(key="open_sample", title=N_("Open Sa&mple"), menu=FILE, icon="sample", tip=N_("Open the sample plan, a cloud migration")),
    Spec(key="save", title=N_("&Save"), menu=FILE, keys=("Ctrl+S",), icon="save", toolbar=True, section=True, tip=N_("Save the plan")),
    Spec(key="save_as", title=N_("Save &As…"), menu=FILE, keys=("Ctrl+Shift+S", "F12"), icon="save-as", tip=N_("Save the plan under another name or in another format")),
    Spec(key="export_mspdi", title=N_("Microsoft Project &XML…"), menu=f"{FILE}/{EXPORT_MENU}", icon="export-xml", tip=N_("Write a copy that Microsoft Project opens")),
    Spec(key="export_excel", title=N_("&Excel Workbook…"), menu=f"{FILE}/{EXPORT_MENU}", icon="export-excel", tip=N_("Write tasks, resources and assignments as a workbook")),
    Spec(key="export_rows", title=N_("Excel Sheet of the &Rows Shown…"), menu=f"{FILE}/{EXPORT_MENU}", icon="export-excel", tip=N_("Write rows, columns and groups as the window shows them")),
    Spec(key="export_pdf", title=N_("&PDF…"), menu=f"{FILE}/{EXPORT_MENU}", icon="export-pdf", section=True, tip=N_("Write table and chart as a PDF of pages")),
    Spec(key="export_image", title=N_("P&icture (PNG, SVG)…"), menu=f"{FILE}/{EXPORT_MENU}", icon="export-image", tip=N_("Write table and chart as one picture")),
    Spec(key="print_preview", title=N_("&Print…"), menu=FILE, keys=("Ctrl+P",), icon="print", toolbar=True, section=True, tip=N_("See the pages, set them up, and print")),
    Spec(key="file_notes", title=N_("No&tes on this Plan…"), menu=FILE, icon="notes", section=True, tip=N_("What reading, scheduling and writing the plan had to say")),
    Spec(key="differences", title=N_("&Dates That Differ from the File…"), menu=FILE, tip=N_("The tasks whose dates here are not those of the file, and why")),
    Spec(key="close_plan", title=N_("&Close Plan"), menu=FILE, keys=("Ctrl+W",), icon="close", tip=N_("Close the plan and begin an empty one")),
    Spec(key="close_window", title=N_("Close W&indow"), menu=FILE, keys=("Ctrl+F4",), tip=N_("Close this window and leave the others")),
    Spec(key="quit", title=N_("&Quit"), menu=FILE, keys=("Ctrl+Q",), icon="quit", section=True),
    Spec(key="undo", title=N_("&Undo"), menu=EDIT, keys=("Ctrl+Z",), icon="undo", toolbar=True, section=True, when=When.CAN_UNDO),
    Spec(key="redo", title=N_("&Redo"), menu=EDIT, keys=("Ctrl+Y", "Ctrl+Shift+Z"), icon="redo", toolbar=True, when=When.CAN_REDO),
    Spec(key="cut", title=N_("Cu&t"), menu=EDIT, keys=("Ctrl+X",), icon="cut", section=True, when=_TASKS, tip=N_("Cut the selected cells, or the tasks of whole rows")),
    Spec(key="copy", title=N_("&Copy"), menu=EDIT, keys=("Ctrl+C",), icon="copy", tip=N_("Copy the selected cells for a spreadsheet, or the tasks of whole rows")),
    Spec(key="paste", title=N_("&Paste"), menu=EDIT, keys=("Ctrl+V",), icon="paste", tip=N_("Paste cells or tasks; lists of other programs become tasks")),
    Spec(key="fill_down", title=N_("&Fill Down"), menu=EDIT, keys=("Ctrl+D",), icon="fill-down", when=_TASKS, section=True, tip=N_("Give the selected cells what stands in the first of them")),
    Spec(key="clear_cells", title=N_("Clear C&ells"), menu=EDIT, keys=("Ctrl+Del",), when=_TASKS, tip=N_("Empty the selected cells")),
    Spec(key="delete_tasks", title=N_("&Delete Tasks"), menu=EDIT, keys=("Del",), icon="delete", when=_TASKS, tip=N_("Delete the selected tasks with all below them")),
    Spec(key="select_all", title=N_("Select &All"), menu=EDIT, keys=("Ctrl+A",), when=When.HAS_TASKS),
    Spec(key="find_text", title=N_("F&ind…"), menu=EDIT, keys=("Ctrl+F",), icon="find", section=True, when=When.HAS_TASKS, tip=N_("Look for a text in the columns shown")),
    Spec(key="replace_text", title=N_("Rep&lace…"), menu=EDIT, keys=("Ctrl+H",), when=When.HAS_TASKS, tip=N_("Replace a text in the columns shown")),
    Spec(key="find_next", title=N_("Find &Next"), menu=EDIT, keys=("Shift+F4",), when=When.HAS_TASKS, tip=N_("Go to the next place of the text looked for last")),
    Spec(key="find_previous", title=N_("Find Pre&vious"), menu=EDIT, keys=("Ctrl+Shift+F4",), when=When.HAS_TASKS, tip=N_("Go to the previous place of the text looked for last")),
    Spec(key="go_to", title=N_("&Go To…"), menu=EDIT, keys=("Ctrl+G", "F5"), icon="go-to", section=True, when=When.HAS_TASKS, tip=N_("Jump to a task by its row or name, or to a day")),
    Spec(key="more_filters", title=N_("&More Filters…"), menu=f"{VIEW}/{FILTER_MENU}", icon="filter", when=When.HAS_TASKS, tip=N_("Make a filter of your own, or change one")),
    Spec(key="filter_column", title=N_("Filter by &Column…"), menu=f"{VIEW}/{FILTER_MENU}", keys=("Alt+Down",), when=When.HAS_TASKS, tip=N_("Choose among the values of the current column")),
    Spec(key="search_tasks", title=N_("Filter by &Text"), menu=f"{VIEW}/{FILTER_MENU}", keys=("Ctrl+Shift+F",), icon="find", tip=N_("Type what the tasks shown have to hold")),
    Spec(key="mark_only", title=N_("&Highlight Only"), menu=f"{VIEW}/{FILTER_MENU}", checkable=True, section=True, tip=N_("Show all tasks and mark those that pass")),
    Spec(key="with_summaries", title=N_("Show &Summary Tasks"), menu=f"{VIEW}/{FILTER_MENU}", checkable=True, tip=N_("Show the summary tasks above the tasks that pass")),
    Spec(key="apply_again", title=N_("&Apply Again"), menu=f"{VIEW}/{FILTER_MENU}", keys=("Ctrl+F3",), icon="reschedule", section=True, tip=N_("Filter, group and sort by the values there are now")),
    Spec(key="show_all_tasks", title=N_("Show A&ll Tasks"), menu=f"{VIEW}/{FILTER_MENU}", keys=("F3",), icon="remove", tip=N_("Take every filter back")),
    Spec(key="keep_hierarchy", title=N_("Keep the &Outline in Groups"), menu=f"{VIEW}/{GROUP_MENU}", checkable=True, section=True, tip=N_("Show summary tasks inside the groups, with what of theirs is in the group")),
    Spec(key="more_groups", title=N_("&More Groups…"), menu=f"{VIEW}/{GROUP_MENU}", when=When.HAS_TASKS, tip=N_("Group by up to three fields")),
    Spec(key="more_sorts", title=N_("&More…"), menu=f"{VIEW}/{SORT_MENU}", when=When.HAS_TASKS, tip=N_("Sort by up to three fields, for now or for good")),
    Spec(key="reset_sort", title=N_("&Reset Sort and Group"), menu=f"{VIEW}/{SORT_MENU}", keys=("Shift+F3",), tip=N_("Show the rows as the plan has them, neither sorted nor grouped")),
    Spec(key="zoom_in", title=N_("Zoom &In"), menu=VIEW, keys=("Ctrl++", "Ctrl+=", "Ctrl+/"), icon="zoom-in", toolbar=True, section=True, tip=N_("Show less time, larger")),
    Spec(key="zoom_out", title=N_("Zoom &Out"), menu=VIEW, keys=("Ctrl+-", "Ctrl+*"), icon="zoom-out", toolbar=True, tip=N_("Show more time, smaller")),
    Spec(key="zoom_fit", title=N_("&Fit Plan"), menu=VIEW, keys=("Ctrl+0",), icon="zoom-fit", toolbar=True, tip=N_("Zoom to the entire plan in the width of the chart")),
    Spec(key="zoom_selection", title=N_("Fit &Selection"), menu=VIEW, when=_TASKS, tip=N_("Zoom to the selected tasks in the width of the chart")),
    Spec(key="scroll_to_task", title=N_("Scroll to Tas&k"), menu=VIEW, keys=("Ctrl+Shift+F5",), icon="scroll-to-task", toolbar=True, when=_TASKS, tip=N_("Bring the bar of the selected task into view")),
    Spec(key="go_to_today", title=N_("Scroll to &Today"), menu=VIEW, keys=("Ctrl+;",), icon="today", tip=N_("Bring today into view")),
    Spec(key="go_to_start", title=N_("Scroll to the Beginning"), menu=VIEW, keys=("Alt+Home",), tip=N_("Bring the start of the plan into view")),
    Spec(key="go_to_end", title=N_("Scroll to the End"), menu=VIEW, keys=("Alt+End",), tip=N_("Bring the finish of the plan into view")),
    Spec(key="expand_all", title=N_("&Expand All"), menu=VIEW, keys=("Alt+Shift+*", "Alt+Shift+8"), icon="expand-all", section=True, tip=N_("Show all tasks")),
    Spec(key="collapse_all", title=N_("&Collapse All"), menu=VIEW, icon="collapse-all", tip=N_("Show the first outline level only")),
    Spec(key="level_1", title=N_("Level &1"), menu=f"{VIEW}/{LEVELS_MENU}"),
    Spec(key="level_2", title=N_("Level &2"), menu=f"{VIEW}/{LEVELS_MENU}"),
    Spec(key="level_3", title=N_("Level &3"), menu=f"{VIEW}/{LEVELS_MENU}"),
    Spec(key="level_4", title=N_("Level &4"), menu=f"{VIEW}/{LEVELS_MENU}"),
    Spec(key="insert_column", title=N_("&Insert Column…"), menu=f"{VIEW}/{TABLE_MENU}", keys=("Alt+F3",), icon="columns", section=True, tip=N_("Add a column beside the current one, found by typing")),
    Spec(key="save_table", title=N_("&Save as Table…"), menu=f"{VIEW}/{TABLE_MENU}", tip=N_("Keep the columns as they are under a name")),
    Spec(key="reset_columns", title=N_("&Usual Columns"), menu=f"{VIEW}/{TABLE_MENU}", tip=N_("Show the usual columns in their usual widths")),
    Spec(key="show_critical", title=N_("C&ritical Path"), menu=VIEW, icon="critical", toolbar=True, section=True, checkable=True, tip=N_("Mark the tasks that move the finish when they slip")),
    Spec(key="show_slack", title=N_("Sl&ack"), menu=VIEW, icon="slack", checkable=True, tip=N_("Show how far tasks can slip")),
    Spec(key="show_progress_line", title=N_("Progress Line"), menu=VIEW, checkable=True, tip=N_("Show with a line how far tasks are ahead of the status date, or of today, or behind")),
    Spec(key="show_baseline", title=N_("&Baseline"), menu=VIEW, icon="baseline", checkable=True, tip=N_("Show what was planned when the baseline was set")),
    Spec(key="show_resources", title=N_("Resource &Loading"), menu=VIEW, keys=("Shift+F6",), icon="resource-pane", toolbar=True, section=True, checkable=True, tip=N_("Show below the chart who is loaded how much")),
    Spec(key="show_inspector", title=N_("Task I&nspector"), menu=VIEW, icon="task-information", toolbar=True, checkable=True, tip=N_("Show all about the selected tasks beside the plan")),
    Spec(key="show_history", title=N_("Undo Histor&y"), menu=VIEW, icon="recent", checkable=True, tip=N_("Show what was done step by step, and go back to any of them")),
    Spec(key="task_usage", title=N_("&Task Usage"), menu=f"{VIEW}/{PANE_MENU}", tip=N_("Show below the chart how much is worked on each task when")),
    Spec(key="resource_usage", title=N_("&Resource Usage"), menu=f"{VIEW}/{PANE_MENU}", tip=N_("Show below the chart how much each resource works when")),
    Spec(key="next_overload", title=N_("Ne&xt Over-allocation"), menu=VIEW, keys=("F8",), icon="next", tip=N_("Go to where somebody is loaded beyond capacity")),
    Spec(key="next_pane", title=N_("Next &Pane"), menu=VIEW, keys=("F6",), tip=N_("Go from the table to the chart, to the pane below, to the inspector, and back")),
    Spec(key="theme_system", title=N_("As the &System"), menu=f"{VIEW}/{THEME_MENU}", icon="system", checkable=True, group="theme"),
    Spec(key="theme_light", title=N_("&Light"), menu=f"{VIEW}/{THEME_MENU}", icon="light", checkable=True, group="theme"),
    Spec(key="theme_dark", title=N_("&Dark"), menu=f"{VIEW}/{THEME_MENU}", icon="dark", checkable=True, group="theme"),
    Spec(key="theme_contrast", title=N_("High &Contrast"), menu=f"{VIEW}/{THEME_MENU}", icon="contrast", checkable=True, group="theme"),
    Spec(key="bar_styles", title=N_("&Bar Styles…"), menu=FORMAT, icon="bar-styles", tip=N_("Choose texts, colours and marks of bars")),
    Spec(key="time_scale", title=N_("&Timescale…"), menu=FORMAT, tip=N_("Choose the tiers above the chart and what is shaded")),
    Spec(key="colours_kind", title=N_("By &Kind"), menu=f"{FORMAT}/{COLOURS_MENU}", checkable=True, group="colours"),
    Spec(key="colours_resource", title=N_("By &Resource"), menu=f"{FORMAT}/{COLOURS_MENU}", checkable=True, group="colours"),
    Spec(key="colours_phase", title=N_("By &Phase"), menu=f"{FORMAT}/{COLOURS_MENU}", checkable=True, group="colours"),
    Spec(key="colours_status", title=N_("By &Status"), menu=f"{FORMAT}/{COLOURS_MENU}", checkable=True, group="colours"),
    Spec(key="bar_colour_0", title=N_("&As the Others"), menu=f"{FORMAT}/{TASK_COLOUR_MENU}", when=_TASKS),
    Spec(key="bar_colour_1", title=N_("&Blue"), menu=f"{FORMAT}/{TASK_COLOUR_MENU}", when=_TASKS),
    Spec(key="bar_colour_2", title=N_("&Orange"), menu=f"{FORMAT}/{TASK_COLOUR_MENU}", when=_TASKS),
    Spec(key="bar_colour_3", title=N_("&Green"), menu=f"{FORMAT}/{TASK_COLOUR_MENU}", when=_TASKS),
    Spec(key="bar_colour_4", title=N_("&Pink"), menu=f"{FORMAT}/{TASK_COLOUR_MENU}", when=_TASKS),
    Spec(key="bar_colour_5", title=N_("&Sky"), menu=f"{FORMAT}/{TASK_COLOUR_MENU}", when=_TASKS),
    Spec(key="bar_colour_6", title=N_("&Yellow"), menu=f"{FORMAT}/{TASK_COLOUR_MENU}", when=_TASKS),
    Spec(key="bar_colour_7", title=N_("Gr&ey"), menu=f"{FORMAT}/{TASK_COLOUR_MENU}", when=_TASKS),
    Spec(key="path_predecessors", title=N_("&Predecessors"), menu=f"{FORMAT}/{PATH_MENU}", checkable=True, tip=N_("Make all that comes before the selected tasks stand out")),
    Spec(key="path_driving", title=N_("&Driving Predecessors"), menu=f"{FORMAT}/{PATH_MENU}", checkable=True, tip=N_("Make what sets the start of the selected tasks stand out")),
    Spec(key="path_successors", title=N_("&Successors"), menu=f"{FORMAT}/{PATH_MENU}", checkable=True, tip=N_("Make all that comes after the selected tasks stand out")),
    Spec(key="path_driven", title=N_("D&riven Successors"), menu=f"{FORMAT}/{PATH_MENU}", checkable=True, tip=N_("Make the tasks stand out whose start the selected ones set")),
    Spec(key="insert_task", title=N_("&Insert Task"), menu=TASK, icon="insert-task", toolbar=True, section=True, keys=("Ins",), tip=N_("Add a task above the selected one")),
    Spec(key="insert_below", title=N_("Insert Task &Below"), menu=TASK, keys=("Ctrl+Return",), tip=N_("Add a task below the selected one, at its level")),
    Spec(key="insert_milestone", title=N_("Insert &Milestone"), menu=TASK, icon="insert-milestone", toolbar=True, tip=N_("Add a milestone above the selected task")),
    Spec(key="insert_recurring", title=N_("Insert &Recurring Task…"), menu=TASK, tip=N_("Add a task that is done again and again, above the selected one")),
    Spec(key="recurring_information", title=N_("Recurrin&g Task Information…"), menu=TASK, when=_TASKS, tip=N_("Change when a recurring task is done")),
    Spec(key="outdent", title=N_("&Outdent"), menu=TASK, keys=("Alt+Shift+Left",), icon="outdent", toolbar=True, section=True, when=_TASKS, tip=N_("Raise the selected tasks one outline level")),
    Spec(key="indent", title=N_("In&dent"), menu=TASK, keys=("Alt+Shift+Right",), icon="indent", toolbar=True, when=_TASKS, tip=N_("Make the selected tasks part of the task above")),
    Spec(key="move_up", title=N_("Move &Up"), menu=TASK, keys=("Alt+Shift+Up",), icon="move-up", when=_TASKS, tip=N_("Move the selected tasks before the one above")),
    Spec(key="move_down", title=N_("Move Do&wn"), menu=TASK, keys=("Alt+Shift+Down",), icon="move-down", when=_TASKS, tip=N_("Move the selected tasks behind the one below")),
    Spec(key="link", title=N_("&Link"), menu=TASK, keys=("Ctrl+F2",), icon="link", toolbar=True, section=True, when=_SEVERAL, tip=N_("Let each selected task follow the one above it")),
    Spec(key="unlink", title=N_("U&nlink"), menu=TASK, keys=("Ctrl+Shift+F2",), icon="unlink", toolbar=True, when=_TASKS, tip=N_("Remove the links of the selected tasks")),
    Spec(key="percent_0", title="&0 %", menu=f"{TASK}/{PERCENT_MENU}", when=_TASKS),
    Spec(key="percent_25", title="&25 %", menu=f"{TASK}/{PERCENT_MENU}", when=_TASKS),
    Spec(key="percent_50", title="&50 %", menu=f"{TASK}/{PERCENT_MENU}", when=_TASKS),
    Spec(key="percent_75", title="&75 %", menu=f"{TASK}/{PERCENT_MENU}", when=_TASKS),
    Spec(key="percent_100", title="&100 %", menu=f"{TASK}/{PERCENT_MENU}", when=_TASKS),
    Spec(key="split_task", title=N_("&Split Task…"), menu=TASK, icon="split", when=_TASKS, section=True, tip=N_("Interrupt the work on the selected task for a while")),
    Spec(key="split_next", title=N_("Split with th&e Mouse"), menu=TASK, icon="split", when=When.HAS_TASKS, tip=N_("Drag a bar from where it shall be interrupted to where it shall go on")),
    Spec(key="join_parts", title=N_("&Join Parts"), menu=TASK, when=_TASKS, tip=N_("Let the selected split tasks go on without pauses")),
    Spec(key="toggle_manual", title=N_("Manual / &Automatic"), menu=TASK, icon="manual", when=_TASKS, section=True, tip=N_("Set the dates by hand, or let them be computed")),
    Spec(key="toggle_active", title=N_("Acti&ve / Inactive"), menu=TASK, icon="activate", when=_TASKS, tip=N_("Keep the selected tasks in the plan without effect")),
    Spec(key="task_information", title=N_("&Task Information"), menu=TASK, keys=("Shift+F2",), icon="task-information", section=True, when=_TASKS, tip=N_("All about the selected tasks, beside the plan, to read and to edit")),
    Spec(key="hyperlink", title=N_("H&yperlink…"), menu=TASK, keys=("Ctrl+K",), icon="link", when=_TASKS, tip=N_("Link the selected task to a web page, a mail address or a file")),
    Spec(key="open_hyperlink", title=N_("Open Hyperlin&k"), menu=TASK, when=_TASKS, tip=N_("Open the link of the selected task")),
    Spec(key="why", title=N_("Why &Here?"), menu=TASK, keys=("Ctrl+Shift+W",), icon="help", when=_TASKS, tip=N_("What sets the dates of the selected task, and what would let it start earlier")),
    Spec(key="project_information", title=N_("Project &Information…"), menu=PROJECT, icon="project-information", tip=N_("Start, calendar, status date and other properties of the plan")),
    Spec(key="resources", title=N_("&Resources…"), menu=PROJECT, icon="resources", toolbar=True, section=True, keys=("Alt+F10",), tip=N_("People, machines, material and costs")),
    Spec(key="calendars", title=N_("&Calendars…"), menu=PROJECT, icon="calendars", toolbar=True, keys=("Ctrl+Shift+K",), tip=N_("Working time, holidays and shifts")),
    Spec(key="custom_fields", title=N_("Custom &Fields…"), menu=PROJECT, tip=N_("Fields of your own: names, types and values to choose from")),
    Spec(key="set_baseline", title=N_("Set &Baseline…"), menu=PROJECT, icon="set-baseline", section=True, when=When.HAS_TASKS, tip=N_("Remember the dates, work and cost of tasks as planned")),
    Spec(key="clear_baseline", title=N_("C&lear Baseline…"), menu=PROJECT, icon="clear-baseline", when=When.HAS_TASKS, tip=N_("Forget what a baseline remembers")),
    Spec(key="reschedule", title=N_("&Schedule Now"), menu=PROJECT, keys=("F9",), icon="reschedule", section=True, tip=N_("Compute all dates anew from links, constraints and calendars")),
    Spec(key="find_command", title=N_("&Find Command or Task…"), menu=HELP, keys=("Ctrl+Shift+P",), icon="find", tip=N_("Type a few letters of any command or task")),
    Spec(key="shortcuts", title=N_("&Keyboard Shortcuts…"), menu=HELP, keys=("F1", "Ctrl+?"), icon="shortcuts", tip=N_("All keys on one sheet, and how to change them")),
    Spec(key="about", title=N_("&About Gantline"), menu=HELP, icon="about", section=True),
)
# fmt: on


_RECENT = 8
"""Actions used last that are remembered."""


class Actions:
    """The actions of a window, made from the table.

    Each calls the method of its name on the first handler that has it; ``percent_50``, ``level_2`` and ``theme_dark``
    call ``percent``, ``level`` and ``theme`` with what follows.

    Attributes:
        menus: The menus by their path.
        recent: The actions used last, latest first.
    """

    def __init__(self, window: QMainWindow, handlers: Sequence[object], settled: Callable[[], bool]) -> None:
        """Make them.

        Args:
            handlers: What has the methods.
            settled: Called before each of them; says whether nothing that was typed has to be put right first.
        """
        self._made: dict[str, QAction] = {}
        self._holding = set(When)
        self.recent: tuple[str, ...] = ()
        self._specs = {spec.key: spec for spec in ACTIONS}
        self.menus: dict[str, QMenu] = {}
        groups: dict[str, QActionGroup] = {}
        bar = window.menuBar()
        for spec in ACTIONS:
            action = QAction(_(spec.title), window)
            action.setObjectName(spec.key)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setCheckable(spec.checkable)
            action.setStatusTip(_(spec.tip) if spec.tip else "")
            action.setToolTip(_tooltip(spec, action))
            if spec.group:
                group = groups.setdefault(spec.group, QActionGroup(window))
                group.addAction(action)
            action.triggered.connect(self._triggered(spec, settled, _handler(handlers, spec)))
            self._made[spec.key] = action
            menu = self._menu(bar, spec.menu)
            if spec.section and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(action)

    def __getitem__(self, key: str) -> QAction:
        return self._made[key]

    def _triggered(
        self, spec: Spec, settled: Callable[[], bool], handler: Callable[[bool], object]
    ) -> Callable[[bool], None]:
        """What an action does, all in one slot: to connect a hundred actions takes a while."""

        def run(on: bool) -> None:
            if done_in_field(spec.key):
                return
            if settled() or spec.besides:
                handler(on)
                self._note(spec.key)
            elif spec.checkable:
                self._made[spec.key].setChecked(not on)

        return run

    def _note(self, key: str) -> None:
        self.recent = (key, *(one for one in self.recent if one != key))[:_RECENT]

    # -- keys

    def keys_of(self, key: str) -> list[str]:
        """The shortcuts of an action, in Qt's portable text."""
        return [one.toString(QKeySequence.SequenceFormat.PortableText) for one in self._made[key].shortcuts()]

    def give_keys(self, key: str, keys: Sequence[str]) -> None:
        """Give an action other shortcuts; whatever else answered to them does no longer."""
        wanted = [QKeySequence(one) for one in keys]
        for other, action in self._made.items():
            kept = [one for one in action.shortcuts() if one not in wanted]
            if other != key and len(kept) < len(action.shortcuts()):
                self._set_keys(other, kept)
        self._set_keys(key, wanted)

    def _set_keys(self, key: str, keys: Sequence[QKeySequence]) -> None:
        action = self._made[key]
        action.setShortcuts(keys)
        action.setToolTip(_tooltip(self._specs[key], action))

    def reset_keys(self) -> None:
        """Give every action the shortcuts it came with."""
        for spec in ACTIONS:
            self._set_keys(spec.key, [QKeySequence(one) for one in spec.keys])

    def own_keys(self) -> list[str]:
        """What the user changed: an action's key and its shortcuts, with tabs between them."""
        given = {spec.key: [QKeySequence(one) for one in spec.keys] for spec in ACTIONS}
        changed = (key for key, action in self._made.items() if action.shortcuts() != given[key])
        return ["\t".join((key, *self.keys_of(key))) for key in changed]

    def take_own_keys(self, told: Sequence[str]) -> None:
        """Take what ``own_keys`` gave; actions that are no more are left out."""
        for one in told:
            key, *keys = one.split("\t")
            if key in self._made:
                self._set_keys(key, [QKeySequence(each) for each in keys])

    # -- menus

    def _menu(self, bar: QMenuBar, path: str) -> QMenu:
        if path not in self.menus:
            above, _slash, title = path.rpartition("/")
            owner = self._menu(bar, above) if above else bar
            self.menus[path] = owner.addMenu(_(title))
        return self.menus[path]

    def fill_toolbar(self, toolbar: QToolBar) -> None:
        """Put the actions of the toolbar into it."""
        menu = ""
        for spec in ACTIONS:
            if spec.toolbar:
                if toolbar.actions() and (spec.section or spec.menu.split("/")[0] != menu):
                    toolbar.addSeparator()
                menu = spec.menu.split("/")[0]
                toolbar.addAction(self._made[spec.key])

    def colour(self, theme: Theme) -> None:
        """Draw the icons in the theme's colours."""
        for spec in ACTIONS:
            if spec.icon:
                self._made[spec.key].setIcon(icon(spec.icon, theme))

    def enable(self, holding: set[When]) -> None:
        """Enable what can be used, given what holds now."""
        turned, self._holding = self._holding ^ holding, holding
        for spec in ACTIONS if turned else ():
            if spec.when in turned:
                self._made[spec.key].setEnabled(spec.when in holding)


def plain_title(title: str) -> str:
    """A title without the mark of its letter and the dots of a dialog."""
    return title.replace("&", "").rstrip("…")


def menu_path(spec: Spec) -> str:
    """The menus an action stands in: ``File › Export``."""
    return " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ".join(
        plain_title(_(part)) for part in spec.menu.split("/")
    )


def _tooltip(spec: Spec, action: QAction) -> str:
    title = plain_title(_(spec.title))
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return "\n".join(filter(None, [f"{title} ({keys})" if keys else title, _(spec.tip) if spec.tip else ""]))


def _handler(handlers: Sequence[object], spec: Spec) -> Callable[[bool], object]:
    name, _underscore, argument = spec.key.rpartition("_")
    if argument.isdigit():
        number = _method(handlers, name)
        return lambda _on: number(int(argument))
    if spec.group:
        choose = _method(handlers, name)
        return lambda _on: choose(argument)
    method = _method(handlers, spec.key)
    return method if spec.checkable else lambda _on: method()


def _method(handlers: Sequence[object], name: str) -> Callable[..., object]:
    return next(getattr(handler, name) for handler in handlers if hasattr(handler, name))
