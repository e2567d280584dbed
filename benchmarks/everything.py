"""Every stage beside its peers, in one run.

``python benchmarks/everything.py [--save] [--quick] [--stages …]`` prints the sections of
RESULTS.md; ``--save`` puts them there, each in place of the one before, and draws growth.svg.
What it needs and how long it takes is in ``benchmarks/README.md``.
"""

if __name__ == "__main__":
    # Here, since processes that are measured import this module too, and should hold none of it.
    from benchmarks.comparing import main

    main()
