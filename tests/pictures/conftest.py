import sys
from pathlib import Path

# The objects drawn for the tests of mattes and pictures.
sys.path.insert(0, str(Path(__file__).parent))
