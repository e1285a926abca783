"""Options and arguments that more than one command takes."""

from pathlib import Path

import click

__all__ = [
    "EXPORT_FORMATS",
    "example",
    "glossary_option",
    "jobs_option",
    "json_option",
    "output_option",
    "workspace_option",
]

EXPORT_FORMATS = ("tmx", "tsv", "jsonl")


def example(*commands: str) -> str:
    """The closing part of a command's help: how it is called, line by line."""
    # The backspace keeps click from joining the lines.
    return "\n".join(["\b", "Example:", *(f"  {command}" for command in commands)])


workspace_option = click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder of the workspace.",
)
glossary_option = click.option(
    "--glossary",
    "-g",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Glossary: .tsv, .csv or .tbx.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    default=None,
    help="Processes to use.  [default: 1 for a small job, else the cores there are]",
)
output_option = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="File to write, at once or not at all.  [default: stdout]",
)
