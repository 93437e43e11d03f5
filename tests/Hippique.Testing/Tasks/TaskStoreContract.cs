using Hippique.Orchestration.Tasks;

namespace Hippique.Testing.Tasks;

/// <summary>What every task store does. The test class of a store runs each check of <see cref="Checks"/> on a new, empty store as a theory over <see cref="Names"/>.</summary>
public static class TaskStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Off = Now.AddMinutes(40).AddTicks(1234567);

    public static IReadOnlyDictionary<string, Func<ITaskStore, CancellationToken, Task>> Checks { get; } =
        new Dictionary<string, Func<ITaskStore, CancellationToken, Task>>
        {
            [nameof(ATaskComesBackAsItWasAsync)] = ATaskComesBackAsItWasAsync,
            [nameof(ANameIsUsedOnceAsync)] = ANameIsUsedOnceAsync,
            [nameof(ADayIsListedByInstantThenNameAsync)] = ADayIsListedByInstantThenNameAsync,
            [nameof(AllTasksOfAllDaysAreListedAsync)] = AllTasksOfAllDaysAreListedAsync,
            [nameof(OpenTasksOfAllDaysAreListedAsync)] = OpenTasksOfAllDaysAreListedAsync,
            [nameof(TheFirstEndCountsAsync)] = TheFirstEndCountsAsync,
            [nameof(EveryEndComesBackAsItWasAsync)] = EveryEndComesBackAsItWasAsync,
            [nameof(OfManyEndsOneCountsAsync)] = OfManyEndsOneCountsAsync,
            [nameof(ALeaseKeepsOthersOutUntilItEndsAsync)] = ALeaseKeepsOthersOutUntilItEndsAsync,
            [nameof(AnOwnerTakesItsLeaseUpAgainAsync)] = AnOwnerTakesItsLeaseUpAgainAsync,
            [nameof(ALeaseIsGivenBackByItsOwnerAloneAsync)] = ALeaseIsGivenBackByItsOwnerAloneAsync,
            [nameof(OfManyOwnersOneGetsTheLeaseAsync)] = OfManyOwnersOneGetsTheLeaseAsync,
            [nameof(WhatHasEndedIsNotLeasedAsync)] = WhatHasEndedIsNotLeasedAsync,
            [nameof(WhatFailedIsOpenedAgainByOneAsync)] = WhatFailedIsOpenedAgainByOneAsync,
            [nameof(WhatEndedOtherwiseIsNotOpenedAgainAsync)] = WhatEndedOtherwiseIsNotOpenedAgainAsync,
            [nameof(WhatIsNotKnownIsNeitherFoundNorEndedAsync)] = WhatIsNotKnownIsNeitherFoundNorEndedAsync,
            [nameof(AnEndThatIsNamedIsTakenBackOnceAsync)] = AnEndThatIsNamedIsTakenBackOnceAsync,
            [nameof(WhatIsPutOffSaysWhenAndWhyAsync)] = WhatIsPutOffSaysWhenAndWhyAsync,
            [nameof(ALeaseFromAClockThatWasAheadBlocksNobodyAsync)] = ALeaseFromAClockThatWasAheadBlocksNobodyAsync,
            [nameof(EndedTasksOfOldDaysAreForgottenAsync)] = EndedTasksOfOldDaysAreForgottenAsync,
        };

    /// <summary>For <c>[MemberData]</c>.</summary>
    public static IEnumerable<object[]> Names => Checks.Keys.Select(name => new object[] { name });

    private static async Task ATaskComesBackAsItWasAsync(ITaskStore store, CancellationToken token)
    {
        foreach (var task in new[] { InventedTasks.H5(Off), InventedTasks.OfTheDay(Now) })
        {
            (await store.AddAsync(task, token)).ShouldBeTrue();
            (await store.FindAsync(task.Name, token)).ShouldBe(new TaskRecord { Task = task });
        }
    }

    private static async Task ANameIsUsedOnceAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        (await store.AddAsync(task, token)).ShouldBeTrue();
        (await store.AddAsync(task, token)).ShouldBeFalse();
        (await store.AddAsync(task with { DueAt = Now }, token)).ShouldBeFalse();
        (await store.FindAsync(task.Name, token))!.Task.ShouldBe(task);
        await store.EndAsync(task.Name, new TaskEnd.Done(), Now, token);
        (await store.AddAsync(task, token)).ShouldBeFalse();
        (await store.OpenAsync(token)).ShouldBeEmpty();
    }

    private static async Task ADayIsListedByInstantThenNameAsync(ITaskStore store, CancellationToken token)
    {
        PlannedTask[] inOrder =
        [
            InventedTasks.H30(Off, 2),
            InventedTasks.H5(Off, 1),
            InventedTasks.H5(Off, 2),
            InventedTasks.H5(Off.AddTicks(1), 10),
        ];
        foreach (var task in inOrder.Reverse())
            await store.AddAsync(task, token);
        await store.AddAsync(InventedTasks.H5(Off, date: InventedTasks.Day.AddDays(1)), token);
        (await store.OfDayAsync(InventedTasks.Day, token)).Select(record => record.Task).ShouldBe(inOrder);
        (await store.OfDayAsync(InventedTasks.Day.AddDays(2), token)).ShouldBeEmpty();
    }

    private static async Task AllTasksOfAllDaysAreListedAsync(ITaskStore store, CancellationToken token)
    {
        (await store.AllAsync(token)).ShouldBeEmpty();
        var (before, today) = (InventedTasks.H30(Off.AddDays(-1), date: InventedTasks.Day.AddDays(-1)), InventedTasks.H5(Off));
        await store.AddAsync(today, token);
        await store.AddAsync(before, token);
        await store.EndAsync(before.Name, new TaskEnd.Late(3), Now, token);
        (await store.AllAsync(token)).ShouldBe([
            new TaskRecord
            {
                Task = before,
                End = new TaskEnd.Late(3),
                EndedAt = Now,
            },
            new TaskRecord { Task = today },
        ]);
    }

    private static async Task OpenTasksOfAllDaysAreListedAsync(ITaskStore store, CancellationToken token)
    {
        var (ended, later, sooner) = (
            InventedTasks.H30(Off),
            InventedTasks.H5(Off),
            InventedTasks.H30(Off, date: InventedTasks.Day.AddDays(-1))
        );
        foreach (var task in new[] { ended, later, sooner with { DueAt = Now.AddDays(-1) } })
            await store.AddAsync(task, token);
        await store.EndAsync(ended.Name, new TaskEnd.Done(), Now, token);
        (await store.OpenAsync(token)).Select(record => record.Task.Name).ShouldBe([sooner.Name, later.Name]);
    }

    private static async Task TheFirstEndCountsAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, token);
        (await store.EndAsync(task.Name, new TaskEnd.Cancelled("moved to 15:12"), Now, token)).ShouldBeTrue();
        (await store.EndAsync(task.Name, new TaskEnd.Done(), Now.AddMinutes(1), token)).ShouldBeFalse();
        var record = (await store.FindAsync(task.Name, token))!;
        (record.End, record.EndedAt).ShouldBe((new TaskEnd.Cancelled("moved to 15:12"), Now));
    }

    private static async Task EveryEndComesBackAsItWasAsync(ITaskStore store, CancellationToken token)
    {
        TaskEnd[] ends =
        [
            new TaskEnd.Done(),
            new TaskEnd.Late(118),
            new TaskEnd.Missed("nicht « begonnen »\nje"),
            new TaskEnd.Cancelled("the race was withdrawn"),
            TaskEnd.Cancelled.ByPerson,
            new TaskEnd.Failed(""),
        ];
        foreach (var (index, end) in ends.Index())
        {
            var task = InventedTasks.H5(Off, index + 1);
            await store.AddAsync(task, token);
            await store.EndAsync(task.Name, end, Now, token);
            (await store.FindAsync(task.Name, token))!.End.ShouldBe(end);
        }
    }

    private static async Task OfManyEndsOneCountsAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, token);
        var ended = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => store.EndAsync(task.Name, new TaskEnd.Late(i), Now, token), token))
        );
        ended.Count(first => first).ShouldBe(1);
        (await store.FindAsync(task.Name, token))!.End.ShouldBe(new TaskEnd.Late(Array.IndexOf(ended, true)));
    }

    private static async Task ALeaseKeepsOthersOutUntilItEndsAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, token);
        var until = Now.AddSeconds(60);
        (await store.TryLeaseAsync(task.Name, new TaskLease("one", until), Now, token)).ShouldBeTrue();
        (await store.FindAsync(task.Name, token))!.Lease.ShouldBe(new TaskLease("one", until));
        (await store.TryLeaseAsync(task.Name, new TaskLease("two", until.AddSeconds(60)), until.AddTicks(-1), token)).ShouldBeFalse();
        (await store.TryLeaseAsync(task.Name, new TaskLease("two", until.AddSeconds(60)), until, token)).ShouldBeTrue();
        (await store.TryLeaseAsync(task.Name, new TaskLease("one", until.AddSeconds(90)), until, token)).ShouldBeFalse();
    }

    private static async Task AnOwnerTakesItsLeaseUpAgainAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, token);
        (await store.TryLeaseAsync(task.Name, new TaskLease("one", Now.AddSeconds(60)), Now, token)).ShouldBeTrue();
        (await store.TryLeaseAsync(task.Name, new TaskLease("one", Now.AddSeconds(80)), Now.AddSeconds(20), token)).ShouldBeTrue();
        (await store.FindAsync(task.Name, token))!.Lease.ShouldBe(new TaskLease("one", Now.AddSeconds(80)));
    }

    private static async Task ALeaseIsGivenBackByItsOwnerAloneAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, token);
        var lease = new TaskLease("one", Now.AddSeconds(60));
        await store.TryLeaseAsync(task.Name, lease, Now, token);
        await store.ReleaseAsync(task.Name, "two", token);
        (await store.FindAsync(task.Name, token))!.Lease.ShouldBe(lease);
        await store.ReleaseAsync(task.Name, "one", token);
        (await store.FindAsync(task.Name, token))!.Lease.ShouldBeNull();
        (await store.TryLeaseAsync(task.Name, new TaskLease("two", Now.AddSeconds(60)), Now, token)).ShouldBeTrue();
    }

    private static async Task OfManyOwnersOneGetsTheLeaseAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, token);
        var leased = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(() => store.TryLeaseAsync(task.Name, new TaskLease($"owner {i}", Now.AddSeconds(60)), Now, token), token)
                )
        );
        leased.Count(taken => taken).ShouldBe(1);
        (await store.FindAsync(task.Name, token))!.Lease!.Owner.ShouldBe($"owner {Array.IndexOf(leased, true)}");
    }

    private static async Task WhatHasEndedIsNotLeasedAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, token);
        var lease = new TaskLease("one", Now.AddSeconds(60));
        await store.TryLeaseAsync(task.Name, lease, Now, token);
        await store.EndAsync(task.Name, new TaskEnd.Done(), Now, token);
        (await store.TryLeaseAsync(task.Name, lease, Now, token)).ShouldBeFalse();
        (await store.FindAsync(task.Name, token))!.Lease.ShouldBeNull();
    }

    private static async Task WhatFailedIsOpenedAgainByOneAsync(ITaskStore store, CancellationToken token)
    {
        var (task, failed) = (InventedTasks.H5(Off), new TaskEnd.Failed("the page changed"));
        await store.AddAsync(task, token);
        await store.EndAsync(task.Name, failed, Now, token);
        var reopened = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(() => store.TryReopenAsync(task.Name, failed, new TaskLease($"owner {i}", Now.AddSeconds(60)), token), token)
                )
        );
        reopened.Count(taken => taken).ShouldBe(1);
        var lease = new TaskLease($"owner {Array.IndexOf(reopened, true)}", Now.AddSeconds(60));
        (await store.FindAsync(task.Name, token)).ShouldBe(new TaskRecord { Task = task, Lease = lease });
        (await store.OpenAsync(token)).ShouldHaveSingleItem().Lease.ShouldBe(lease);
        (await store.TryLeaseAsync(task.Name, new TaskLease("another", Now.AddSeconds(60)), Now, token)).ShouldBeFalse();
        (await store.EndAsync(task.Name, new TaskEnd.Done(), Now.AddSeconds(5), token)).ShouldBeTrue();
        (await store.FindAsync(task.Name, token)).ShouldBe(
            new TaskRecord
            {
                Task = task,
                End = new TaskEnd.Done(),
                EndedAt = Now.AddSeconds(5),
            }
        );
        (await store.OpenAsync(token)).ShouldBeEmpty();
    }

    private static async Task WhatEndedOtherwiseIsNotOpenedAgainAsync(ITaskStore store, CancellationToken token)
    {
        var lease = new TaskLease("one", Now.AddSeconds(60));
        TaskEnd[] ends =
        [
            new TaskEnd.Done(),
            new TaskEnd.Late(40),
            new TaskEnd.Missed("a"),
            new TaskEnd.Failed("a"),
            new TaskEnd.Failed(""),
        ];
        foreach (var (index, end) in ends.Index())
        {
            var task = InventedTasks.H5(Off, index + 1);
            await store.AddAsync(task, token);
            (await store.TryReopenAsync(task.Name, end, lease, token)).ShouldBeFalse("it is open");
            await store.EndAsync(task.Name, end, Now, token);
            TaskEnd[] others = [new TaskEnd.Failed("b"), new TaskEnd.Late(41), .. ends.Where(other => other != end)];
            foreach (var other in others)
                (await store.TryReopenAsync(task.Name, other, lease, token)).ShouldBeFalse($"{end} is not {other}");
            (await store.FindAsync(task.Name, token))!.End.ShouldBe(end);
        }
    }

    private static async Task WhatIsNotKnownIsNeitherFoundNorEndedAsync(ITaskStore store, CancellationToken token)
    {
        foreach (var name in new[] { "run-20260314-r1c1-h5", "no name", "", "run-20260314-../../token", "run-20260314-a/b" })
        {
            (await store.FindAsync(name, token)).ShouldBeNull(name);
            (await store.EndAsync(name, new TaskEnd.Done(), Now, token)).ShouldBeFalse(name);
            (await store.TryLeaseAsync(name, new TaskLease("one", Now), Now, token)).ShouldBeFalse(name);
            (await store.TryReopenAsync(name, new TaskEnd.Failed(""), new TaskLease("one", Now), token)).ShouldBeFalse(name);
            await store.ReleaseAsync(name, "one", token);
        }
    }

    private static async Task AnEndThatIsNamedIsTakenBackOnceAsync(ITaskStore store, CancellationToken token)
    {
        TaskEnd[] ends = [new TaskEnd.Missed("not started"), new TaskEnd.Failed(""), new TaskEnd.Late(118)];
        foreach (var (index, end) in ends.Index())
        {
            var task = InventedTasks.H5(Off, index + 1);
            await store.AddAsync(task, token);
            (await store.RestoreAsync(task.Name, end, Now, token)).ShouldBeFalse();
            await store.EndAsync(task.Name, end, Now, token);

            (await store.RestoreAsync(task.Name, new TaskEnd.Done(), Now, token)).ShouldBeFalse();
            (await store.RestoreAsync(task.Name, end, Now.AddTicks(1), token)).ShouldBeFalse();
            var reopened = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.RestoreAsync(task.Name, end, Now, token), token))
            );

            reopened.Count(first => first).ShouldBe(1);
            (await store.FindAsync(task.Name, token)).ShouldBe(new TaskRecord { Task = task });
            (await store.OpenAsync(token)).Select(record => record.Task).ShouldContain(task);
            (await store.TryLeaseAsync(task.Name, new TaskLease("one", Now.AddSeconds(60)), Now, token)).ShouldBeTrue();
            (await store.EndAsync(task.Name, new TaskEnd.Done(), Now.AddMinutes(1), token)).ShouldBeTrue();
        }
        (await store.RestoreAsync("run-20260314-r9c9-h5", new TaskEnd.Done(), Now, token)).ShouldBeFalse();
    }

    private static async Task WhatIsPutOffSaysWhenAndWhyAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, token);
        var later = new TaskTry(Now.AddMinutes(7).AddTicks(7654321), "no source answered");
        (await store.PutOffAsync(task.Name, "one", later, token)).ShouldBeFalse("nobody has its lease");
        await store.TryLeaseAsync(task.Name, new TaskLease("one", Now.AddSeconds(60)), Now, token);
        (await store.PutOffAsync(task.Name, "two", later, token)).ShouldBeFalse();
        (await store.PutOffAsync("run-20260314-r9c9-h5", "one", later, token)).ShouldBeFalse();

        (await store.PutOffAsync(task.Name, "one", later, token)).ShouldBeTrue();
        (await store.FindAsync(task.Name, token))!.PutOff.ShouldBe(later);
        var silent = new TaskTry(Now.AddMinutes(8), null);
        (await store.PutOffAsync(task.Name, "one", silent, token)).ShouldBeTrue();
        await store.ReleaseAsync(task.Name, "one", token);
        (await store.OpenAsync(token)).Single(record => record.Task == task).PutOff.ShouldBe(silent);

        await store.EndAsync(task.Name, new TaskEnd.Failed("x"), Now, token);
        (await store.FindAsync(task.Name, token))!.PutOff.ShouldBeNull();
        (await store.PutOffAsync(task.Name, "one", later, token)).ShouldBeFalse();
    }

    private static async Task ALeaseFromAClockThatWasAheadBlocksNobodyAsync(ITaskStore store, CancellationToken token)
    {
        var task = InventedTasks.H5(Off);
        await store.AddAsync(task, token);
        await store.TryLeaseAsync(task.Name, new TaskLease("one", Now.AddDays(1)), Now.AddDays(1), token);
        var lease = new TaskLease("two", Now.AddSeconds(60));
        (await store.TryLeaseAsync(task.Name, lease, Now.AddDays(1) - TaskLease.Longest, token)).ShouldBeFalse();
        (await store.TryLeaseAsync(task.Name, lease, Now, token)).ShouldBeTrue();
    }

    private static async Task EndedTasksOfOldDaysAreForgottenAsync(ITaskStore store, CancellationToken token)
    {
        var (ended, open) = (InventedTasks.H30(Off), InventedTasks.H5(Off));
        await store.AddAsync(ended, token);
        await store.AddAsync(open, token);
        await store.EndAsync(ended.Name, new TaskEnd.Done(), Now, token);
        (await store.ForgetAsync(InventedTasks.Day, token)).ShouldBe(0);
        (await store.ForgetAsync(InventedTasks.Day.AddDays(1), token)).ShouldBe(1);
        (await store.FindAsync(ended.Name, token)).ShouldBeNull();
        (await store.OfDayAsync(InventedTasks.Day, token)).ShouldHaveSingleItem().Task.ShouldBe(open);
    }
}
