"""What `sync` tells the rooms to its right, after its transaction is committed."""

from blinker import Namespace

#: Sent with the kitchen's id once operations are in the log and their days are marked as touched.
written = Namespace().signal("written")
