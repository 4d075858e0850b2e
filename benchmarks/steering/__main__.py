from benchmarks.steering.cli import main

main()
