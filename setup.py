"""Compiles the one module that gains much by it, where there is a C compiler; without one it runs as it stands."""

from setuptools import Extension, setup

MODULE = "gantline.app.schedule.kernel"


def extensions() -> list[Extension]:
    """The walk over a plan; its types are in kernel.pxd, which Cython finds by the module's short name only."""
    try:
        from Cython.Build import cythonize
    except ImportError:
        return []
    found = cythonize(
        Extension("kernel", ["app/schedule/kernel.py"]), include_path=["app/schedule"], build_dir="build", quiet=True
    )
    for extension in found:
        extension.name, extension.optional = MODULE, True
    return found


setup(ext_modules=extensions())
