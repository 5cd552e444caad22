"""What benchmarks/validity.py asks: each question is a trial that can be run again by its number."""
