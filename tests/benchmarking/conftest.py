"""The benchmarks are no part of the package; they are found from the root of the repository."""

import sys
from pathlib import Path

# Last, so that an installed shape_diff stays the one that is tested.
sys.path.append(str(Path(__file__).parents[2]))
