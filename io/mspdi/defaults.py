"""What is written of elements that the model has no place for and a record carries nothing about.

Reading drops them where they say the same, so that a record carries only what is its own.
"""

from __future__ import annotations

PROJECT = {
    "SaveVersion": "14",
    "EditableActualCosts": "0",
    "InsertedProjectsLikeSummary": "1",
    "SpreadActualCost": "0",
    "SpreadPercentComplete": "0",
    "TaskUpdatesResource": "1",
    "FiscalYearStart": "0",
    "MoveCompletedEndsBack": "0",
    "MoveRemainingStartsBack": "0",
    "MoveRemainingStartsForward": "0",
    "MoveCompletedEndsForward": "0",
    "AutoAddNewResourcesAndTasks": "1",
    "MicrosoftProjectServerURL": "1",
    "Autolink": "0",
    "NewTaskStartDate": "0",
    "DefaultTaskEVMethod": "0",
    "ProjectExternallyEdited": "0",
    "ActualsInSync": "0",
    "RemoveFileProperties": "0",
    "AdminProject": "0",
    "OutlineCodes": "",
    "WBSMasks": "",
}

SUMMARY = {"Type": "1", "Manual": "0", "WBS": "0", "DurationFormat": "21"}
"""Of the project summary task."""

TASK = {
    "ResumeValid": "0",
    "IsSubproject": "0",
    "IsSubprojectReadOnly": "0",
}

RESOURCE = {"IsEnterprise": "0"}

ASSIGNMENT = {"HasFixedRateUnits": "1"}
