"""What is compared: processes with one small network, and small networks with one process, all else alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from shape_diff.app.config import load_experiment
from shape_diff.diffusion.families import FAMILIES
from shape_diff.files.fingerprint import fingerprint
from shape_diff.training.tasks.denoiser.config import ExperimentConfig

PROCESSES = ("edm", "vp", "ddpm", "ve", "flow", "pfgmpp")
"""Names in `FAMILIES`, one for each way of training."""

BACKBONES: dict[str, tuple[str, ...]] = {
    "two_stream": ("network.point_dim=64", "network.latent_dim=128", "network.latents=32", "network.head_dim=32"),
    "all_points": ("network.layers=6", "network.width=128", "network.heads=4"),
    "point_voxel_unet": ("network.point_dim=32", "network.head_dim=32"),
}
"""Name in `NETWORKS` -> settings that make it small, so that minutes on a processor are thousands of clouds."""

DETERMINISTIC = ("euler", "heun", "dpmpp_2m", "unipc")
"""What every process is sampled by where nothing else is said."""

EVALUATIONS_OF_A_STEP = {"heun": 2, "edm_churn": 2, "pc": 2, "langevin": 5}
"""Of the samplers that need more than one."""


@dataclass(frozen=True)
class Training:
    """How all are trained.

    Attributes:
        minutes: of processor time.
        points: of each cloud, in training and of the samples.
        clouds: in a batch.
    """

    minutes: float
    points: int = 256
    clouds: int = 32

    def __post_init__(self) -> None:
        if not self.minutes > 0:
            raise ValueError(f"--minutes must be positive, got {self.minutes}")


@dataclass(frozen=True)
class Contender:
    """A process, a name in `FAMILIES`, and a network, a name in `BACKBONES`."""

    process: str
    backbone: str

    def experiment(self, training: Training, steps: int, data: str, out: str) -> ExperimentConfig:
        """Its settings; the run's name changes with all of them but where data and runs are kept."""
        settings = [
            f"backbone={self.backbone}",
            *BACKBONES[self.backbone],
            *FAMILIES[self.process].settings(),
            f"batches.size={training.clouds}",
            f"batches.points={training.points}",
            f"train.steps={steps}",
            f"train.warmup={min(100, steps // 10)}",
            "train.lr=2e-3",
            f"train.ema_decay={0.99 if steps < 2000 else 0.999}",
            f"train.log_every={max(1, steps // 50)}",
            "train.save_every=50",
            f"train.sample_every={steps}",
            f"sampling.points={training.points}",
            "prompts=[a wooden chair]",
        ]
        run = f"{self.process}-{self.backbone}-{fingerprint(settings)[:8]}"
        config = load_experiment([f"run={run}", f"data={data}", f"runs_folder={out}", "device=cpu", *settings])
        assert isinstance(config, ExperimentConfig)
        return config


def steps_of(sampler: str, evaluations: int) -> int:
    """Steps of a sampler that take so many evaluations of the denoiser, or one or a few less."""
    return max(1, evaluations // EVALUATIONS_OF_A_STEP.get(sampler, 1))


def samplers_of(process: str, samplers: Sequence[str]) -> list[str]:
    """That of the process's own paper first, then the others."""
    return list(dict.fromkeys([FAMILIES[process].sampler, *samplers]))
