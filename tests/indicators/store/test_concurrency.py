import threading
from contextlib import closing

from indicators.errors import ReleaseError
from indicators.store import Store, open_store
from indicators.store.releases import current, newest, publish
from indicators.store.verify import verify
from tests.indicators.store.helpers import put, table
from tests.indicators.store.workers import at_once, pair, write_or_read

WRITERS, READERS, SECONDS = 2, 8, 2.0


def test_writers_and_readers_do_not_disturb_each_other(place):
    open_store(place).close()
    done = at_once(WRITERS + READERS, write_or_read, place, SECONDS, WRITERS)
    numbers = sorted(number for made in done[:WRITERS] for number in made)
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
    assert min(done[WRITERS:]) > 0
    with closing(open_store(place)) as store:
        assert verify(store).releases == len(numbers)


def publish_against_0(place, name: int) -> bool:
    with closing(open_store(place)) as store:
        try:
            publish(store, pair(str(name)), who="w", message="ny", expected=0)
        except ReleaseError:
            return False
        return True


def test_of_those_who_publish_against_the_same_state_one_wins(place):
    assert sum(at_once(4, publish_against_0, place)) == 1


def test_a_reader_sees_one_state_whatever_is_written(store: Store):
    from indicators.store.chain import chain

    put(store, a="1")
    with store.reading() as connection:
        before = chain(connection)
        put(store, a="2")
        assert chain(connection) == before
    assert newest(store)[0] == 2


def test_verifying_is_not_confused_by_what_is_published_meanwhile(store: Store):
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            put(store, a=f"{number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found = [verify(store).releases for _ in range(15)]
    finally:
        stop.set()
        writer.join()
    assert found == sorted(found)


def test_many_threads_can_share_a_store(store: Store):
    put(store, a="1")
    found: list[object] = []
    threads = [
        threading.Thread(target=lambda: found.append(current(store))) for _ in range(30)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{"a": table("1")}] * 30
