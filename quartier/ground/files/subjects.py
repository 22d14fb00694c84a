"""What a file answers to lower floors; who may see it is asked of what it belongs to."""

from quartier.ground.acts import subjects
from quartier.ground.files import models, queries


class FileSubject(subjects.Subject):
    kind = models.StoredFile.KIND
    model = models.StoredFile

    def title(self, file):
        return file.name

    def address(self, file):
        return file.address

    def place_id(self, file):
        return file.place_id

    def relations(self, file, person):
        return {"reader"} if queries.may_see(file, person) else set()


subjects.register(FileSubject())
