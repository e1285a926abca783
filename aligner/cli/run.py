"""``aligner run``: two piles of pages to an aligned, checked corpus."""

import json
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import click

from aligner.bulk import dask_mapper, local_mapper
from aligner.cli import options
from aligner.cli.aligning import alignment_options
from aligner.cli.console import show
from aligner.cli.progress import progress_display
from aligner.cli.summary import summary_text
from aligner.errors import ConfigError
from aligner.pipeline import Mapper, RunOptions
from aligner.pipeline import run as run_pipeline

_LOCAL, _DASK = "local", "dask"


@click.command(
    epilog=options.example(
        "aligner run releases/source releases/target --workspace work --glossary ip_terms.tsv",
        "aligner run crawl-zh.warc.gz 'pages/en/*.html' --workspace work",
    )
)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@options.workspace_option
@options.glossary_option
@options.decisions_option
@options.threshold_option
@options.languages_option
@alignment_options
@click.option(
    "--accept-deletions",
    is_flag=True,
    help="Forget known documents whose pages are gone or damaged, even if that is more than a "
    "tenth of them.",
)
@options.jobs_option
@click.option(
    "--engine",
    type=click.Choice([_LOCAL, _DASK]),
    default=_LOCAL,
    show_default=True,
    help="Where to run: processes on this machine, or the workers of a Dask cluster.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Address of the Dask scheduler, for example tcp://host:8786.  [default: a cluster "
    "started on this machine for this run]",
)
@options.json_option
def run(  # noqa: PLR0913 - one parameter an option
    *,
    source: Path,
    target: Path,
    workspace: Path,
    glossary: Path | None,
    decisions: Path | None,
    threshold: float,
    languages: tuple[str, str] | None,
    choice: RunOptions,
    accept_deletions: bool,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Pair, align and check two collections of documents.

    SOURCE and TARGET are folders, archives (.zip, .warc), glob patterns or
    tables that list documents.  The run finds which target document translates
    which source document, and aligns each pair sentence by sentence.  The terms
    of a glossary serve as anchors of the alignment, and their translations are
    checked; after a change to the glossary all pairs are aligned again.  Everything
    is stored in the workspace.  Run the same command again to process only what has
    changed, or to complete an interrupted run.
    """
    with (
        progress_display(resumable=True) as progress,
        _mapper(engine, jobs, scheduler) as mapper,
    ):
        summary = run_pipeline(
            source,
            target,
            workspace,
            glossary=glossary,
            decisions=decisions,
            options=replace(choice, languages=languages, pair_threshold=threshold),
            accept_deletions=accept_deletions,
            progress=progress,
            mapper=mapper,
        )
    show(json.dumps(summary.as_dict(), ensure_ascii=False) if as_json else summary_text(summary))


def _mapper(engine: str, jobs: int | None, scheduler: str | None) -> AbstractContextManager[Mapper]:
    """Where the work is done."""
    if engine == _DASK:
        return dask_mapper(jobs, scheduler)
    if scheduler is not None:
        raise ConfigError("--scheduler requires --engine dask")
    return local_mapper(jobs)
