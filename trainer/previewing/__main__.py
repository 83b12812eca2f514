"""Makes one preview, asked for by JSON on standard input, and ends."""

import json
import os
import sys

from trainer.previewing.beside import carry_out

if __name__ == "__main__":
    os.nice(10)  # people read and answer meanwhile
    carry_out(json.load(sys.stdin))
