"""Side by side or one after another: the same results, and errors that are told."""

import pytest
import torch

from shape_diff.machine.across_cores import across_cores


def scaled(factor: torch.Tensor, job: int) -> tuple[torch.Tensor, int]:
    return factor * job, torch.get_num_threads()


def refusing(_: None, job: int) -> int:
    if job == 1:
        raise ValueError("not this one")
    return job


@pytest.mark.parametrize("cores", [1, 2])
def test_every_job_is_done_with_one_thread(cores: int) -> None:
    threads = torch.get_num_threads()
    results = dict(across_cores(scaled, torch.tensor([1.0, 2.0]), [5, 6, 7], "scaling", cores))
    assert sorted(results) == [0, 1, 2]
    for number, (vector, used) in results.items():
        assert torch.equal(vector, (5.0 + number) * torch.tensor([1.0, 2.0]))
        assert used == 1
    assert torch.get_num_threads() == threads


def test_an_error_in_a_process_is_raised_here_with_its_words() -> None:
    with pytest.raises(ChildProcessError, match="refusals: ValueError: not this one"):
        list(across_cores(refusing, None, [0, 1, 2], "refusals", cores=2))


def test_no_jobs_are_no_work() -> None:
    assert list(across_cores(refusing, None, [], "nothing")) == []
