"""benchmarks/called.py: what the page's own program printed is judged by its budget."""

from __future__ import annotations

from benchmarks.called import clicks

LINES = """\
Chromium 156, pyvis 0.3.2

| page | entities / facts | file | made | click | step | pan | heap |
|---|---|---|---|---|---|---|---|
| graphkit | 999 / 3,000 | 511 KiB | 1.7 s | 1113 ms | 38 ms | 48 /s | 27 MB |
| stock pyvis | 999 / 3,000 | 1,045 KiB | 0.2 s | none in 30 s | - | - | - |
| graphkit | 5,000 / 15,000 | 900 KiB | 3.7 s | 800 ms | 38 ms | 48 /s | 27 MB |
| graphkit, all | 5,000 / 15,000 |  |  | - | 38 ms | 48 /s | 27 MB |
| graphkit | 360 / 448 | 409 KiB | 0.5 s | 618 ms | 38 ms | 41 /s | 11 MB |"""


def test_clicks_by_the_size_that_was_meant() -> None:
    """Neither stock pages nor the real events are taken for a size."""
    found = list(clicks(LINES.splitlines(), [1000, 5000], 3))
    assert [(each.sample, each.facts) for each in found] == [
        ("1,000 entities", 3000),
        ("5,000 entities", 15000),
    ]
    assert [each.cost and each.cost.cpu for each in found] == [1.113, 0.8]
