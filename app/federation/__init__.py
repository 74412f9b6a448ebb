"""The confederation: its tree of units, its kitchens and their phones. Enters: units and kitchens by import, invitations from the
panel, devices by enrolment. Leaves: who hangs from whom in a given month, and which kitchen a secret speaks for.
"""

from flask import Flask

from app.federation import commands, device_commands, import_commands, tree_commands


def init_app(app: Flask) -> None:
    """Open the room."""
    for command in (import_commands.import_list, tree_commands.add, tree_commands.move):
        commands.federation.add_command(command)
    app.cli.add_command(commands.federation)
    app.cli.add_command(device_commands.devices)
