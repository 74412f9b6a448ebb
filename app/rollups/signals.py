"""What `rollups` tells the rooms to its right."""

from blinker import Namespace

#: Sent after each pass of the follower: whoever listens may use the process beside the server for a few seconds of work of its own.
passed = Namespace().signal("passed")
