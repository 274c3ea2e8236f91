"""Django's admin as an app, with our site; a module of its own, as it is read before any model."""

from django.contrib.admin.apps import AdminConfig


class EditorAdminConfig(AdminConfig):
    """`django.contrib.admin` whose default site is the editors'."""

    default_site = "guidance.admin_site.EditorSite"
