"""FOI Assistant: drafts and checks replies to Freedom of Information requests.

Importing this package does no work and pulls in no framework.
"""

__version__ = "0.1.0"
