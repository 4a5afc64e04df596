"""Comparisons that a process has worked out: each once, however many ask for it, and the long ones beside the requests."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

from django.db import connections

_Key = TypeVar("_Key", bound=Hashable)
_Found = TypeVar("_Found")


class Comparisons(Generic[_Key, _Found]):
    """The latest `most` comparisons. `about` says which texts a key compares: a new decision about them makes a new key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[_Key, Future[_Found]] = OrderedDict()
        self._latest: dict[Hashable, tuple[_Key, _Found]] = {}
        self._wanted: dict[Hashable, _Key] = {}
        self._lock, self._turn = Lock(), Lock()

    def get(self, key: _Key, about: Hashable, work: Callable[[], _Found]) -> _Found:
        """What `work` finds: in this thread, unless it is there or another one is at it. Raises what it raises."""
        held, is_new = self._claim(key, about)
        if is_new:
            self._carry_out(key, about, held, work)
        return held.result()

    def at_hand(self, key: _Key, about: Hashable, work: Callable[[], _Found]) -> tuple[_Found | None, bool]:
        """What is there, without waiting, and whether it is the answer: if not, what was last found about the same texts (None:
        nothing), while `work` goes on in a thread of its own.
        """
        held, is_new = self._claim(key, about)
        if is_new:
            Thread(target=self._beside, args=(key, about, held, work), name="comparing", daemon=True).start()
        if held.done() and not held.exception():
            return held.result(), True
        with self._lock:
            _, found = self._latest.get(about, (None, None))
        return found, False

    def _claim(self, key: _Key, about: Hashable) -> tuple[Future[_Found], bool]:
        with self._lock:
            self._wanted[about] = key
            is_new = key not in self._held
            held = self._held.setdefault(key, Future())
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._forget(next(iter(self._held)))
            return held, is_new

    def _forget(self, key: _Key) -> None:
        self._held.pop(key, None)
        self._latest = {about: one for about, one in self._latest.items() if one[0] != key}

    def _beside(self, key: _Key, about: Hashable, held: Future[_Found], work: Callable[[], _Found]) -> None:
        try:
            with self._turn:  # one at a time: each takes all cores, and much memory
                if self._wanted.get(about) == key:
                    self._carry_out(key, about, held, work)
                else:  # decided upon again meanwhile
                    self._drop(key, held, LookupError())
        finally:
            connections.close_all()
        if error := held.exception():
            logging.getLogger(__name__).warning("a comparison was not worked out: %r", error)

    def _carry_out(
        self, key: _Key, about: Hashable, held: Future[_Found], work: Callable[[], _Found]
    ) -> None:
        try:
            found = work()
        except BaseException as error:  # noqa: BLE001 - raised again where the result is asked for
            self._drop(key, held, error)
            return
        with self._lock:
            if key in self._held:
                before, _ = self._latest.get(about, (key, None))
                self._latest[about] = key, found
                if before != key:
                    self._held.pop(before, None)
        held.set_result(found)

    def _drop(self, key: _Key, held: Future[_Found], error: BaseException) -> None:
        with self._lock:
            self._held.pop(key, None)
        held.set_exception(error)
