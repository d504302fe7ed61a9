"""The first hour at 200 % on a dark screen: the workflows by keyboard and by mouse, in a process that starts so."""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SCREEN = {
    "name": "large",
    "x": 0,
    "y": 0,
    "width": 3200,
    "height": 2000,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}


def test_workflows_go_alike_by_hand_at_200_percent_and_dark(tmp_path):
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}))
    surroundings = {
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens.name}",
        "QT_SCALE_FACTOR": "2",
        "GANTLINE_TEST_THEME": "dark",
    }
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            HERE.parents[1],
            HERE / "test_workflows_by_hand.py",
        ],
        env=os.environ | surroundings,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
