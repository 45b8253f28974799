"""The sections of the page, each as a part with a name; every text is escaped."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from indicators.texts import _
from lagesbild.paper.code import code_svg, leads_to
from lagesbild.snapshot.identity import spaced
from lagesbild.snapshot.parts import Part, json_block
from lagesbild.snapshot.pieces import listed, mark, paragraphs, table

Content = Mapping[str, Any]


def opening(content: Content) -> str:
    """Begin with what it is, of where, and what it shows, in two sentences."""
    places = dict.fromkeys([content["municipality"], content["place"]])
    return (
        f'<header>\n<div class="kod">{code(content)}</div>\n'
        f'<p class="var">{escape(" · ".join(places))}</p>\n'
        f"<h1>{escape(content['title'])}</h1>\n{mark(content['practice'])}"
        f"{paragraphs(content['summary'], 'ingress')}"
        f"<p>{escape(content['standing'])}</p>\n{_contents(content)}</header>\n"
    )


def _contents(content: Content) -> str:
    links = [(f"omrade-{i}", one["name"]) for i, one in enumerate(content["areas"])]
    links += [
        ("kartor", _("Kartor och tabeller")),
        ("att-veta", _("Att veta om talen")),
        ("om", _("Om ögonblicksbilden")),
    ]
    items = "".join(f'<li><a href="#{at}">{escape(to)}</a></li>' for at, to in links)
    label = escape(_("Innehåll"))
    return f'<nav aria-label="{label}"><ul>{items}</ul></nav>\n'


def code(content: Content) -> str:
    """Draw the square code that leads back here, with the id for those without one."""
    svg = _drawn(leads_to(content))
    label = escape(_("Kod som leder till den frysta versionen"))
    drawn = re.sub(r"^<svg ", f'<svg role="img" aria-label="{label}" ', svg, count=1)
    return f"{drawn}<p>{escape(spaced(content['id']))}</p>"


@lru_cache(maxsize=8)
def _drawn(text: str) -> str:
    svg = code_svg(text).decode()
    size = re.search(r'<svg [^>]*?width="(\d+)" height="(\d+)"', svg)
    if size is None or "viewBox" in svg.partition(">")[0]:
        return svg
    # Without it, a smaller picture would be a part of the code.
    return svg.replace("<svg ", f'<svg viewBox="0 0 {size[1]} {size[2]}" ', 1)


def page_style(content: Content) -> str:
    """Repeat on every printed page what it is, and the code that leads back."""
    svg = re.sub(
        r'width="\d+" height="\d+"',
        'width="60" height="60"',
        _drawn(leads_to(content)),
        count=1,
    )
    picture = base64.b64encode(svg.encode()).decode()
    about = [content["municipality"], content["place"], content["title"]]
    words = " · ".join([*dict.fromkeys(about), spaced(content["id"])])
    return (
        page_foot([words, content["standing"], content["practice"]])
        + "@page { @bottom-right { "
        f'content: url("data:image/svg+xml;base64,{picture}"); }} }}'
    )


def page_foot(lines: Iterable[str]) -> str:
    """Repeat some lines at the foot of every printed page."""
    text = " \\A ".join(_css(line) for line in lines if line)
    return (
        f'@page {{ @bottom-left {{ content: "{text}"; white-space: pre-line; '
        "font: 8pt/1.3 sans-serif; text-align: left; width: 85%; } }\n"
    )


def _css(text: str) -> str:
    """Write text so that it stays one string in a style, whatever is in it."""
    return "".join(
        c if c.isalnum() or c in " .,·–-" else f"\\{ord(c):x} " for c in text
    )


def made(content: Content) -> str:
    """Say when it was made and by whom: the only part that differs between two."""
    moment = content["made"]["when"][:16].replace("T", " ")
    text = _("Fryst {when} UTC av {who}.").format(
        when=moment, who=content["made"]["who"]
    )
    block = json_block("gjord-data", content["made"])
    return f"{paragraphs([text], 'gjord')}{block}\n"


def remarks(content: Content) -> list[Part]:
    """Say what is hidden, what can't be said, what words mean, and what it rests on."""
    nothing = [_("Alla tal som finns visas.")]
    return [
        _heading("att-veta", _("Att veta om talen")),
        _remark("visas-inte", _("Det här visas inte"), content["withheld"] or nothing),
        _remark("kan-inte", _("Det här kan vi inte säga"), content["cannot_say"]),
        Part("definitioner", _definitions(content)),
        Part("klasser", _limits(content)),
        _heading("om", _("Om ögonblicksbilden")),
        _remark("indelningar", _("Områden och gränser"), content["boundaries"]),
        Part("prov", _proof(content)),
    ]


def _heading(name: str, text: str) -> Part:
    return Part(name, f'<h2 id="{name}">{escape(text)}</h2>\n')


def _remark(name: str, heading: str, sentences: Iterable[str]) -> Part:
    return Part(name, f"<h3>{escape(heading)}</h3>\n{listed(sentences)}")


def _definitions(content: Content) -> str:
    heading = escape(_("Vad orden betyder"))
    return f"<h3>{heading}</h3>\n" + "".join(
        f"<h4>{escape(one['name'])}</h4>\n<dl>"
        + "".join(
            f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>\n"
            for label, text in one["lines"]
        )
        + "</dl>\n"
        for one in content["definitions"]
    )


def _limits(content: Content) -> str:
    why = _(
        "Klassgränserna är låsta: samma färg betyder samma nivå alla år och i alla "
        "områden."
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>\n'
        for name, text in content["class_limits"]
    )
    heading = _("Kartornas klasser")
    return f"<h3>{escape(heading)}</h3>\n<p>{escape(why)}</p>\n" + table(
        heading, [_("Mått"), _("Klasser")], rows
    )


def _proof(content: Content) -> str:
    release, proof = content["release"], content["proof"]
    rests = _("Talen är de som gällde efter publicering {number}, {when} UTC.").format(
        number=release["number"], when=release["when"][:16].replace("T", " ")
    )
    sums = _("Publiceringens kontrollsumma: {hash}").format(hash=release["hash"])
    checking = _(
        "Filen bär sina egna kontrollsummor. lagesbild snapshot verify säger om något "
        "i den har ändrats eller inte stämmer med filens data, utan nät och utan annat "
        "än filen. Jämför id med papper eller arkiv."
    )
    said = [proof["text"], rests, sums, checking]
    if proof["hash"]:
        said.insert(1, _("Provets kontrollsumma: {hash}").format(hash=proof["hash"]))
    address = content.get("address")
    if address:
        said.append(_("Finns på {address}").format(address=address))
    heading = escape(_("Provet och publiceringen"))
    return f"<h3>{heading}</h3>\n{paragraphs(said)}"
