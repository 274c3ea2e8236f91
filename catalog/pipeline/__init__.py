"""How the catalogue keeps itself true without anyone watching.

`schedule` says how often each source is asked, `refresh` asks one (alone, by `locks`), `due` says
when a snapshot has to follow, and `progress` tells whoever looks how far it all is. The Celery
tasks in `catalog.tasks` and the commands are thin callers of these.
"""
