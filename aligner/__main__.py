"""``python -m aligner``: the command line, where no command was installed."""

from aligner.cli.main import main

if __name__ == "__main__":
    main()
