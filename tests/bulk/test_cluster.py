"""A Dask cluster gives what one process gives, whatever happens to its workers."""

import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from click.testing import CliRunner

import aligner
from aligner.bulk import cluster, dask_mapper
from aligner.bulk.cluster import _ClusterMapper
from aligner.cli.main import cli
from aligner.errors import ConfigError, InternalError, MissingExtraError
from aligner.pipeline import run
from aligner.pipeline.options import SilentProgress
from aligner.pipeline.tasks import Failure
from aligner.text import one_line
from aligner.workspace import Workspace

distributed = pytest.importorskip("distributed", reason="the extra is not installed")
psutil = pytest.importorskip("psutil", reason="comes with the extra")

if TYPE_CHECKING:
    from distributed import Client


@pytest.fixture(scope="module")
def mapper() -> Iterator[_ClusterMapper]:
    """One for all; Dask on its own would not wait for any worker to be replaced."""
    dask = pytest.importorskip("dask")
    impatient = {"distributed.deploy.lost-worker-timeout": "1ms"}
    with dask.config.set(impatient), dask_mapper(2) as opened:
        assert isinstance(opened, _ClusterMapper)
        yield opened


class Killer(SilentProgress):
    """Kills a worker with the first result of each stage."""

    def __init__(self, client: "Client") -> None:
        self.client = client
        self.stage = ""
        self.killed: list[str] = []

    def begin(self, stage: str, *, total: int, unchanged: int) -> None:  # noqa: ARG002
        self.stage = stage

    def advance(self, n: int = 1) -> None:  # noqa: ARG002
        if self.stage in {"read and split", "align"} and self.stage not in self.killed:
            self.killed.append(self.stage)
            # Asking the workers would wait for those that are just dying.
            pids = [worker.pid for worker in self.client.cluster.workers.values()]  # type: ignore[union-attr]
            with suppress(ProcessLookupError):
                os.kill(min(pid for pid in pids if pid), signal.SIGKILL)


def digest(folder: Path) -> str:
    with Workspace.open(folder) as workspace:
        return workspace.content_digest()


@pytest.mark.parametrize("count", [0, 3, 50])
def test_results_come_in_the_order_of_the_tasks(mapper: _ClusterMapper, count: int) -> None:
    assert list(mapper(one_line, (f" {n} " for n in range(count)))) == list(map(str, range(count)))


def test_tasks_are_made_when_their_turn_comes(mapper: _ClusterMapper) -> None:
    made = []

    def tasks() -> Iterator[int]:
        for n in range(100):
            made.append(n)
            yield n

    results = mapper(abs, tasks())
    next(results)
    assert len(made) < 20


def test_errors_of_a_task_come_back(mapper: _ClusterMapper) -> None:
    with pytest.raises(AttributeError):
        list(mapper(one_line, cast("list[str]", [1])))


def test_a_run_gives_the_same_bytes_though_workers_are_killed(
    mapper: _ClusterMapper,
    source_pile: Path,
    target_pile: Path,
    small_glossary: Path,
    tmp_path: Path,
) -> None:
    killer = Killer(mapper._client)
    places = (source_pile, target_pile)
    run(*places, tmp_path / "one", glossary=small_glossary)
    run(*places, tmp_path / "many", glossary=small_glossary, mapper=mapper, progress=killer)
    assert killer.killed == ["read and split", "align"]
    assert digest(tmp_path / "one") == digest(tmp_path / "many")


def test_a_task_that_kills_its_worker_fails_alone(mapper: _ClusterMapper) -> None:
    calls: list[Callable[[], int]] = [partial(abs, -n) for n in range(10)]
    calls[4] = partial(os._exit, 3)
    results = list(mapper(operator.call, calls))
    assert isinstance(results[4], Failure)
    assert results[:4] + results[5:] == [0, 1, 2, 3, 5, 6, 7, 8, 9]


def test_a_task_without_an_answer_fails_alone(
    mapper: _ClusterMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_LOOK", 0.2)
    monkeypatch.setattr(cluster, "_LONGEST", 1.0)
    results = mapper(time.sleep, [600, *[0] * 5])
    failure = cast("Failure", next(results))
    monkeypatch.setattr(cluster, "_LONGEST", 600.0)
    assert "gave no answer" in failure.message
    assert list(results) == [None] * 5


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_LOOK", 0.1)
    monkeypatch.setattr(cluster, "_PATIENCE", 2)
    settings = {
        "n_workers": 0,
        "protocol": "tcp",
        "processes": False,
        "dashboard_address": None,
        "scheduler_kwargs": {"dashboard": False, "dashboard_address": "127.0.0.1:0"},
    }
    with (
        distributed.LocalCluster(host="127.0.0.1", **settings) as empty,
        distributed.Client(empty) as client,
        pytest.raises(InternalError, match="no workers any more"),
    ):
        list(_ClusterMapper(client)(abs, [-1]))


def test_a_cluster_that_is_there_serves_the_command(
    source_pile: Path, target_pile: Path, tmp_path: Path
) -> None:
    places = [str(source_pile), str(target_pile)]
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(host="127.0.0.1", **settings) as existing:
        command = ["run", *places, "--engine", "dask", "--scheduler", existing.scheduler_address]
        result = CliRunner().invoke(cli, [*command, "-w", str(tmp_path / "many")])
        assert result.exit_code == 0, result.stderr
        with distributed.Client(existing) as client:
            assert list(_ClusterMapper(client)(abs, [-1])) == [1]
    run(source_pile, target_pile, tmp_path / "one")
    assert digest(tmp_path / "one") == digest(tmp_path / "many")


def test_only_this_run_can_use_the_scheduler_that_it_starts(mapper: _ClusterMapper) -> None:
    scheduler = mapper._client.scheduler
    assert scheduler is not None
    address = str(scheduler.address)
    assert address.startswith("tls://127.0.0.1:")
    others_key = distributed.Security.temporary()
    for there, security in (
        (address.replace("tls:", "tcp:"), None),
        (address, others_key),
    ):
        with pytest.raises((OSError, TimeoutError)):
            distributed.Client(there, timeout=3, security=security)
    assert list(mapper(abs, [-1])) == [1]


def test_nothing_can_be_reached_from_outside(mapper: _ClusterMapper) -> None:
    assert list(mapper(abs, [-1])) == [1]
    here = psutil.Process()
    listening = [
        connection.laddr.ip
        for process in (here, *here.children(recursive=True))
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert set(listening) == {"127.0.0.1"}


def test_workers_of_another_version_are_refused(
    mapper: _ClusterMapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aligner, "__version__", "999")
    with pytest.raises(ConfigError, match=r"needs aligner 999, and has '0\."):
        cluster._require_this_program(mapper._client)


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_GREETING", 0.2)
    with (
        pytest.raises(ConfigError, match="no Dask scheduler answers"),
        dask_mapper(scheduler="tcp://127.0.0.1:1"),
    ):
        pass


def test_clusters_may_follow_each_other_and_are_quiet() -> None:
    # On a busy machine they are waited for, which is told.
    program = """
import logging
from aligner.bulk import dask_mapper
logging.getLogger("aligner").setLevel(logging.ERROR)
if __name__ == "__main__":
    for _ in range(2):
        with dask_mapper(1) as mapper:
            print(list(mapper(abs, [-1])))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[1]\n[1]\n", "")


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"aligner\[dask\]"), dask_mapper():
        pass


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engine", "dask", "--scheduler", "tcp://x:1", "-j", "2"], "its own workers"),
        (["--scheduler", "tcp://x:1"], "requires --engine dask"),
    ],
)
def test_options_that_do_not_go_together(
    source_pile: Path, target_pile: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    command = ["run", str(source_pile), str(target_pile), "-w", str(tmp_path / "w"), *arguments]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 2
    assert message in result.stderr


def test_no_jobs_are_refused() -> None:
    with pytest.raises(ConfigError, match="at least one"), dask_mapper(0):
        pass
