"""``python -m graphkit.checks.catalogue > docs/checks.md``."""

import sys

from graphkit.checks.catalogue import render_catalogue

sys.stdout.write(render_catalogue())
