"""One module a subject: its views and its ``urlpatterns``, included by `silta.web.urls`."""
