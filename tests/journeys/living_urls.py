"""The house's own addresses and the living page of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from samplats.config.urls import urlpatterns as addresses
from samplats.foundation.ui.component_page import component_page_context


def living_page(request: HttpRequest) -> HttpResponse:
    """Everything that pages are built of."""
    return render(request, "ui/component_page.html", component_page_context())


urlpatterns = [path("byggstenar/", living_page), *addresses]
