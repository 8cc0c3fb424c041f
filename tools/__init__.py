"""What ./bt is made of: preparing, starting, checking and testing.

boot.py and what it imports run on the system's bare python3, with nothing installed;
cli.py and what it imports run inside .venv.
"""
