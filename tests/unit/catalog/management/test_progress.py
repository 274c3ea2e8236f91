"""Progress in a log and in a terminal."""

import io

from catalog.management.progress import Progress


class Clock:
    """Goes on when told."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def test_a_log_gets_a_line_now_and_then_with_percent_rate_and_what_remains():
    out, clock = io.StringIO(), Clock()
    with Progress("susa-navet", out=out, clock=clock) as progress:
        for second in range(0, 61, 5):
            clock.now = second
            progress.show("fetch", 100 * second, 12_000, "elements")
    assert out.getvalue().splitlines() == [
        "susa-navet, fetching: 1500 of 12000 elements, 12 %, 100/s, about 105 s left",
        "susa-navet, fetching: 3000 of 12000 elements, 25 %, 100/s, about 90 s left",
        "susa-navet, fetching: 4500 of 12000 elements, 37 %, 100/s, about 75 s left",
        "susa-navet, fetching: 6000 of 12000 elements, 50 %, 100/s, about 60 s left",
    ]


def test_the_end_of_a_step_is_told_at_once_and_the_next_counts_anew():
    out, clock = io.StringIO(), Clock()
    with Progress("susa-navet", out=out, clock=clock) as progress:
        progress.show("fetch", 0, 10, "elements")
        clock.now = 2.0
        progress.show("fetch", 10, 10, "elements")
        progress.show("fetch", 10, 10, "elements")
        progress.show("apply", 0, 10, "elements")
        clock.now = 3.0
        progress.show("apply", 10, 10, "elements")
    assert out.getvalue().splitlines() == [
        "susa-navet, fetching: 10 of 10 elements, 100 %, 5/s",
        "susa-navet, applying: 10 of 10 elements, 100 %, 10/s",
    ]


def test_what_a_killed_run_had_fetched_does_not_count_as_speed():
    out, clock = io.StringIO(), Clock()
    with Progress("susa-navet", out=out, clock=clock) as progress:
        progress.show("fetch", 9000, 10_000, "elements")
        clock.now = 20.0
        progress.show("fetch", 9200, 10_000, "elements")
    assert "9200 of 10000 elements, 92 %, 10/s, about 80 s left" in out.getvalue()


def test_without_a_total_there_is_no_percent():
    out, clock = io.StringIO(), Clock()
    with Progress("wages", out=out, clock=clock) as progress:
        progress.show("apply", 0, 0, "elements")
        clock.now = 20.0
        progress.show("apply", 400, 0, "elements")
    assert out.getvalue() == "wages, applying: 400 elements, 20/s\n"


def test_a_terminal_gets_a_bar():
    out = Terminal()
    with Progress("susa-navet", out=out) as progress:
        progress.show("fetch", 0, 10, "elements")
        progress.show("fetch", 10, 10, "elements")
    assert "susa-navet, fetching: 100%" in out.getvalue()
    assert "10/10" in out.getvalue()


def test_silence():
    out = Terminal()
    with Progress("susa-navet", is_silent=True, out=out) as progress:
        progress.show("fetch", 10, 10, "elements")
    assert out.getvalue() == ""
