"""Starts Gantline: ``python -m gantline.app`` is the same as the command ``gantline``."""

from .cli import main

if __name__ == "__main__":
    raise SystemExit(main())
