"""What a day begins with: the blocks of the home page that know signals, a file for each kind of colleague."""
