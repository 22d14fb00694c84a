"""What an idea answers to lower floors."""

from quartier.community.participation import models
from quartier.ground.acts import subjects


class IdeaSubject(subjects.Subject):
    kind = models.Idea.KIND
    model = models.Idea

    def title(self, idea):
        return idea.title

    def address(self, idea):
        return f"/{idea.place.slug}/ideen/{idea.pk}/"

    def place_id(self, idea):
        return idea.place_id

    def relations(self, idea, person):
        return {"author"} if person and idea.author_id == person.pk else set()


subjects.register(IdeaSubject())
