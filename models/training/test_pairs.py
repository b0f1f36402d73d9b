"""Unit tests of persons who hide one another."""

from __future__ import annotations

import numpy as np

import pairs
from augment import Sample, hide_persons
from decode import iou

GRASS = (60, 140, 60)
RED, BLUE = (200, 30, 30), (30, 40, 190)
BOXES = np.array([[40, 60, 60, 100], [120, 60, 140, 100]], np.float32)


def pitch() -> np.ndarray:
    """Two persons on grass, a red and a blue one, narrower than their boxes."""
    image = np.full((160, 200, 3), GRASS, np.uint8)
    image[62:98, 45:55] = RED
    image[62:98, 125:135] = BLUE
    return image


def person(x: int, y: int, colour: tuple[int, int, int]) -> pairs.Cutout:
    """Someone of one colour who fills the middle of a box of 20x40."""
    alpha = np.zeros((40, 20), np.float32)
    alpha[2:38, 5:15] = 1
    return pairs.Cutout(x, y, np.full((40, 20, 3), colour, np.float32), alpha)


def test_who_stands_lower_is_in_front() -> None:
    front, behind = pitch(), pitch()
    assert pairs.draw(front, person(46, 65, BLUE), person(40, 60, RED))
    assert tuple(front[80, 53]) == BLUE and tuple(front[80, 47]) == RED
    assert pairs.draw(behind, person(46, 55, BLUE), person(40, 60, RED))
    assert tuple(behind[80, 53]) == RED and tuple(behind[80, 58]) == BLUE


def test_nobody_is_drawn_where_too_little_of_one_would_be_left_or_outside() -> None:
    image = pitch()
    assert not pairs.draw(image, person(42, 61, BLUE), person(40, 60, RED))
    assert not pairs.draw(image, person(-3, 60, BLUE), person(40, 60, RED))
    assert not pairs.draw(image, person(40, 125, BLUE), person(40, 100, RED))
    assert np.array_equal(image, pitch())


def test_a_person_is_cut_out_without_the_grass_and_not_at_all_before_a_stand() -> None:
    cutout = pairs.cut_out(pitch(), BOXES[0])
    assert cutout is not None and (cutout.x, cutout.y) == (40, 60)
    assert cutout.alpha[20, 10] == 1 and cutout.alpha[20, 2] == 0
    crowd = np.random.default_rng(1).integers(0, 256, (160, 200, 3), dtype=np.uint8)
    assert pairs.cut_out(crowd, BOXES[0]) is None


def test_only_who_stands_free_inside_is_taken() -> None:
    boxes = np.array([[40, 60, 60, 100], [55, 60, 75, 100], [120, 60, 140, 100], [180, 60, 200, 100], [9, 9, 14, 16]])
    classes = np.array([2, 2, 3, 2, 2])
    assert pairs.alone(pitch(), boxes, classes).tolist() == [False, False, True, False, False]
    assert not pairs.alone(pitch(), boxes, np.zeros(5, int)).any()


def test_the_second_picture_of_a_player_gets_a_box_and_a_goalkeeper_none() -> None:
    drawn = 0
    for seed in range(40):
        image = pitch()
        new = pairs.hide(image, BOXES, np.array([2, 1]), np.random.default_rng(seed))
        if new is None:
            assert np.array_equal(image, pitch())
            continue
        drawn += 1
        box, label = new
        assert label == 2
        assert iou(box[None], BOXES).max() < 0.9
        changed = np.argwhere((image != pitch()).any(axis=2))
        assert (changed.min(axis=0) >= box[[1, 0]]).all() and (changed.max(axis=0) < box[[3, 2]]).all()
        assert len(changed) > 40
    assert drawn > 10


def test_a_sample_knows_everyone_who_was_drawn() -> None:
    sample = Sample(pitch(), BOXES, np.array([2, 3]), BOXES[:0], BOXES, np.array([0, 4]))
    rng = np.random.default_rng(3)
    while len(sample.boxes) == 2:
        hide_persons(sample, rng)
    assert len(sample.boxes) == len(sample.classes) == len(sample.persons) == len(sample.groups)
    assert np.array_equal(sample.boxes[2:], sample.persons[2:])
