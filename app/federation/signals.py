"""What the federation tells the rooms to its right, inside the transaction in which it happens."""

from blinker import Namespace

#: Sent with the connection, and `since` (the first of a month), when a unit comes to hang from another: sums from then on change.
moved = Namespace().signal("moved")
