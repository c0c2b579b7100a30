from django.urls import path

from . import views

app_name = "council"

urlpatterns = [
    path("vorlagen/", views.PaperList.as_view(), name="paper_list"),
    path("vorlagen/<str:public_id>/", views.paper_detail),
    path("vorlagen/<str:public_id>/<str:slug>/", views.paper_detail, name="paper_detail"),
    path("vorlagen/<str:public_id>/<str:slug>/beschluss/", views.paper_resolution, name="paper_resolution"),
    path("vorlagen/<str:public_id>/<str:slug>/sache/", views.paper_matter, name="paper_matter"),
    path("gremien/", views.OrganizationList.as_view(), name="organization_list"),
    path("gremien/<str:public_id>.ics", views.organization_calendar, name="organization_calendar"),
    path("gremien/<str:public_id>/", views.organization_detail),
    path("gremien/<str:public_id>/<str:slug>/", views.organization_detail, name="organization_detail"),
    path("koerperschaften/", views.BodyList.as_view(), name="body_list"),
    path("koerperschaften/<str:public_id>.ics", views.body_calendar, name="body_calendar"),
    path("koerperschaften/<str:public_id>/", views.body_detail),
    path("koerperschaften/<str:public_id>/<str:slug>/", views.body_detail, name="body_detail"),
    path("sitzungen/", views.MeetingList.as_view(), name="meeting_list"),
    path("sitzungen.ics", views.meetings_calendar, name="meetings_calendar"),
    path("sitzungen/kalender/", views.meeting_calendar, name="meeting_calendar"),
    path("sitzungen/<str:public_id>/", views.meeting_detail),
    path("sitzungen/<str:public_id>/<str:slug>/", views.meeting_detail, name="meeting_detail"),
    path("tagesordnungspunkte/<str:public_id>/", views.agenda_item_detail),
    path("tagesordnungspunkte/<str:public_id>/<str:slug>/", views.agenda_item_detail, name="agenda_item_detail"),
]
