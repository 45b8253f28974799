"""The command line: parse, call, print. Imports wait until a command needs them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from indicators.errors import LagesbildError
from indicators.texts import LANGUAGES, _, use_language

if TYPE_CHECKING:
    from lagesbild.asking import Asked

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 2 for usage, or the error's own."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    use_language(_asked_language(arguments))
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except LagesbildError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _asked_language(arguments: Sequence[str]) -> str:
    """Find `--lang` before parsing, so that the help is in that language too."""
    for flag, value in pairwise(arguments):
        if flag == "--lang":
            return value
    return next((a[7:] for a in arguments if a.startswith("--lang=")), LANGUAGES[0])


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    common.add_argument(
        "--workspace", type=Path, default=Path("data"), metavar=_("MAPP")
    )
    parser = argparse.ArgumentParser(
        prog="lagesbild",
        description=_("Lokal lägesbild: områden, mått och kartor för en kommun."),
        parents=[common],
    )
    commands = parser.add_subparsers(required=True, metavar=_("KOMMANDO"))

    def add(name: str, words: str, run: Command | None) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=words, description=words, parents=[_again()]
        )
        if run is not None:
            made.set_defaults(run=run)
        return made

    _serve_options(add("serve", _("Starta webbsidan."), _serve))
    _init_options(add("init", _("Skapa en arbetsyta för egna områden."), _init))
    _check_options(add("check", _("Läs och kontrollera en fil, spara inget."), _check))
    _publish_options(
        add(
            "publish", _("Kontrollera, skydda, repetera och publicera filer."), _publish
        )
    )
    _template_options(add("template", _("Gör en tom fil att fylla i."), _template))
    _catalogue_options(
        add("catalogue", _("Lista färdiga definitioner, eller ta in dem."), _catalogue)
    )
    add("releases", _("Lista allt som har publicerats."), _releases)
    _undo_options(add("undo", _("Ångra en publicering."), _undo))
    _audit_options(add("audit", _("Bevisa att inget litet antal syns."), _audit))
    _verify_options(add("verify", _("Kontrollera allt som är lagrat."), _verify))
    _file_option(add("backup", _("Skriv en säkerhetskopia av lagret."), _backup))
    _file_option(add("restore", _("Återställ lagret från en kopia."), _restore))
    _fetch_options(add("fetch", _("Hämta siffror eller områden från källan."), _fetch))
    _export_options(add("export", _("Skriv alla publicerade tal till CSV."), _export))
    _map_options(add("map", _("Rita en karta som html, png eller svg."), _map))
    _snapshot_options(
        add("snapshot", _("Frys en ögonblicksbild, eller läs de som finns."), None)
    )
    _kit_options(add("kit", _("Gör ett mötespaket att skriva ut."), _kit))
    return parser


def _again() -> argparse.ArgumentParser:
    """Accept the common options after the command too, without undoing those before."""
    again = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    again.add_argument("--lang", choices=LANGUAGES)
    again.add_argument("--workspace", type=Path, metavar=_("MAPP"))
    return again


def _serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8501, metavar="N")
    parser.add_argument(
        "--analyst",
        action="store_true",
        help=_("visa sidorna Uppdatera och Historik för alla som når servern"),
    )


def _init_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar=_("MAPP"))
    parser.add_argument(
        "--from",
        dest="export",
        type=Path,
        metavar=_("MAPP"),
        help=_("en export (--with-areas), i stället för --areas och det andra"),
    )
    parser.add_argument("--name", help=_("kommunens namn"))
    parser.add_argument("--areas", type=Path, help=_("fil med områden"))
    parser.add_argument("--code-column", help=_("kolumn med koder"))
    parser.set_defaults(refuse=parser.error)
    parser.add_argument("--name-column", help=_("kolumn med namn"))
    parser.add_argument("--parent-column", help=_("kolumn med nivån ovanför"))
    parser.add_argument("--vintage", default="", help=_("indelningens årgång"))
    parser.add_argument("--level", default="area", help=_("nivåns namn, t.ex. deso"))
    parser.add_argument("--layer", help=_("lager, om filen har flera"))
    parser.add_argument(
        "--repair", action="store_true", help=_("laga glapp och överlapp")
    )
    parser.add_argument(
        "--observations",
        type=Path,
        nargs="*",
        default=[],
        help=_("CSV-filer med värden; en startdefinition görs för var och en"),
    )
    parser.add_argument("--yes", action="store_true", help=_("svara ja på frågorna"))


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar=_("FIL"))
    _reading_options(parser)
    parser.add_argument("--source", help=_("vems tecken för saknade värden som gäller"))
    parser.add_argument("--json", action="store_true", help=_("svara i JSON"))


def _reading_options(parser: argparse.ArgumentParser) -> None:
    """Say how files are read where they don't show it themselves."""
    parser.add_argument("--indicator", metavar="ID", default="", help=_("måttets id"))
    parser.add_argument(
        "--sheet", metavar=_("BLAD"), default="", help=_("vilket blad i en arbetsbok")
    )
    parser.add_argument(
        "--choose",
        metavar=_("KOLUMN=VÄRDE"),
        action="append",
        default=[],
        help=_("vilka rader, där flera gäller samma område; kan skrivas flera gånger"),
    )
    parser.add_argument(
        "--columns",
        metavar=_("område=RUBRIK,…"),
        action="append",
        default=[],
        help=_(
            "vilken kolumn som är område, period, mått, grupp, täljare, nämnare eller "
            "värde; publish kommer ihåg det till nästa fil med samma namn och rubriker"
        ),
    )
    parser.add_argument(
        "--as-new", action="store_true", help=_("läs utan det som är ihågkommet")
    )


def _publish_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar=_("FIL"))
    _reading_options(parser)
    parser.add_argument("--message", required=True, help=_("varför du publicerar"))
    parser.add_argument(
        "--way",
        default="",
        choices=["coarser", "merged", "pooled", "rounded_3", "rounded_5"],
        help=_("en annan väg när skyddet kostar för mycket"),
    )
    parser.add_argument("--yes", action="store_true", help=_("svara ja på frågorna"))


def _template_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--indicator", required=True, metavar="ID")
    parser.add_argument("--out", type=Path, required=True, metavar=_("FIL"))


def _catalogue_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["list", "add"])
    parser.add_argument("indicators", nargs="*", metavar="ID", help=_("måttets id"))


def _fetch_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["scb", "kolada", "skolverket", "areas"])
    parser.add_argument("level", nargs="?", default="deso", choices=["deso", "regso"])
    parser.add_argument("--indicator", metavar="ID", help=_("måttets id"))
    parser.add_argument("--periods", nargs="*", default=[], metavar="P")
    parser.add_argument("--kommun", help=_("kommunens fyra siffror"))
    parser.add_argument("--vintage", default="2025", help=_("indelningens årgång"))
    parser.add_argument("--out", type=Path, metavar=_("FIL"))


def _undo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, help=_("varför du ångrar"))
    parser.add_argument(
        "--release", type=int, metavar="N", help=_("senaste om inget anges")
    )


def _verify_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--expect", metavar="HASH", help=_("en kontrollsumma som ska finnas kvar")
    )


def _audit_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("svara i JSON"))
    parser.add_argument(
        "--export", type=Path, metavar=_("MAPP"), help=_("en export i stället")
    )


def _file_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar=_("FIL"))


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar=_("MAPP"))
    parser.add_argument(
        "--with-areas",
        action="store_true",
        help=_("ta med områden och definitioner, för lagesbild init --from"),
    )


def _map_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--indicator", required=True, metavar="ID")
    parser.add_argument("--period", metavar="P", help=_("senaste om inget anges"))
    parser.add_argument(
        "--level", metavar=_("INDELNING"), help=_("finaste om inget anges")
    )
    parser.add_argument("--out", type=Path, required=True, metavar=_("FIL"))


def _kit_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--indicators",
        nargs="*",
        default=[],
        metavar="ID",
        help=_("vilka mått som blir kartor; ett för varje livsområde om inget anges"),
    )
    parser.add_argument(
        "--level",
        default="",
        metavar=_("INDELNING"),
        help=_("vems blad och kort; områdesgrupperna om inget anges"),
    )
    parser.add_argument("--out", type=Path, required=True, metavar=_("FIL"))


def _snapshot_options(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(required=True, metavar=_("KOMMANDO"))

    def add(name: str, words: str, run: Command) -> argparse.ArgumentParser:
        made = kinds.add_parser(name, help=words, description=words, parents=[_again()])
        made.set_defaults(run=run)
        return made

    create = add("create", _("Frys det som är publicerat nu."), _snapshot_create)
    create.add_argument("--title", required=True, help=_("rubriken"))
    create.add_argument(
        "--area", metavar=_("KOD"), help=_("område eller områdesgrupp; annars alla")
    )
    create.add_argument(
        "--out",
        type=Path,
        metavar=_("FIL"),
        help=_("html, pdf, pptx, eller zip med kartorna"),
    )
    create.add_argument(
        "--release", type=int, metavar="N", help=_("en äldre publicering")
    )
    _shown_option(create)
    add("list", _("Lista ögonblicksbilder, nyast först."), _snapshot_list)
    _file_option(
        add("verify", _("Kontrollera en fil, utan nät och lager."), _snapshot_verify)
    )
    diff = add("diff", _("Vad är nytt sedan sist, och varför?"), _snapshot_diff)
    diff.add_argument("before", metavar="A", help=_("en fil eller ett id"))
    diff.add_argument("after", metavar="B", help=_("en fil eller ett id"))
    diff.add_argument("--out", type=Path, metavar=_("FIL"), help=_("skriv som html"))
    gone = add("withdraw", _("Dra tillbaka en, med ett skäl."), _snapshot_withdraw)
    gone.add_argument("id", metavar="ID")
    gone.add_argument("--reason", required=True, help=_("varför"))
    batch = add("batch", _("Frys varje områdesgrupp."), _snapshot_batch)
    batch.add_argument("--title", required=True, help=_("rubriken"))
    batch.add_argument("--out", type=Path, required=True, metavar=_("MAPP"))
    batch.add_argument(
        "--also",
        nargs="*",
        default=[],
        choices=[".pdf", ".pptx", ".zip"],
        help=_("gör också pdf, pptx eller en zip med kartorna"),
    )
    _shown_option(batch)


def _shown_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--show",
        nargs="*",
        default=[],
        metavar=_("MÅTT[/PERIOD]"),
        help=_("alla mått, senaste perioden, om inget anges"),
    )


def _serve(options: argparse.Namespace) -> int:
    from lagesbild.commands import serve

    return serve(options.workspace, options.port, analyst=options.analyst)


def _init(options: argparse.Namespace) -> int:
    from lagesbild.catalogue import catalogue_in_short
    from lagesbild.starter import Areas, start_workspace

    if options.export is not None:
        return _init_from(options)
    if not (options.name and options.areas and options.code_column):
        options.refuse(_("ange --name, --areas och --code-column, eller --from"))
    areas = Areas(
        file=options.areas,
        code_column=options.code_column,
        name_column=options.name_column,
        parent_column=options.parent_column,
        vintage=options.vintage,
        level=options.level,
        layer=options.layer,
        repair=options.repair,
    )
    notes = start_workspace(
        options.folder, options.name, areas, options.observations, yes=options.yes
    )
    for note in [*notes, catalogue_in_short()]:
        print(note, file=sys.stderr)
    print(options.folder)
    return 0


def _init_from(options: argparse.Namespace) -> int:
    from lagesbild.moving import start_from_export

    start_from_export(options.folder, options.export)
    print(options.folder)
    return 0


def _asked(options: argparse.Namespace) -> Asked:
    from lagesbild.asking import Asked

    return Asked(
        options.indicator,
        options.sheet,
        options.choose,
        options.columns,
        options.as_new,
    )


def _check(options: argparse.Namespace) -> int:
    from lagesbild.commands import check

    return check(
        options.workspace,
        options.file,
        asked=_asked(options),
        source=options.source,
        as_json=options.json,
    )


def _publish(options: argparse.Namespace) -> int:
    from lagesbild.desk import publish_files

    return publish_files(
        options.workspace,
        options.files,
        message=options.message,
        yes=options.yes,
        asked=_asked(options),
        way=options.way,
    )


def _template(options: argparse.Namespace) -> int:
    from lagesbild.commands import write_template

    write_template(options.workspace, options.indicator, options.out)
    print(options.out)
    return 0


def _catalogue(options: argparse.Namespace) -> int:
    from lagesbild.catalogue import add_from_catalogue, list_catalogue
    from lagesbild.workspace import Workspace

    place = Workspace(options.workspace)
    if options.what == "list":
        print(list_catalogue(place.config.sectors, place.indicators))
        return 0
    written, notes = add_from_catalogue(place, options.indicators)
    for note in notes:
        print(note, file=sys.stderr)
    for path in written:
        print(path)
    return 0


def _fetch(options: argparse.Namespace) -> int:
    from lagesbild.fetching import fetch_areas_to_file, fetch_to_file
    from lagesbild.workspace import Workspace

    place = Workspace(options.workspace)
    if options.what == "areas":
        kommun = options.kommun or place.config.municipality
        path = fetch_areas_to_file(
            place, options.level, kommun, options.vintage, options.out
        )
    else:
        path = fetch_to_file(
            place, options.what, options.indicator or "", options.periods, options.out
        )
    print(path)
    return 0


def _releases(options: argparse.Namespace) -> int:
    from lagesbild.desk import list_releases

    print(list_releases(options.workspace))
    return 0


def _undo(options: argparse.Namespace) -> int:
    from lagesbild.desk import undo_release

    print(undo_release(options.workspace, options.release, options.reason))
    return 0


def _audit(options: argparse.Namespace) -> int:
    from lagesbild.desk import audit_published

    return audit_published(options.workspace, options.export, as_json=options.json)


def _verify(options: argparse.Namespace) -> int:
    from lagesbild.desk import verify_store

    print(verify_store(options.workspace, options.expect))
    return 0


def _backup(options: argparse.Namespace) -> int:
    from lagesbild.desk import backup_store

    print(backup_store(options.workspace, options.file))
    return 0


def _restore(options: argparse.Namespace) -> int:
    from lagesbild.desk import restore_store

    print(restore_store(options.workspace, options.file))
    return 0


def _export(options: argparse.Namespace) -> int:
    from lagesbild.commands import export_all

    folder, with_areas = options.folder, options.with_areas
    for path in export_all(options.workspace, folder, with_areas=with_areas):
        print(path)
    return 0


def _snapshot_create(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import create

    print(
        create(
            options.workspace,
            options.title,
            options.area,
            options.show,
            options.out,
            options.release,
        )
    )
    return 0


def _snapshot_list(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import list_all

    print(list_all(options.workspace))
    return 0


def _snapshot_verify(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import verify

    print(verify(options.file))
    return 0


def _snapshot_diff(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import difference

    print(difference(options.workspace, options.before, options.after, options.out))
    return 0


def _snapshot_withdraw(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import withdraw

    print(withdraw(options.workspace, options.id, options.reason))
    return 0


def _snapshot_batch(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import make_batch

    made = make_batch(
        options.workspace, options.title, options.show, options.out, options.also
    )
    for file in made:
        print(file)
    return 0


def _map(options: argparse.Namespace) -> int:
    from lagesbild.commands import draw_map

    draw_map(
        options.workspace,
        options.indicator,
        options.period,
        options.level,
        options.out,
    )
    print(options.out)
    return 0


def _kit(options: argparse.Namespace) -> int:
    from lagesbild.commands import print_kit

    print_kit(options.workspace, options.indicators, options.level, options.out)
    print(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
