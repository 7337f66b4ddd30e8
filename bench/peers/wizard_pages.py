"""The wizard's forms, view and address.

It must not be imported before Django is set up.
"""

# The peers live in an environment of their own, which mypy does not see.
# mypy: disable-error-code="import-not-found,import-untyped", disallow-subclassing-any=False

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from formtools.wizard.views import SessionWizardView

from bench.peers.wizard_records.models import Record

EMOTIONS = ("sadness", "anxiety", "anger", "shame", "guilt", "fear", "other")
PROSE = (
    "Write the thought as it came to you, even when it now looks odd or too strong. One sentence is enough.",
    'When there were several, take the one that hurts most: "hot" thoughts are the ones worth working with.',
)


class Words(forms.Form):
    answer = forms.CharField(min_length=2, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class Strength(forms.Form):
    answer = forms.IntegerField(min_value=0, max_value=100)


class Emotion(forms.Form):
    answer = forms.ChoiceField(choices=[(emotion, emotion) for emotion in EMOTIONS])


class Wizard(SessionWizardView):
    """One form a page; the answers wait in the session until the last one, then make one row."""

    form_list: ClassVar = [
        ("situation", Words), ("emotion", Emotion), ("intensity", Strength), ("thought", Words),
        ("evidence_for", Words), ("evidence_against", Words), ("balanced", Words), ("intensity_after", Strength),
    ]  # fmt: skip
    template_name = "step.html"
    request: HttpRequest

    def get_context_data(self, form: forms.Form, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(
            form, heading="What went through your mind?", prose=PROSE, **kwargs
        )
        return found

    def done(self, form_list: Any, form_dict: dict[str, forms.Form], **kwargs: Any) -> HttpResponse:
        answers = {name: form.cleaned_data["answer"] for name, form in form_dict.items()}
        return render(self.request, "done.html", {"record": Record.objects.create(**answers)})


urlpatterns = [path("wizard/", Wizard.as_view())]
