"""What holds today: which form counts, what is verified, and the path of every point."""
