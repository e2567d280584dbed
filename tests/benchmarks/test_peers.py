"""benchmarks/peers.py: what is not installed is missing, and is never taken for installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.measuring import Absent
from benchmarks.peers import PEERS, Environments, main
from benchmarks.stages import need


def test_nothing_is_there(tmp_path: Path) -> None:
    """Each peer is named, and the error says how it is installed."""
    environments = Environments(tmp_path)
    assert environments.missing() == list(PEERS)
    assert environments.version("linkml") == "linkml missing"
    with pytest.raises(Absent, match=r"missing: python benchmarks/peers\.py linkml"):
        need(environments.program("linkml", "linkml"), "linkml")


def test_an_installation_cut_short_is_none(tmp_path: Path) -> None:
    """What marks an environment as whole is written last."""
    python = tmp_path / "linkml" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    environments = Environments(tmp_path)
    assert environments.program("linkml") is None
    (tmp_path / "linkml" / "installed.txt").write_text("linkml 1.0", encoding="utf-8")
    assert environments.program("linkml") == python
    assert environments.program("linkml", "rdfpipe") is None
    assert environments.version("linkml") == "linkml 1.0"
    assert need(python, "linkml") == python


def test_what_cannot_be_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the reason that pip gave, and the program fails."""
    monkeypatch.setattr(peers, "_run", lambda *command: "no such package" * ("pip" in command))
    monkeypatch.setattr("sys.argv", ["peers.py", "--folder", str(tmp_path), "ruamel"])
    with pytest.raises(SystemExit, match="missing: ruamel"):
        main()
    assert capsys.readouterr().out == "ruamel: missing: no such package (reading YAML)\n"


def test_unknown_names_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is installed."""
    monkeypatch.setattr("sys.argv", ["peers.py", "rumael"])
    with pytest.raises(SystemExit):
        main()
    assert "no peer is called rumael: there are ruamel, " in capsys.readouterr().err
