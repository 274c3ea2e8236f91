"""The whole site on one machine: what `manage.py run` starts, watches and stops."""
