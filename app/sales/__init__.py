"""What a sale is: client ID, day, money, channel; plain values, no I/O."""
