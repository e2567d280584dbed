"""The least that a command of click takes: one with an option and a help."""

import click


@click.command()
@click.option("--output", help="File to write.")
def main(output: str) -> None:
    """Write a file."""
    click.echo(output)


main()
