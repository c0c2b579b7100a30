from django.urls import path

from . import views

app_name = "cooperations"
urlpatterns = [
    path("kooperationen/", views.CooperationList.as_view(), name="cooperation_list"),
    path("meilensteine.ics", views.milestones_calendar, name="milestones_calendar"),
    path("kooperationen/netzwerk/", views.network, name="network"),
    path("kooperationen/<str:public_id>/", views.cooperation_detail),
    path("kooperationen/<str:public_id>/<str:slug>/", views.cooperation_detail, name="cooperation_detail"),
    path("themen/", views.TopicList.as_view(), name="topic_list"),
    path("themen/<str:public_id>/", views.topic_detail),
    path("themen/<str:public_id>/<str:slug>/", views.topic_detail, name="topic_detail"),
]
