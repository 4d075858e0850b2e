"""The networks of shape codes: what they may and may not depend on."""

import pytest
import torch
from torch import nn

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.code_encoder import CodeEncoder, CodeEncoderConfig, normalised_code
from shape_diff.networks.code_points import CodePoints, CodePointsConfig, CodeUnfolder, NearAttention, Places
from shape_diff.networks.code_scorer import CodeScorer, CodeScorerConfig
from shape_diff.networks.code_transformer import CodeTransformer, CodeTransformerConfig

ENCODER = CodeEncoderConfig(tokens=3, width=8, neighbors=20, point_dim=32, dim=32, head_dim=16, layers=1)
POINTS = CodePointsConfig(code_tokens=3, code_width=8, dim=32, layers=1, point_dim=32, blocks=2, head_dim=16)
SCORER = CodeScorerConfig(code_tokens=3, code_width=8, dim=32, layers=1, head_dim=16, text_dim=6, embedding=5)
PRIOR = CodeTransformerConfig(code_tokens=3, code_width=8, dim=32, layers=2, head_dim=16, token_dim=7, pooled_dim=6)


def awake(network: nn.Module) -> nn.Module:
    """With weights that are zero at first made random, so that everything can matter."""
    g = torch.Generator().manual_seed(3)
    for parameter in network.parameters():
        if not parameter.any():
            parameter.data = 0.3 * torch.randn(parameter.shape, generator=g)
    return network.eval()


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(0)


def clouds(points: int = 40) -> torch.Tensor:
    return 0.5 * torch.randn(2, points, 9, generator=torch.Generator().manual_seed(1))


def test_a_code_does_not_depend_on_the_order_of_points_but_on_every_one_of_them() -> None:
    encoder, x = awake(CodeEncoder(ENCODER)), clouds()
    code = encoder(x)
    assert code.shape == (2, 3, 8)
    torch.testing.assert_close(encoder(x[:, torch.randperm(40)]), code, rtol=1e-4, atol=1e-5)
    moved = x.clone()
    moved[0, :, 4] += 0.3 * torch.arange(40) / 40  # a colour, so that the same points are chosen
    assert not torch.allclose(encoder(moved)[0], code[0], atol=1e-4)
    torch.testing.assert_close(encoder(moved)[1], code[1])


def test_a_code_says_where_its_points_are_and_its_features_have_zero_mean_and_unit_variance() -> None:
    x = clouds()
    code = awake(CodeEncoder(ENCODER))(x)
    places, features = code[..., :3], code[..., 3:]
    gaps = places[:, :, None] * ENCODER.point_std - x[:, None, :, :3]
    assert gaps.norm(dim=-1).amin(dim=-1).max() < 1e-5
    torch.testing.assert_close(features.mean(dim=-1), torch.zeros(2, 3), atol=1e-5, rtol=0)
    torch.testing.assert_close(features.square().mean(dim=-1), torch.ones(2, 3), atol=1e-2, rtol=0)
    drifted = 1.7 * code + 0.2
    torch.testing.assert_close(normalised_code(drifted)[..., 3:], features, atol=1e-4, rtol=0)
    torch.testing.assert_close(normalised_code(drifted)[..., :3], drifted[..., :3])


def test_a_cloud_of_fewer_points_than_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="3 points were asked of clouds of 2"):
        CodeEncoder(ENCODER)(clouds(2))


def test_every_point_is_denoised_by_itself_and_by_its_code() -> None:
    unfolder, network = awake(CodeUnfolder(POINTS)), awake(CodePoints(POINTS))
    codes = torch.randn(2, 3, 8)
    condition = unfolder(codes)
    assert isinstance(condition, Condition)
    x, level = clouds(8), torch.tensor([0.1, -0.3])
    estimate = network(x, level, condition)
    torch.testing.assert_close(network(x[:, 3:4], level, condition), estimate[:, 3:4], rtol=1e-4, atol=1e-5)
    other = network(x, level, unfolder(codes + 0.5 * torch.randn(2, 3, 8)))
    assert not torch.allclose(other, estimate, atol=1e-3)
    assert not torch.allclose(network(x, level + 0.5, condition), estimate, atol=1e-3)


def test_what_a_point_reads_is_affine_beside_each_point_of_the_code() -> None:
    """One point of a code: what is read grows evenly with the offset, and both may move together."""
    near = awake(NearAttention(dim=8, source_dim=8, heads=2, head_dim=4))
    x, source = torch.randn(1, 1, 8).expand(1, 5, 8), torch.randn(1, 1, 8)
    offsets = torch.linspace(0, 1, 5)[None, :, None] * torch.tensor([0.3, -1.0, 2.0])
    place = torch.tensor([[[4.0, 1.0, -2.0]]])
    read = near.read(x, source, Places.of(place + offsets, place))
    steps = read.diff(dim=1)
    assert steps.norm() > 0.1
    torch.testing.assert_close(steps, steps[:, :1].expand_as(steps), rtol=1e-3, atol=1e-5)
    torch.testing.assert_close(near.read(x, source, Places.of(offsets, 0 * place)), read, rtol=1e-3, atol=1e-5)


def test_the_scorer_reads_a_code_as_a_set_and_tells_codes_and_sentences_apart() -> None:
    network = awake(CodeScorer(SCORER))
    codes, pooled = torch.randn(2, 5, 3, 8), torch.randn(2, 6)
    scores = network.scores(codes, pooled)
    assert scores.shape == (2, 5) and scores.abs().max() <= 1 + 1e-5 and scores.std(dim=1).min() > 1e-3
    torch.testing.assert_close(network.scores(codes[:, :, [2, 0, 1]], pooled), scores, rtol=1e-4, atol=1e-5)
    alone = network(codes[1, 3:4]) @ network.text(pooled[1:]).T
    torch.testing.assert_close(alone[0, 0], scores[1, 3], rtol=1e-4, atol=1e-5)
    assert not torch.allclose(network.scores(codes, -pooled), scores, atol=1e-3)


def test_the_prior_reads_words_summary_level_and_every_token() -> None:
    network = awake(CodeTransformer(PRIOR))
    told = Condition(torch.randn(2, 4, 7), torch.tensor([[True] * 4, [True, True, False, False]]), torch.randn(2, 6))
    x, level = torch.randn(2, 3, 8), torch.tensor([0.2, 0.2])
    estimate = network(x, level, told)
    assert estimate.shape == x.shape
    masked = Condition(told.tokens.clone(), told.mask, told.pooled)
    masked.tokens[1, 3] += 1.0
    torch.testing.assert_close(network(x, level, masked), estimate)  # padding is not read
    for changed in (
        Condition(told.tokens + 0.5, told.mask, told.pooled),
        Condition(told.tokens, told.mask, told.pooled + 0.5),
    ):
        assert not torch.allclose(network(x, level, changed), estimate, atol=1e-3)
    swapped = network(x[:, [1, 0, 2]], level, told)
    torch.testing.assert_close(swapped[:, [1, 0, 2]], estimate, rtol=1e-4, atol=1e-5)  # a code is a set
    beside = x.clone()
    beside[:, 0] += 1.0
    assert not torch.allclose(network(beside, level, told)[:, 1:], estimate[:, 1:], atol=1e-4)
    assert network(x, level, told.null()).isfinite().all()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: CodeEncoderConfig(dim=100), "multiple of head_dim"),
        (lambda: CodeEncoderConfig(width=4), "width must be at least 5"),
        (lambda: CodePointsConfig(blocks=0), "blocks must be at least 1"),
        (lambda: CodeScorerConfig(layers=0), "layers must be at least 1"),
        (lambda: CodeTransformerConfig(dim=70), "multiple of head_dim"),
    ],
)
def test_sizes_that_cannot_be_are_refused(make: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()  # type: ignore[operator]
