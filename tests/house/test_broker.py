"""The embedded broker: messages whole, oldest first, each to one worker, none kept."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection, Exchange, Queue
from kombu.transport import filesystem

from pbr_org import broker


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with Connection(broker.URL, transport_options={"data_folder": str(tmp_path)}) as opened:
        yield opened


def seen_by_a_reader_thread(channel: Any, queue: str) -> list[Any]:
    """What another thread gets when it takes the next message now: the message, or the error."""
    seen: list[Any] = []

    def read() -> None:
        try:
            seen.append(channel._get(queue))
        except (Empty, json.JSONDecodeError) as error:
            seen.append(type(error))

    reader = threading.Thread(target=read)
    reader.start()
    reader.join()
    return seen


def write_in_two_parts(between: Callable[[], None]) -> Callable[[Path, str], None]:
    """A `Path.write_text` that lets `between` run when half of the text is on the disk."""

    def write(path: Path, text: str) -> None:
        with path.open("w") as file:
            file.write(text[: len(text) // 2])
            file.flush()
            between()
            file.write(text[len(text) // 2 :])

    return write


def test_a_reader_never_sees_a_half_written_message(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = connection.default_channel
    during: list[Any] = []
    monkeypatch.setattr(
        Path, "write_text", write_in_two_parts(lambda: during.extend(seen_by_a_reader_thread(channel, "celery")))
    )

    channel._put("celery", {"run": 7})

    assert during == [Empty]
    assert seen_by_a_reader_thread(channel, "celery") == [{"run": 7}]


def test_control_the_stock_transport_hands_out_half_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path), "control_folder": str(tmp_path / "c")}
    during: list[Any] = []
    with Connection("filesystem://", transport_options=options) as connection:
        channel = connection.default_channel
        monkeypatch.setattr(
            filesystem, "lock", lambda file, flags: during.extend(seen_by_a_reader_thread(channel, "celery"))
        )

        channel._put("celery", {"run": 7})

    assert during == [json.JSONDecodeError]


def test_messages_come_oldest_first_and_are_not_kept(connection: Connection, tmp_path: Path) -> None:
    with connection.SimpleQueue("celery") as queue:
        for run in range(12):
            queue.put({"run": run})
        assert queue.qsize() == 12

        received = []
        for _ in range(12):
            message = queue.get(block=False)
            received.append(message.payload["run"])
            message.ack()

    assert received == list(range(12))
    assert list((tmp_path / "messages").iterdir()) == list((tmp_path / "taken").iterdir()) == []


def test_two_folders_in_one_process_each_have_their_bindings(tmp_path: Path) -> None:
    for name in ("one", "other"):
        options = {"data_folder": str(tmp_path / name)}
        with Connection(broker.URL, transport_options=options) as mine, mine.SimpleQueue("celery") as queue:
            queue.put({"folder": name})
            assert queue.get(block=False).payload == {"folder": name}


def test_each_message_goes_to_one_of_several_readers(connection: Connection, tmp_path: Path) -> None:
    sender = connection.default_channel
    for run in range(200):
        sender._put("celery", {"run": run})
    received: list[int] = []

    def drain() -> None:
        with Connection(broker.URL, transport_options={"data_folder": str(tmp_path)}) as mine:
            while (message := seen_by_a_reader_thread(mine.default_channel, "celery")[0]) is not Empty:
                received.append(message["run"])

    readers = [threading.Thread(target=drain) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert sorted(received) == list(range(200))


def test_a_queue_takes_only_its_own_messages(connection: Connection) -> None:
    channel = connection.default_channel
    channel._put("mail", {"to": "a"})

    assert channel._size("celery") == 0
    assert seen_by_a_reader_thread(channel, "celery") == [Empty]
    assert channel._purge("mail") == 1


def test_bindings_are_whole_while_they_are_written(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = connection.default_channel
    Queue("first", Exchange("runs"), routing_key="a", channel=channel).declare()
    during: list[Any] = []
    monkeypatch.setattr(Path, "write_text", write_in_two_parts(lambda: during.append(channel.get_table("runs"))))

    Queue("second", Exchange("runs"), routing_key="b", channel=channel).declare()

    assert [[row.queue for row in table] for table in during] == [["first"]]
    assert [row.queue for row in channel.get_table("runs")] == ["second", "first"]


def test_a_deleted_queue_loses_its_binding(connection: Connection) -> None:
    channel = connection.default_channel
    queue = Queue("gone", Exchange("runs"), routing_key="a", channel=channel)
    queue.declare()

    queue.delete()

    assert channel.get_table("runs") == []
