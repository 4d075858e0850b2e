"""Every kind of the catalogue: closed, standing, thick enough, varied, the same again, told truly."""

import os
import zlib

import numpy as np
import pytest
from procedural_checks import false_words, is_closed, thickness

from shape_diff.data.procedural.palette import MATERIALS, PALETTE
from shape_diff.data.procedural.registry import build_shape, catalogue, draw_shape
from shape_diff.data.procedural.surface import sample_assembly

SEEDS = 6
THINNEST = 0.0195
MOST_FACES = 12_000
NAMES = list(catalogue())
# Long test runs check all kinds; others a third of them, by their names, so that all come up in a few themes' time.
SHARE = int(os.environ.get("CATALOGUE_SHARE", "3"))
TESTED = [name for name in NAMES if zlib.crc32(name.encode()) % SHARE == 0]


def test_the_catalogue_has_everyday_themes():
    assert {"furniture", "kitchen"} <= {entry.theme for entry in catalogue().values()}
    assert all(name == name.lower() and entry.name == name for name, entry in catalogue().items())


@pytest.fixture(scope="module", params=TESTED)
def kind(request):
    return catalogue()[request.param]


@pytest.fixture(scope="module")
def built(kind):
    return [build_shape(kind, seed) for seed in range(SEEDS)]


def test_surfaces_are_closed_and_stand_upright(built):
    for one in built:
        assembly = one.assembly
        assert is_closed(assembly), one.id
        assert 4 <= len(assembly.faces) <= MOST_FACES, one.id
        low, high = assembly.vertices.min(axis=0), assembly.vertices.max(axis=0)
        a, b, c = np.moveaxis(assembly.triangles - low, 1, 0)
        volume = np.einsum("ij,ij->", a, np.cross(b, c)) / 6
        assert 0 < volume <= np.prod(high - low) * 1.001, one.id


def test_parts_are_thick_enough_to_sample(kind):
    for seed in range(SEEDS):
        shape = draw_shape(kind, seed)
        longest = max(shape.whole().size)
        for part in shape.parts:
            if part.painted:  # a cut-out of another part, whose own thickness counts
                continue
            for solid in part.solids[:2]:
                assert thickness(solid) >= THINNEST * longest, f"{kind.name} {seed}: {part.name}"


def test_a_kind_has_structural_variants(kind):
    variants = {"/".join(draw_shape(kind, seed).variants) for seed in range(40)}
    assert len(variants) >= 3, variants


def test_the_same_seed_gives_the_same_shape(kind, built):
    again = build_shape(kind, 2)
    assert again.captions == built[2].captions
    np.testing.assert_array_equal(again.assembly.faces, built[2].assembly.faces)
    np.testing.assert_array_equal(again.assembly.vertices, built[2].assembly.vertices)
    assert len({one.assembly.vertices.tobytes() + one.assembly.face_rgb.tobytes() for one in built}) == SEEDS


def test_captions_are_true(kind, built):
    for one in [*built, *(build_shape(kind, seed) for seed in range(SEEDS, 4 * SEEDS))]:
        assert false_words(one) == [], one.id


def test_captions_are_well_formed(built):
    for one in built:
        for caption in one.captions:
            assert caption == " ".join(caption.lower().split()), caption
            assert not caption.endswith((",", " with", " and", " but", " has")) and " ," not in caption, caption
            assert 2 <= len(caption.split()) <= 45, caption
            assert caption.isascii() and ",," not in caption, caption
            assert " no a " not in caption and " no an " not in caption, caption
        words = one.captions[2]
        named = [noun for noun in one.facts.nouns if noun in words] or one.facts.sentences
        assert named, (one.facts.nouns, words)
        materials = {part.color.material for part in one.assembly.parts}
        for key, material in MATERIALS.items():
            # silver and copper are colours as well, glass may be the name of a part
            if material.word in PALETTE or material.word in {part.name for part in one.assembly.parts}:
                continue
            said = f" {material.word} " in f" {words} " and material.word not in " ".join(one.facts.nouns)
            if said and not one.facts.sentences and material.word not in one.facts.variant:
                assert any(MATERIALS[known].word == material.word for known in materials if known), (key, words)


def test_points_lie_on_the_surface_and_look_outwards(built):
    one = built[0]
    samples = sample_assembly(one.assembly, 512, np.random.default_rng(0))
    assert samples.xyz.shape == samples.rgb.shape == samples.normals.shape == (512, 3)
    assert np.abs(samples.xyz).max() > 0.9
    np.testing.assert_allclose(np.linalg.norm(samples.normals, axis=1), 1, atol=1e-5)
