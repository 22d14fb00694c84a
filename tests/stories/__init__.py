"""The two threads of the house, told once; played by the guards, by the crash proof and in a real browser."""
