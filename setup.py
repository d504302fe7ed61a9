"""Compiles the walk over a plan, which gains much by it, where there is a C compiler; else it runs as it stands."""

import os
from pathlib import Path
from shutil import copy2

from setuptools import Extension, setup

PACKAGE = "gantline.app.schedule.kernel"
FOLDER = Path("app/schedule/kernel")
STAGE = Path("build/cython")


def extensions() -> list[Extension]:
    """The modules that have their types in a ``.pxd`` beside them."""
    try:
        from Cython.Build import cythonize
    except ImportError:
        return []
    # Cython finds by their folders what modules take from each other, so these have to be called like the package
    stage = STAGE.joinpath(*PACKAGE.split("."))
    stage.mkdir(parents=True, exist_ok=True)
    for path in [*FOLDER.glob("*.py"), *FOLDER.glob("*.pxd")]:
        copy2(path, stage)
    names = sorted(path.stem for path in FOLDER.glob("*.pxd"))
    modules = [Extension(f"{PACKAGE}.{name}", [str(stage / f"{name}.py")]) for name in names]
    found = cythonize(modules, include_path=[str(STAGE)], quiet=True)
    for extension in found:
        extension.optional = True
        if os.name != "nt":
            extension.extra_compile_args = ["-g0"]  # what debuggers want is four fifths of the size, and time too
    return found


setup(ext_modules=extensions(), options={"build_ext": {"parallel": True}})
