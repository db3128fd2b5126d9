"""Addresses of the owner's questions."""

from django.urls import path

from metrics.views import owner_questions

urlpatterns = [
    path("handoffs/questions/", owner_questions.OwnerQuestions.as_view(), name="handoff-questions"),
    path("handoffs/<uuid:uid>/questions/", owner_questions.OwnerQuestions.as_view(), name="handoff-questions-log"),
    path(
        "handoffs/<uuid:uid>/questions/tickets/",
        owner_questions.QuestionTickets.as_view(),
        name="handoff-question-tickets",
    ),
]
