"""For tests that need real, separate connections: threads that meet at one book, processes that die in the middle."""

import os
import sqlite3
import threading
from contextlib import contextmanager

from django.db import connection, connections


@contextmanager
def shared_book(folder):
    """A book on which other connections meet. On SQLite a file made from the test database; on PostgreSQL the test database itself.

    Inside, new threads and forked processes use it; `in_thread` runs something against it.
    """
    settings = connections["default"].settings_dict
    if connection.vendor != "sqlite":
        yield
        return
    path = str(folder / "book.sqlite3")
    with sqlite3.connect(path, isolation_level=None) as copy:
        connection.ensure_connection()
        copy.executescript("PRAGMA foreign_keys=OFF;" + "\n".join(connection.connection.iterdump()))
    copy.close()
    before = settings["NAME"]
    settings["NAME"] = path
    try:
        yield
    finally:
        settings["NAME"] = before


def in_threads(tasks):
    """Run all tasks at once, each in its own thread and connection. Returns their answers; an exception is an answer."""
    answers = [None] * len(tasks)
    gate = threading.Barrier(len(tasks))

    def run(index, task):
        try:
            connections["default"].ensure_connection()
            gate.wait()
            answers[index] = task()
        except Exception as error:
            answers[index] = error
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(index, task)) for index, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def in_thread(task):
    """Run one task in another connection and return its answer."""
    answer = in_threads([task])[0]
    if isinstance(answer, Exception):
        raise answer
    return answer


def in_process_killed_before_write(task, number):
    """Run a task in a forked process that is killed (SIGKILL) before its write statement `number`. True if it lived to the end."""
    pid = os.fork()
    if pid == 0:
        _child(task, number)
    return os.waitpid(pid, 0)[1] == 0


def _child(task, number):
    left = number

    def count(execute, sql, params, many, context):
        nonlocal left
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), 9)
        return execute(sql, params, many, context)

    status = 1
    try:
        connections["default"].connection = None  # the parent's connection is not ours, not even to close
        connections["default"].inc_thread_sharing()
        fresh = connections["default"].copy()
        connections["default"] = fresh
        with fresh.execute_wrapper(count):
            task()
        status = 0
    finally:
        os._exit(status)
