"""The figures of `make bench` are times that were really measured, in a table that can be kept."""

from hkin.devstack.bench_postgres import copy_row, read_log
from hkin.devstack.measured import Measured, table

TWENTY = Measured("page", [number / 1000 for number in range(20, 0, -1)])


def test_half_of_the_times_are_at_most_the_median() -> None:
    assert TWENTY.percentile(50) == 0.010


def test_the_median_of_three_is_the_middle_one() -> None:
    assert Measured("page", [0.3, 0.1, 0.2]).percentile(50) == 0.2


def test_nineteen_of_twenty_are_at_most_the_95th_percentile() -> None:
    assert TWENTY.percentile(95) == 0.019


def test_the_last_percentile_is_the_longest() -> None:
    assert TWENTY.percentile(100) == 0.020


def test_a_single_time_is_every_percentile() -> None:
    assert Measured("page", [0.5]).percentile(1) == 0.5


def test_one_after_the_other_gives_as_many_as_fit_in_a_second() -> None:
    assert Measured("page", [0.25, 0.25]).per_second == 4


def test_several_at_a_time_are_counted_over_the_time_that_passed() -> None:
    assert Measured("filing", [0.4, 0.4, 0.4, 0.4], elapsed=0.4).per_second == 10


def test_the_table_is_in_milliseconds() -> None:
    assert table([TWENTY]).splitlines()[-1] == "| page |    20 |   10.0 |   19.0 |   20.0 |    95 |"


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    assert "CPU" not in table([TWENTY])


def test_work_is_for_each_time() -> None:
    assert Measured("page", [0.1, 0.1], work=(0.04, 0.004)).cells()[-2:] == ("20.0", "2.0")


def test_all_lines_of_the_table_are_equally_wide() -> None:
    lines = table([TWENTY, Measured("a page with a long name", [12.5])]).splitlines()
    assert len({len(line) for line in lines}) == 1


def test_the_log_of_pgbench_is_in_microseconds() -> None:
    assert list(read_log("0 1 1500 0 1700000000 12\n0 2 250 0 1700000000 13\n")) == [0.0015, 0.00025]


def test_a_copied_row_is_new_where_it_must_be() -> None:
    written = copy_row("outbox_letter", ["uuid", "kind"], 3)
    assert "SELECT gen_random_uuid(), kind FROM" in written
