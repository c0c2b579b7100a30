"""Keeping the index: entries follow what is visible, in the transaction that changes it."""

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from publication.files import Attachment, attachment_models
from publication.models import FileText, Publishable, SearchDue, SearchEntry, SearchFacet, SearchWord
from publication.visibility import PUBLIC, reading_as

from .documents import source_of, sources
from .engine import Token, by_index
from .tokens import SPELLING, Analysis, spelling_key

ROWS_AT_ONCE = 100


@transaction.atomic
def update(model, keys):
    """Write the entries of these rows anew where they changed, and delete those of rows that are not visible.

    A fixed number of queries, however many rows, and one for each word that may be in no entry any more. Returns how
    many entries changed.
    """
    source = source_of(model)
    if source is None or not keys:
        return 0
    with reading_as(PUBLIC):
        documents = source.documents(model.visible.filter(pk__in=keys))
    known = SearchEntry.objects.filter(model=source.name, record_id__in=keys).defer("tokens")
    entries = {entry.record_id: entry for entry in known}
    changed = []
    for record, document in documents:
        entry = entries.pop(record.pk, None)
        digest = document.digest()
        if entry is None or (entry.digest, entry.published_at) != (digest, record.published_at):
            changed.append((record, document, digest, Analysis(document)))
    if changed:
        _learn({spelling_key(word): form for *_, told in changed for word, (_, form) in told.words.items()})
        _write(source, changed)
    if entries:
        _remove(SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries.values()]))
        if issubclass(model, Attachment):
            _forget_texts(set(model.objects.filter(pk__in=entries).values_list("sha512", flat=True)))
    return len(changed) + len(entries)


def _write(source, changed):
    """`changed`: (record, document, digest, analysis) of each."""
    keys = [record.pk for record, *_ in changed]
    written = SearchEntry.objects.filter(model=source.name, record_id__in=keys)
    words_before = _words_in(written)
    SearchEntry.objects.bulk_create(
        [
            SearchEntry(
                model=source.name,
                record_id=record.pk,
                day=document.day,
                published_at=record.published_at,
                year=document.day.year if document.day else None,
                body_id=document.facets.body,
                state=document.facets.state[:60],
                digest=digest,
                tokens=analysis.tokens,
            )
            for record, document, digest, analysis in changed
        ],
        update_conflicts=True,
        unique_fields=["model", "record_id"],
        update_fields=["day", "published_at", "year", "body_id", "state", "digest", "tokens"],
    )
    entries = dict(written.values_list("record_id", "pk"))
    SearchFacet.objects.filter(entry__in=entries.values()).delete()
    SearchFacet.objects.bulk_create(
        SearchFacet(entry_id=entries[record.pk], name=name, value=value)
        for record, document, *_ in changed
        for name, values in (
            (SearchFacet.Name.ORGANIZATION, document.facets.organizations),
            (SearchFacet.Name.TOPIC, document.facets.topics),
            (SearchFacet.Name.PARTNER, document.facets.partners),
        )
        for value in sorted(set(values))
    )
    if words_before:
        _forget_words(words_before - {spelling_key(word) for *_, analysis in changed for word in analysis.words})


def _remove(entries):
    words = _words_in(entries)
    entries.delete()
    _forget_words(words)


def _words_in(entries):
    """Words of `entries` as they are spelled."""
    return {
        token.removeprefix(SPELLING)
        for tokens in entries.values_list("tokens", flat=True)
        for token in tokens.split()
        if token.startswith(SPELLING)
    }


def _learn(words):
    """`words`: {word as it is spelled: form}."""
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    SearchWord.objects.bulk_create(
        [
            SearchWord(word=word, form=form, head=word[:3], tail=word[-3:])
            for word, form in words.items()
            if word not in known and word
        ],
        ignore_conflicts=True,
    )


def _forget_words(words):
    """Words of which no entry is left; the last one that had them was withdrawn or changed."""
    if not words:
        return
    with by_index(connection):
        entries = SearchEntry.objects.all()
        gone = [word for word in words if not entries.filter(tokens__matches=Token(f"{SPELLING}{word}")).exists()]
    for start in range(0, len(gone), 500):
        SearchWord.objects.filter(word__in=gone[start : start + 500]).delete()


def _forget_texts(checksums):
    """Texts of files that no reader sees any more are not kept."""
    shown = {
        checksum
        for model in attachment_models()
        for checksum in model.visible.filter(sha512__in=checksums).values_list("sha512", flat=True)
    }
    FileText.objects.filter(sha512__in=checksums - shown).delete()


def remember_due(model, keys, at):
    """Rows that will become public, or vanish, by schedule are looked at again then."""
    if not keys or not issubclass(model, Publishable):
        return
    to_come = _next_moments(model.objects.filter(pk__in=keys), at)
    name = model._meta.label_lower
    due = SearchDue.objects.filter(model=name, record_id__in=keys, with_dependents=False)
    due.exclude(record_id__in=to_come).delete()
    for key, due_at in to_come.items():
        SearchDue.objects.update_or_create(
            model=name, record_id=key, with_dependents=False, defaults={"due_at": due_at}
        )


def _next_moments(rows, at):
    """{key: when its visibility changes next by itself} of those rows where it does."""
    changing = rows.filter(Q(published_at__gt=at) | Q(withdrawn_at__gt=at)).order_by()
    moments = changing.values_list("pk", "published_at", "withdrawn_at")
    return {key: began if began > at else ended for key, began, ended in moments}


def index_due(at=None):
    """Take up what has become public or has vanished by schedule since; one query where there is nothing."""
    from publication.versions import rows_concerned  # versions call this module

    at = at or timezone.now()
    if not SearchDue.objects.filter(due_at__lte=at, with_dependents=False).exists():
        return
    with transaction.atomic():
        due = SearchDue.objects.select_for_update(skip_locked=True).filter(due_at__lte=at, with_dependents=False)
        for one in list(due):
            model = apps.get_model(one.model)
            record = model.objects.filter(pk=one.record_id).first()
            if record is not None:
                for concerned, keys in rows_concerned(record, at=at).items():
                    update(concerned, keys)
            remember_due(model, {one.record_id}, at)


def update_dependents(record, dependents, at):
    """Bring the new name of `record` into the entries that name it: `dependents`, {model: keys}.

    At once where they are few; those of a whole council wait for `index_renamed`.
    """
    if sum(map(len, dependents.values())) <= ROWS_AT_ONCE:
        for model, keys in dependents.items():
            update(model, keys)
        return
    SearchDue.objects.update_or_create(
        model=record._meta.label_lower, record_id=record.pk, with_dependents=True, defaults={"due_at": at}
    )


def index_renamed(report=lambda record, seen: None):
    """Do what `update_dependents` has put off, some rows at a time, each time calling `report`.

    Returns how many entries changed.
    """
    from publication.versions import rows_hanging_on  # versions call this module

    changed = 0
    for due in SearchDue.objects.filter(with_dependents=True):
        record = apps.get_model(due.model).objects.filter(pk=due.record_id).first()
        dependents = rows_hanging_on(record) if record is not None else {}
        seen = 0
        for source in filter(None, map(source_of, dependents)):
            for keys in _batches(dependents[source.model]):
                changed += _update_unchanging(source, keys)
                seen += len(keys)
                report(record, seen)
        SearchDue.objects.filter(pk=due.pk, due_at=due.due_at).delete()  # not where it was renamed again meanwhile
    return changed


def rebuild(report=lambda source, seen, changed: None, *, everything=False):
    """Bring all entries to what is visible now, some rows at a time, while the portal goes on.

    `everything`: analyse also what did not change. Calls `report(source, seen, changed)` after each step.
    """
    for source in sources().values():
        seen = changed = 0
        for keys in _batches(_rows_of(source)):
            changed += _update_unchanging(source, keys, everything=everything)
            seen += len(keys)
            report(source, seen, changed)
    _remove(SearchEntry.objects.exclude(model__in=sources()))
    for model in apps.get_models():
        if issubclass(model, Publishable):
            now = timezone.now()
            remember_due(model, set(_next_moments(model.objects.all(), now)), now)


@transaction.atomic
def _update_unchanging(source, keys, *, everything=False):
    """Who edits one of these rows waits until its entry is written, so that no older state comes after it."""
    list(source.model.objects.select_for_update().filter(pk__in=keys).values_list("pk", flat=True))
    if everything:
        SearchEntry.objects.filter(model=source.name, record_id__in=keys).update(digest="")
    return update(source.model, keys)


def _rows_of(source):
    keys = set(source.model.objects.exclude(published_at=None).values_list("pk", flat=True))
    return keys | set(SearchEntry.objects.filter(model=source.name).values_list("record_id", flat=True))


def _batches(keys):
    keys = sorted(keys)
    for start in range(0, len(keys), ROWS_AT_ONCE):
        yield set(keys[start : start + ROWS_AT_ONCE])
