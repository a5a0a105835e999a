"""`python -m bot`, and what the `teapoint` command calls.

A worker process imports anew whatever module the program was started with, unless that is a
`__main__` of a package: so nothing of the bot is imported here before it is called for, and
workers carry only what planning needs.
"""

import gc


def main() -> None:
    """Do what the command line says; see bot.cli."""
    gc.disable()  # what is imported stays: looking through it for rubbish takes half of the start
    from bot import cli

    gc.freeze()
    gc.enable()
    cli.main(prog_name="teapoint")


if __name__ == "__main__":
    main()
