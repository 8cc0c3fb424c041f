"""Work asked for is done once, whatever falls over on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regions import outbox, tasks
from regions.context import in_region
from regions.models import OutboxMessage


@pytest.fixture
def done(monkeypatch):
    """A handler that notes what it did."""
    work = []
    monkeypatch.setitem(outbox.HANDLERS, "note", lambda m: work.append(m.dedupe_key))
    return work


def enqueue(key="a", at=None):
    outbox.enqueue("note", key, region_id=7, by=None, at=at or timezone.now())


def test_the_same_work_is_asked_for_once(db, done):
    with in_region(7):
        enqueue()
        enqueue()
        assert OutboxMessage.objects.count() == 1


def test_ten_deliveries_do_the_work_once(db, done):
    with in_region(7):
        enqueue()
        [message] = OutboxMessage.objects.all()
        for _number in range(10):
            outbox.deliver_one(message.pk, at=timezone.now())
    assert done == ["a"]


def test_a_failure_leaves_the_work_to_be_done_later(db, monkeypatch):
    def fail(message):
        OutboxMessage.objects.update(payload={"half": "written"})
        raise ValueError("no ink")

    monkeypatch.setitem(outbox.HANDLERS, "note", fail)
    at = timezone.now()
    with in_region(7):
        enqueue(at=at)
        [message] = OutboxMessage.objects.all()
        assert outbox.deliver_one(message.pk, at=at) is False
        message.refresh_from_db()
        assert (message.attempts, message.last_error) == (1, "ValueError: no ink")
        assert message.payload == {}
        assert list(outbox.waiting(at)) == []
        assert list(outbox.waiting(at + timedelta(minutes=1))) == [message]


@pytest.mark.django_db(transaction=True)
def test_with_redis_down_the_sweeper_does_it(done, monkeypatch):
    def no_redis(*args, **kwargs):
        raise ConnectionError("Redis is away")

    monkeypatch.setattr(tasks.deliver, "apply_async", no_redis)
    with in_region(7):
        enqueue()
    assert done == []
    monkeypatch.setattr(
        tasks.deliver, "apply_async", lambda args, **kwargs: tasks.deliver(*args)
    )
    assert tasks.sweep_outbox(None) == 1
    assert done == ["a"]
    assert tasks.sweep_outbox(None) == 0


def test_a_task_without_a_region_refuses():
    with pytest.raises(TypeError, match="first argument is the region"):
        tasks.deliver("not-a-region")


@pytest.mark.parametrize("name", ["deliver", "sweep_outbox", "renew_grants"])
def test_every_task_of_ours_refuses_without_arguments(name):
    with pytest.raises(TypeError):
        getattr(tasks, name)()
