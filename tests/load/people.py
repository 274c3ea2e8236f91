"""The people of `make load`, for locust: a steady stream, and a crowd that starts at once.

locust -f tests/load/people.py --headless --class-picker …   (`tests.load.run` does it)
"""

import time
from itertools import count
from typing import Any

import gevent
from locust import HttpUser, task
from locust.exception import StopUser

from tests.load.visit import Astray, Visit
from tests.load.walk import steps_of

_numbers, _turns, _gone = count(), count(), count()


class _Person(HttpUser):
    abstract = True
    asked = 0

    def on_start(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Come as somebody new."""
        self.client.cookies.clear()
        self.visit = Visit(self.ask, next(_numbers))
        self.steps = steps_of(self.visit)

    def ask(self, *what: Any, **more: Any) -> Any:
        """One request."""
        self.asked += 1
        return self.client.request(*what, **more)

    def step(self) -> bool:
        """Take one step; False when the journey is over. Going astray is a failure of its own."""
        try:
            return next(self.steps, None) is not None
        except Astray as error:
            self.environment.events.request.fire(
                request_type="SAW", name="what was not to be seen", response_time=0,
                response_length=0, exception=error, context={},
            )  # fmt: skip
            return False


class Steady(_Person):
    """One request a second, journey after journey; a form and the page it leads to are two. People
    come a little more than a second apart, so that requests are spread over the second and each
    person is at a step of their own."""

    def wait_time(self) -> float:
        """Seconds until the next step is due."""
        return max(0.0, self.came + self.asked - time.monotonic())

    def on_start(self) -> None:
        """Come when it is one's turn."""
        people = self.environment.parsed_options.num_users or 1
        gevent.sleep(next(_turns) * (1 + 1 / people))
        super().on_start()
        self.came = time.monotonic()

    @task
    def go_on(self) -> None:
        if not self.step():
            self.begin()


class Crowd(_Person):
    """The whole journey once, without a pause."""

    @task
    def go_on(self) -> None:
        if not self.step():
            runner, people = self.environment.runner, self.environment.parsed_options.num_users
            if runner is not None and next(_gone) + 1 >= (people or 1):
                runner.quit()  # the last to go; nobody is waited for
            raise StopUser
