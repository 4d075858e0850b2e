"""Score a model end to end: samples for the captions of a split, every metric, tables and pictures."""
