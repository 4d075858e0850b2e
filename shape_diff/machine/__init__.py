"""The machine at hand: device and arithmetic, threads, memory, processes, optional parts, messages to people."""
