"""Starts Gantline from a checkout: the same as the command ``gantline``."""

from gantline.app.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
