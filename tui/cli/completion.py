"""`repcue completion`: a script for a shell."""

from __future__ import annotations

import click

from tui.cli.arguments import HELP_NAMES


@click.command(context_settings=HELP_NAMES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that completes in your shell.

    It completes commands, options and ids.

    \b
    Examples:
      repcue completion bash > ~/.local/share/bash-completion/completions/repcue
      repcue completion fish > ~/.config/fish/completions/repcue.fish
      eval "$(repcue completion zsh)"      # in ~/.zshrc, after compinit
    """
    from click.shell_completion import get_completion_class  # for completion alone

    kind = get_completion_class(shell)
    assert kind is not None, "click completes each of the shells that can be chosen"
    # Straight to the output: it is a program, in which a tab is a tab.
    click.echo(kind(context.find_root().command, {}, "repcue", "_REPCUE_COMPLETE").source())
