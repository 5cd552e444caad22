urlpatterns = []
app_name = "incidents"
