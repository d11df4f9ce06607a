"""The command line: one file a command, loaded when called. Exit status: 0, 1 (problems found) or 2 (bad input)."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from workshop_rules.cli.usage import is_chinese, told
from workshop_rules.diagnostics import DiagnosticError, nearest
from workshop_rules.errors import MissingExtraError
from workshop_rules.evaluate.evaluation import EvaluationError

_NO_COMMANDS = frozenset({"changing", "options", "output", "usage"})


_CHINESE = f"{__name__}.chinese"
"""Of a context: whether errors of usage are told in Chinese."""


_EXTRAS = {
    "cryptography": "audit",
    "durable": "live",
    "elementpath": "dmn",
    "fastexcel": "batch",
    "lxml": "dmn",
    "numpy": "batch",
    "openpyxl": "batch",
    "polars": "batch",
    "pyarrow": "batch",
    "regex": "dmn",
    "rfc8785": "audit",
    "rich": "batch",
    "ruamel": "authoring",
    "sqlalchemy": "audit",
    "xlsxwriter": "batch",
}
"""Of packages that commands import: the extra that brings them."""


class _Commands(click.Group):
    """The commands, each found by the name of its file."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click passes it)
        names = (module.name for module in iter_modules(__path__))
        return sorted(name.replace("_", "-") for name in names if name not in _NO_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        command = getattr(import_module(f"{__name__}.{name}"), name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            meant = nearest(args[0], self.list_commands(ctx))
            if meant is None:
                raise
            raise click.UsageError(f"{error.message} Did you mean '{meant}'?", ctx) from error

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 (what click has)
    ) -> click.Context:
        """As click makes it; it knows in which language errors of usage are told."""
        chinese = is_chinese(args)
        try:
            context = super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise told(error, chinese=chinese) from None
        context.meta[_CHINESE] = chinese
        return context

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; bad input becomes a message and exit status 2."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise told(error, chinese=ctx.meta[_CHINESE]) from None
        except DiagnosticError as error:
            click.echo(str(error), err=True)
        except EvaluationError as error:
            click.echo(str(error.diagnostic), err=True)
        except ModuleNotFoundError as error:
            extra = _EXTRAS.get((error.name or "").partition(".")[0])
            if extra is None:
                raise
            click.echo(str(MissingExtraError(extra, f"`{ctx.invoked_subcommand}`")), err=True)
        return ctx.exit(2)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="workshop-rules", prog_name="workshop-rules")
def commands() -> None:
    """Decide cases by policy documents, and explain every verdict down to the clause.

    \b
    Examples:
      workshop-rules packs
      workshop-rules decide ordos_2013 mentor candidate.yaml
      workshop-rules decide ordos_2013 mentor candidate.yaml --lang en --format markdown
      workshop-rules check ./policies/my_city
      workshop-rules test
    """


def main() -> None:
    """The entry point: UTF-8 out, whatever the machine's locale says; names of files may be no Unicode."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    commands(prog_name="workshop-rules")
