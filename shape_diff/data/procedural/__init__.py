'''A catalogue of programs that build captioned, coloured shapes: training data without end.

A kind is a short function that draws one example and says what it drew::

    @kind("stool", synonyms=("bar stool",), theme="furniture", has_front=False)
    def stool(draw: Draw) -> Shape:
        """A round or square seat on legs or a pedestal."""
        shape = Shape()
        wood = draw.material("wood", "metal")
        soft = draw.color(unlike=wood)
        height = shape.graded(draw.uniform(0.4, 0.85), low=("low", 0.48), high=("tall", 0.72))
        form = shape.variant(draw.choice("round", "square"), spoken=True)
        base = shape.variant(draw.choice("three legs", "four legs", "pedestal"))
        top = cylinder(0.2, 0.06, 16) if form == "round" else rounded_box(0.38, 0.06, 0.38, 0.02)
        shape.part("seat", top.hang(y=height), soft)
        if base == "pedestal":
            shape.part("post", cylinder(0.03, height - 0.06).stand(y=0.02), wood)
            shape.part("base", frustum(0.2, 0.1, 0.05, 16).stand(), wood)
        else:
            leg = rod((0.0, 0.0, 0.22), (0.0, height - 0.04, 0.12), 0.022)
            shape.part("leg", ring(leg, 3 if base == "three legs" else 4), wood)
        return shape

Rules that the tests hold every kind to:

- y is up, the front faces +z, any unit will do; the shape stands on its lowest point. Solids are made centred on the
  origin and placed with `stand` (bottom), `hang` (top), `center` or `move`.
- Parts overlap generously: the union cuts away what is hidden. Flush faces are safe, the later part shows.
- Nothing is thinner than 2 % of the longest side.
- At least three different values of `shape.variant` (joined) in 40 draws.
- One solid is one instance: pass a list of four legs and captions say "four legs", and only what can be seen is told.
- A kind never writes colours or counts into phrases; they are taken from the parts. Words that it does write
  (adjectives, phrases, `call`, `without`) must be true of what it drew.

Modules: `solids` and `outlines` (the vocabulary), `arrays` (rows, rings, corners), `palette` and `draw` (colours and
chance), `shape` (parts and notes), `assembly` (one exact union with labels), `facts` and `captions` (words), `registry`
(kinds to shapes), `surface` (points), `dataset`, `mesh_folder` and `sheet` (what is written), `kinds` (by theme).
'''
