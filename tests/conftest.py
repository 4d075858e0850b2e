"""Under pytest every annotated signature of the packages is checked, shapes included (jaxtyping with beartype)."""

import os
import signal

from jaxtyping import install_import_hook

if "PYTEST_XDIST_WORKER" in os.environ:
    # The workers share the cores, so each computes on one; PyTorch reads this as it is imported.
    os.environ.setdefault("OMP_NUM_THREADS", "1")

# The tower lets an int stand where a float is asked for, as PEP 484 says and mypy allows.
install_import_hook(
    ["shape_diff", "shape_diff_viewer"], "beartype.beartype(conf=beartype.BeartypeConf(is_pep484_tower=True))"
)

pytest_plugins = ["needed_parts"]

# A shell without job control starts background jobs with Ctrl-C ignored, and processes started by the tests would
# inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
