import doctest

import pytest

from analysis.plots import layout, style, time_axis


@pytest.mark.parametrize("module", [style, time_axis])
def test_examples_in_the_documentation_come_out(module):
    failed, tried = doctest.testmod(module)
    assert tried > 0 and failed == 0


def test_row_heights_shrink_with_the_number_of_rows():
    heights = [layout.row_height(n) for n in (5, 12, 13, 30, 31, 60)]
    assert heights == sorted(heights, reverse=True) and heights[0] == 0.25
