"""The addresses the templates of the frame name, so that they render on their own."""

from django.contrib.auth import urls as auth_urls

urlpatterns = auth_urls.urlpatterns
