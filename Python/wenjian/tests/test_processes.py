"""Threads, forks and signals."""

import multiprocessing
import os
import signal
import threading
import time

import pytest

import wenjian


def test_threads(index):
    wrong = []

    def count():
        for _ in range(300):
            if index.count("第一书记") != (2, 3):
                wrong.append(1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_closing_beside_calls(path):
    index = wenjian.open(path)
    ends = []

    def count():
        try:
            while True:
                index.count("第一书记")
        except ValueError:
            ends.append(1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    index.close()
    for thread in threads:
        thread.join()
    assert len(ends) == 4


def _count(index, queue):
    threads = [threading.Thread(target=index.count, args=("村",)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put(tuple(index.count("第一书记")))


def test_fork_beside_calls(index):
    context = multiprocessing.get_context("fork")
    is_over = False

    def count():
        while not is_over:
            index.count("第一书记 OR 村")

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(20):
            queue = context.SimpleQueue()
            child = context.Process(target=_count, args=(index, queue))
            child.start()
            assert queue.get() == (2, 3)
            child.join(30)
            assert child.exitcode == 0
    finally:
        is_over = True
        for thread in threads:
            thread.join()


def test_a_writer_belongs_to_its_process(path):
    with wenjian.Writer(path) as writer:
        writer.add("d.txt", "新的")
        child = os.fork()
        if child == 0:
            try:
                writer.commit()
                os._exit(1)
            except wenjian.ArgumentError:
                writer.close()
                os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
    assert writer.last_commit.documents == 4


def test_python_keeps_its_signals(index):
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE)}
    index.count("村")
    assert before == {number: signal.getsignal(number) for number in before}


@pytest.fixture(scope="module")
def long_index(tmp_path_factory):
    """One in which a query takes long."""
    path = tmp_path_factory.mktemp("long") / "Index"
    with wenjian.Writer(path) as writer:
        for number in range(60):
            writer.add(str(number), "的一是在不了有和人这中大为上个国我以要他\n" * 3000)
    with wenjian.open(path) as index:
        yield index


LONG = "(的 NEAR/1000 一) OR (是 NEAR/1000 在) OR (不 NEAR/1000 了) OR (有 NEAR/1000 和)"


def test_a_timeout(long_index):
    with pytest.raises(TimeoutError) as caught:
        long_index.count(LONG, timeout=0.001)
    assert isinstance(caught.value, wenjian.DeadlineError)


def test_a_long_call_ends_well(long_index):
    # Begun again on another thread; it gives what it would have given.
    expected = long_index.count("的 NEAR/1000 一")
    assert long_index.count("的 NEAR/1000 一", timeout=600) == expected


def test_a_signal_ends_a_call(long_index):
    class Alarm(Exception):
        pass

    def ring(number, frame):
        raise Alarm

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.07)
    try:
        with pytest.raises(Alarm):
            while True:
                long_index.search(LONG, limit=None, snippets=20)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert long_index.count("的").documents == 60


def test_calls_beside_the_main_thread_take_a_timeout(long_index):
    caught = []

    def count():
        try:
            long_index.count(LONG, timeout=0.001)
        except TimeoutError:
            caught.append(1)

    thread = threading.Thread(target=count)
    thread.start()
    thread.join()
    assert caught
