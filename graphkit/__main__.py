"""``python -m graphkit``, for where the command is not on the path."""

from graphkit.cli import main

main()
