"""Unit tests of the comparison of persons and of what trains it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
import torch.nn.functional as F

from augment import Crops, Source
from dataset import Frame
from fit_roles import Tokens, cells, fit, of_codes, of_weights, role_loss, tokens_of
from model import Detector, Roles
from test_training import SMALL, lively

COLOURS = 6


def match_of(rng: np.random.Generator, pictures: int) -> Tokens:
    """Two teams in any two colours, ten persons each, and one person dressed like nobody: the only referee."""
    people = Roles.TOKENS
    tokens = torch.zeros(pictures, 3 + COLOURS, people)
    role = torch.zeros(pictures, people, dtype=torch.long)
    likely = torch.full((pictures, people), Roles.NOBODY)
    for p in range(pictures):
        first, second, odd = np.eye(COLOURS)[rng.permutation(COLOURS)[:3]]
        dress = np.stack([first] * 10 + [second] * 10 + [odd])
        order = rng.permutation(21)
        tokens[p, 3:, :21] = torch.from_numpy((dress + rng.normal(0, 0.05, dress.shape))[order].T)
        role[p, :21] = torch.from_numpy(np.where(order == 20, 2, 1))
        likely[p, :21] = 3
    target = torch.zeros(pictures, 3, 4, people)
    target[:, :, 0] = F.one_hot(role, 3).permute(0, 2, 1) * (likely > 0)[:, None]
    return Tokens(tokens, likely, torch.zeros_like(target), target, torch.ones(pictures, 4, people))


def test_who_is_dressed_like_nobody_is_told_though_no_colour_means_a_role() -> None:
    torch.manual_seed(4)
    rng = np.random.default_rng(4)
    roles = Roles(COLOURS)
    roles.dropout.p = 0.0
    others = match_of(rng, 100)
    before = role_loss(roles.eval(), others)
    fit(roles, match_of(rng, 1500), 1000)
    roles.eval()
    with torch.no_grad():
        change = roles.compare(others.tokens, others.likely)[..., :21]
        odd = change[:, 2] - change[:, 1]
        assert role_loss(roles, others) < before / 2
    expected = others.target[:, 2, 0, :21].argmax(dim=1)
    assert (odd.argmax(dim=1) == expected).float().mean() > 0.6


def test_a_person_s_role_depends_on_all_others_wherever_they_are() -> None:
    torch.manual_seed(2)
    roles = lively(Roles(8))
    p8, heat = torch.rand(1, 8, 12, 20), torch.rand(1, 4, 24, 40)
    other = p8.clone()
    other[..., 11, 19] += 1
    heat[..., 0, 0] = heat[..., 22, 38] = 9
    with torch.no_grad():
        before, after = roles(heat, p8), roles(heat, other)
        mirrored = roles(heat.flip(2, 3), p8.flip(2, 3)).flip(2, 3)
    torch.testing.assert_close(mirrored, before)
    assert torch.equal(before[:, 0], heat[:, 0]) and not torch.allclose(before[0, 1:, 0, 0], after[0, 1:, 0, 0])
    unlikely = before[0, 1:] == heat[0, 1:]
    assert unlikely.sum() == 3 * 4 * (12 * 20 - Roles.TOKENS)


def test_the_tokens_of_a_picture_are_its_persons_with_their_cells() -> None:
    rng = np.random.default_rng(1)
    image = rng.integers(0, 256, (96, 160, 3), dtype=np.uint8)
    boxes = np.array([[60, 30, 75, 70], [100, 40, 112, 76], [80, 80, 84, 84]], np.float32)
    frame = Frame("aaaaaa_1.jpg", image, boxes, np.array([2, 3, 0]))
    model = lively(Detector(replace(SMALL, fine=None))).eval()
    sights = [of_weights(model), of_codes(model, [frame])]
    tokens = tokens_of(model.roles, sights, Crops([Source([frame], 1.0, real=True)], 160, 96, 3, seed=2), 3)
    assert tokens.tokens.shape == (6, 3 + SMALL.widths[1], Roles.TOKENS)
    assert tokens.logits.shape == tokens.target.shape == (6, 3, 4, Roles.TOKENS)
    best = tokens.logits.flatten(1, 2).amax(dim=1)
    torch.testing.assert_close(tokens.tokens[:, :3].amax(dim=1), tokens.likely)
    assert (best >= tokens.likely).all()


def test_the_int8_graph_shows_nearly_what_the_weights_show() -> None:
    image = np.random.default_rng(4).integers(0, 256, (96, 160, 3), dtype=np.uint8)
    model = lively(Detector(replace(SMALL, fine=None))).eval()
    frame = Frame("aaaaaa_1.jpg", image, np.zeros((0, 4), np.float32), np.zeros(0, np.int64))
    images = torch.from_numpy(image).permute(2, 0, 1)[None].contiguous()
    with torch.inference_mode():
        for exact, coded in zip(of_weights(model)(images), of_codes(model, [frame])(images), strict=True):
            assert exact.shape == coded.shape and not torch.equal(exact, coded)
            difference = (exact - coded).abs().mean() / (exact - exact.mean()).abs().mean()
            assert difference < 0.2, difference


def test_the_four_cells_of_a_position_are_those_it_covers() -> None:
    grid = torch.arange(2 * 4 * 6).reshape(1, 2, 4, 6)
    found = cells(grid, torch.tensor([[4]]))
    assert found.tolist() == [[[[14], [15], [20], [21]], [[38], [39], [44], [45]]]]
