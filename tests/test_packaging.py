"""The package list is complete, and a built wheel starts."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BUILDING = (".pxd", ".so", ".pyd")  # what only a build reads, and what it made for this machine


def listed_packages() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return set(settings["tool"]["setuptools"]["packages"])


def packages_in_the_tree() -> set[str]:
    folders = {
        path.parent.relative_to(ROOT)
        for top in ("app", "io", "widgets", "resources")
        for path in (ROOT / top).rglob("*.py")
    }
    return {".".join(["gantline", *folder.parts]) for folder in folders}


def test_the_package_list_is_the_tree() -> None:
    assert listed_packages() == packages_in_the_tree()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("gantline-*.whl"))


def test_the_wheel_holds_every_module_and_data_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for top in ("app", "io", "widgets", "resources"):
        for path in (ROOT / top).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix not in BUILDING:
                assert f"gantline/{path.relative_to(ROOT).as_posix()}" in names


def test_the_program_starts_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    zipfile.ZipFile(wheel).extractall(packages)
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from gantline.app import cli; print(cli.__file__); "
        "sys.exit(cli.main(sys.argv[1:]))"
    )
    sample = ROOT / "resources" / "samples" / "cloud-migration.gantline"

    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(packages), "info", str(sample)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    where, *told = done.stdout.splitlines()
    assert where.startswith(str(packages)), "the checkout was started, not the wheel"
    assert told
