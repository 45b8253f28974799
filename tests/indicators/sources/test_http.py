"""The client: wait for what passes, say what doesn't, bring nothing by half."""

from __future__ import annotations

import gzip
import hashlib

import pytest

from indicators.sources.errors import (
    AnswerError,
    BusyError,
    CutOffError,
    DownError,
    ElsewhereError,
    ForbiddenError,
    MissingError,
    RefusedError,
    SlowError,
    SourceError,
    SourceOffError,
    TooBigError,
    UnreachableError,
    WrongContentError,
)
from indicators.sources.http import Web
from indicators.sources.outgoing import SCB, SKOLVERKET, Clock, Outgoing
from indicators.sources.pace import Pace
from indicators.texts import use_language
from tests.indicators.sources.service import Reply

FINE = Reply({"value": 1})
HTML = Reply(b"<!DOCTYPE html><title>Driftstopp</title>", type="text/html")


@pytest.fixture(autouse=True)
def fine(service):
    service.route = lambda asked: FINE


def ask(outgoing, path="/x"):
    with Web(SCB, outgoing, "tabell TAB1") as web:
        return web.get(path)


def test_the_answer_is_kept_as_it_came_with_its_checksum(service):
    service.route = lambda asked: Reply(b'{"a": 1.50}  \n')

    data, part = ask(service.outgoing())

    assert data == {"a": 1.5}
    assert part.content == b'{"a": 1.50}  \n'
    assert part.sha256 == hashlib.sha256(part.content).hexdigest()
    assert (part.media_type, part.fetched_at.isoformat()) == (
        "application/json",
        "2026-03-01T00:00:00+00:00",
    )


def test_nothing_is_asked_until_outgoing_requests_are_turned_on(service):
    with pytest.raises(SourceOffError, match=r"avstängd.*\[outgoing\]: enabled = true"):
        ask(service.outgoing(enabled=False))

    assert not Outgoing().enabled
    assert service.asked == []


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_a_fault_that_passes_is_not_noticed(service, status):
    service.faults = [Reply(status=status), Reply(status=status)]

    assert ask(service.outgoing()).data == {"value": 1}
    assert len(service.asked) == 3
    assert service.clock.slept == [0.75, 1.5]  # longer each time


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (Reply(status=500), DownError, "svarar med fel 500.*Felet ligger hos tjänsten"),
        (Reply(status=503), DownError, "503"),
        (Reply(status=429), BusyError, "inte emot fler anrop.*Vänta några minuter"),
        (Reply({"a": [1, 2, 3]}, cut=4), CutOffError, "bröts av på vägen"),
    ],
)
def test_a_fault_that_stays_is_said_after_four_attempts(service, reply, error, words):
    service.route = lambda asked: reply

    with pytest.raises(error, match=f"databas, tabell TAB1: .*{words}"):
        ask(service.outgoing())
    assert len(service.asked) == 4


@pytest.mark.parametrize(
    ("after", "pause"),
    [("7", 7.5), ("Sun, 01 Mar 2026 00:00:09 GMT", 9.5), ("snart", 0.75), ("", 0.75)],
)
def test_the_service_says_how_long_to_wait(service, after, pause):
    service.faults = [Reply(status=429, headers={"Retry-After": after})]

    ask(service.outgoing())

    assert service.clock.slept == [pause]


def test_nobody_waits_longer_than_patience(service):
    service.faults = [Reply(status=503, headers={"Retry-After": "3600"})]

    with pytest.raises(DownError):
        ask(service.outgoing(patience=60))
    assert service.clock.slept == []


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (Reply(status=404), MissingError, "finns inte på adressen"),
        (Reply(status=410), MissingError, "410"),
        (Reply({"status": 403}, status=403), ForbiddenError, "403"),
        (Reply(b"<html>", status=403, type="text/html"), RefusedError, "brandvägg"),
        (Reply(status=406), RefusedError, "godtar inte frågan"),
        (Reply(status=204), WrongContentError, "inte data"),
        (HTML, WrongContentError, "webbsida.*driftstopp"),
        (Reply(b"<!DOCTYPE html>"), WrongContentError, "webbsida"),
        (Reply(b"{}", type="text/html"), WrongContentError, "webbsida"),
        (Reply(b'{"a": NaN}'), WrongContentError, "inte data"),
        (Reply(b'{"a": 1e999}'), WrongContentError, "inte data"),
        (Reply(b'{"a": 1, "a": 2}'), WrongContentError, "inte data"),
        (Reply('{"a": "å"}'.encode("cp1252")), WrongContentError, "inte data"),
        (Reply(b"[" * 100_000 + b"]" * 100_000), WrongContentError, "inte data"),
        (Reply(b'"' + b"x" * 2_000_000 + b'"'), TooBigError, "större än 1 MB"),
        (
            Reply(
                gzip.compress(b" " * 2_000_000), headers={"Content-Encoding": "gzip"}
            ),
            TooBigError,
            "större",
        ),
    ],
)
def test_what_will_not_pass_is_said_at_once(service, reply, error, words):
    service.route = lambda asked: reply

    with pytest.raises(error, match=words) as caught:
        ask(service.outgoing(most_bytes=1_000_000))
    assert len(service.asked) == 1
    assert caught.value.exit_code == 16
    assert "Ingenting har hämtats." in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [b'{"a": [1, 2', b'{"a": [1, 2]', b'{"a": "Alv', b'[{"a": 1}, tru', b'{"a":'],
)
def test_a_body_without_a_length_that_stops_in_the_middle_is_noticed(service, body):
    service.faults = [Reply(body, headers={"Content-Length": ""})]

    assert ask(service.outgoing()).data == {"value": 1}
    assert len(service.asked) == 2


def test_a_byte_order_mark_does_no_harm(service):
    service.route = lambda asked: Reply(b'\xef\xbb\xbf{"a": 1}')

    assert ask(service.outgoing()).data == {"a": 1}


def test_a_slow_service_is_given_up(service):
    service.route = lambda asked: Reply(FINE.body, slow=0.2)

    with pytest.raises(SlowError, match="långsam just nu"):
        ask(service.outgoing(timeout=0.05, attempts=2))
    assert len(service.asked) == 2


def test_an_answer_that_drips_is_given_up_when_patience_ends(service):
    service.route = lambda asked: Reply(FINE.body, slow=0.2)

    with pytest.raises(SlowError):
        ask(service.outgoing(clock=Clock(), patience=0.1))
    assert len(service.asked) == 1


def test_a_service_that_is_not_there_is_named(service):
    nowhere = {"scb": "http://127.0.0.1:9"}

    with pytest.raises(
        UnreachableError, match=r"inte att nå 127\.0\.0\.1.*brandväggen"
    ):
        ask(service.outgoing(base_urls=nowhere))


def test_a_redirect_within_the_service_is_followed(service):
    service.faults = [Reply(status=301, headers={"Location": "/flyttad"})]

    assert ask(service.outgoing()).data == {"value": 1}
    assert service.paths == ["/x", "/flyttad"]


@pytest.mark.parametrize(
    "place",
    ["http://localhost:1/", "https://127.0.0.1/", "//ond.example/", "file:///x"],
)
def test_a_redirect_to_somebody_else_is_not_followed(service, place):
    service.faults = [Reply(status=302, headers={"Location": place})]

    with pytest.raises(ElsewhereError, match="Den följs inte"):
        ask(service.outgoing())
    assert len(service.asked) == 1


def test_a_redirect_in_circles_ends(service):
    service.route = lambda asked: Reply(status=302, headers={"Location": "/x"})

    with pytest.raises(ElsewhereError):
        ask(service.outgoing())


def test_a_question_that_would_lose_its_body_on_the_way_is_not_sent_on(service):
    service.faults = [Reply(status=302, headers={"Location": "/y"})]

    with Web(SCB, service.outgoing()) as web, pytest.raises(ElsewhereError):
        web.post("/x", {})


def test_the_proxy_of_the_environment_is_not_used(service, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

    assert ask(service.outgoing()).data == {"value": 1}


def test_the_pace_is_kept_by_all_who_ask(service):
    outgoing, moments = service.outgoing(), []
    service.route = lambda asked: moments.append(service.clock.seconds) or FINE
    for _half in range(2):
        with Web(SKOLVERKET, outgoing) as web:
            for _turn in range(14):
                web.get("/x")

    windows = zip(moments, moments[10:], strict=False)
    assert all(later - earlier > 10 for earlier, later in windows)
    assert service.clock.seconds == 22


def test_the_pace_holds_nobody_who_has_waited():
    pace = Pace(2, 10)

    assert [pace.reserve(now) for now in (0, 1, 2, 3, 30)] == [0, 0, 8, 8, 0]


def test_whoever_asks_can_stop_before_the_next_call(service):
    class StoppedError(Exception):
        pass

    def stop():
        raise StoppedError

    with pytest.raises(StoppedError):
        ask(service.outgoing(before_call=stop))
    assert service.asked == []


@pytest.mark.parametrize("url", ["ftp://x", "//x", "http://a@b/", "http://x/?q", ""])
def test_an_address_must_be_one_of_the_web(url):
    with pytest.raises(ValueError, match="address"):
        Outgoing(base_urls={"scb": url}).base_url(SCB)


def test_every_error_is_in_the_tree_and_in_its_drawing():
    from indicators.sources import errors

    kinds = {name for name in vars(errors) if name.endswith("Error")} - {
        "LagesbildError"
    }
    assert all(issubclass(vars(errors)[name], SourceError) for name in kinds)
    assert all(name in errors.__doc__ for name in kinds)
    assert issubclass(CutOffError, AnswerError)


def test_the_service_is_named_in_english_too(service):
    service.route = lambda asked: Reply(status=404)
    use_language("en")
    try:
        with pytest.raises(MissingError, match=r"^Statistics Sweden's database, "):
            ask(service.outgoing())
    finally:
        use_language("sv")
