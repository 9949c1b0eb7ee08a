"""What goes wrong in `make chaos` is chance that can be repeated."""

from itertools import pairwise

import pytest

from hkin.devstack.faults import ABSENCES, plan

SEEDS = range(20)


def test_the_same_seed_gives_the_same_faults() -> None:
    assert plan(seed=7, seconds=60) == plan(seed=7, seconds=60)


def test_another_seed_gives_other_faults() -> None:
    assert plan(seed=7, seconds=60) != plan(seed=8, seconds=60)


@pytest.mark.parametrize("seed", SEEDS)
def test_within_a_minute_everything_goes_wrong_at_least_once(seed: int) -> None:
    assert {fault.what for fault in plan(seed=seed, seconds=60)} == set(ABSENCES)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_away_does_not_go_away_again(seed: int) -> None:
    faults = plan(seed=seed, seconds=120)
    for server in {fault.of for fault in faults}:
        its = [fault for fault in faults if fault.of == server]
        assert all(first.until < second.at for first, second in pairwise(its))


def test_a_redis_that_hangs_is_the_redis_that_is_killed() -> None:
    assert len({fault.of for fault in plan(seed=1, seconds=60) if "redis" in fault.what}) == 1
