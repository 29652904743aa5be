"""What comes over the network, and only when an officer asks: the law's text, disclosure logs, bank holidays.

The program works the same without any of it. Everything is kept under the data folder.
"""
