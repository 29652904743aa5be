"""What the page says of an error that nobody foresaw."""

import os
import traceback


def unforeseen(error: Exception) -> str:
    if os.environ.get("FOI_DEBUG"):
        traceback.print_exception(error)
    return (
        f"Something went wrong inside the program ({type(error).__name__}). Your text is as it "
        "was. Change what you did last, and report it if it stays so."
    )
