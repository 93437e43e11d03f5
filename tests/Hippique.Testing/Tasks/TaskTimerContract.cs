using Hippique.Orchestration.Tasks;

namespace Hippique.Testing.Tasks;

/// <summary>A timer under test, with a clock that the test moves.</summary>
public interface ITimerUnderTest : IAsyncDisposable
{
    ITaskTimer Timer { get; }

    DateTimeOffset Now { get; }

    /// <summary>The contract's times are counted in these: a timer that wakes by the minute is checked in minutes.</summary>
    TimeSpan Unit => TimeSpan.FromSeconds(1);

    /// <summary>Names of the tasks that were woken, in order, each with the instant at which it was.</summary>
    IReadOnlyList<(string Name, DateTimeOffset At)> Woken { get; }

    /// <summary>Makes a task known to whatever the timer asks about it when it wakes.</summary>
    Task AddAsync(PlannedTask task);

    /// <summary>Lets the clock run on by so much; what falls due on the way is woken.</summary>
    Task PassAsync(TimeSpan time);
}

/// <summary>What every task timer does. The test class of a timer runs each check of <see cref="Checks"/> as a theory over <see cref="Names"/>.</summary>
public static class TaskTimerContract
{
    /// <summary>In units.</summary>
    private const int Tolerance = 2;

    public static IReadOnlyDictionary<string, Func<ITimerUnderTest, CancellationToken, Task>> Checks { get; } =
        new Dictionary<string, Func<ITimerUnderTest, CancellationToken, Task>>
        {
            [nameof(WakesOnceAndNotBeforeTheInstantAsync)] = WakesOnceAndNotBeforeTheInstantAsync,
            [nameof(WakesInTheOrderOfTheInstantsAsync)] = WakesInTheOrderOfTheInstantsAsync,
            [nameof(WakesAtOnceWhereTheInstantHasPassedAsync)] = WakesAtOnceWhereTheInstantHasPassedAsync,
            [nameof(ALaterWakeTakesThePlaceOfAnEarlierAsync)] = ALaterWakeTakesThePlaceOfAnEarlierAsync,
            [nameof(AnEarlierWakeTakesThePlaceOfALaterAsync)] = AnEarlierWakeTakesThePlaceOfALaterAsync,
            [nameof(WhatIsTakenBackDoesNotComeAsync)] = WhatIsTakenBackDoesNotComeAsync,
            [nameof(NamesWaitUntilTheyAreWokenAsync)] = NamesWaitUntilTheyAreWokenAsync,
            [nameof(PausedNothingComesAndResumedWhatFellDueAsync)] = PausedNothingComesAndResumedWhatFellDueAsync,
        };

    /// <summary>For <c>[MemberData]</c>.</summary>
    public static IEnumerable<object[]> Names => Checks.Keys.Select(name => new object[] { name });

    private static async Task<PlannedTask> SetAsync(ITimerUnderTest test, int race, TimeSpan until, CancellationToken token)
    {
        // Its H-5 is the instant at which it is woken.
        var task = InventedTasks.H5(test.Now + until + TimeSpan.FromMinutes(5), race);
        await test.AddAsync(task);
        await test.Timer.WakeAsync(task, task.DueAt, token);
        return task;
    }

    private static async Task WakesOnceAndNotBeforeTheInstantAsync(ITimerUnderTest test, CancellationToken token)
    {
        var task = await SetAsync(test, 1, 90 * test.Unit, token);
        await test.PassAsync(85 * test.Unit);
        test.Woken.ShouldBeEmpty();
        await test.PassAsync(60 * test.Unit);
        var (name, at) = test.Woken.ShouldHaveSingleItem();
        name.ShouldBe(task.Name);
        at.ShouldBeInRange(task.DueAt, task.DueAt + Tolerance * test.Unit);
    }

    private static async Task WakesInTheOrderOfTheInstantsAsync(ITimerUnderTest test, CancellationToken token)
    {
        var third = await SetAsync(test, 3, 30 * test.Unit, token);
        var first = await SetAsync(test, 1, 10 * test.Unit, token);
        var second = await SetAsync(test, 2, 20 * test.Unit, token);
        await test.PassAsync(40 * test.Unit);
        test.Woken.Select(woken => woken.Name).ShouldBe([first.Name, second.Name, third.Name]);
    }

    private static async Task WakesAtOnceWhereTheInstantHasPassedAsync(ITimerUnderTest test, CancellationToken token)
    {
        var task = await SetAsync(test, 1, -30 * test.Unit, token);
        await test.PassAsync(2 * test.Unit);
        test.Woken.ShouldHaveSingleItem().Name.ShouldBe(task.Name);
    }

    private static async Task ALaterWakeTakesThePlaceOfAnEarlierAsync(ITimerUnderTest test, CancellationToken token)
    {
        var task = await SetAsync(test, 1, 10 * test.Unit, token);
        var at = task.DueAt + 20 * test.Unit;
        await test.Timer.WakeAsync(task, at, token);
        await test.PassAsync(25 * test.Unit);
        test.Woken.ShouldBeEmpty();
        await test.PassAsync(10 * test.Unit);
        test.Woken.ShouldHaveSingleItem().At.ShouldBeInRange(at, at + Tolerance * test.Unit);
    }

    private static async Task AnEarlierWakeTakesThePlaceOfALaterAsync(ITimerUnderTest test, CancellationToken token)
    {
        var task = await SetAsync(test, 1, -60 * test.Unit, token);
        await test.Timer.WakeAsync(task, test.Now + 30 * test.Unit, token);
        await test.Timer.WakeAsync(task, test.Now + 10 * test.Unit, token);
        await test.PassAsync(15 * test.Unit);
        test.Woken.ShouldHaveSingleItem();
        await test.PassAsync(30 * test.Unit);
        test.Woken.ShouldHaveSingleItem();
    }

    private static async Task WhatIsTakenBackDoesNotComeAsync(ITimerUnderTest test, CancellationToken token)
    {
        var task = await SetAsync(test, 1, 10 * test.Unit, token);
        await test.Timer.CancelAsync(task.Name, token);
        await test.Timer.CancelAsync(task.Name, token);
        await test.Timer.CancelAsync("run-20260314-r9c9-h5", token);
        await test.PassAsync(20 * test.Unit);
        test.Woken.ShouldBeEmpty();
        (await test.Timer.WaitingAsync(token)).ShouldBeEmpty();
    }

    private static async Task NamesWaitUntilTheyAreWokenAsync(ITimerUnderTest test, CancellationToken token)
    {
        var soon = await SetAsync(test, 1, 10 * test.Unit, token);
        var later = await SetAsync(test, 2, 300 * test.Unit, token);
        (await test.Timer.WaitingAsync(token)).Keys.ShouldBe([soon.Name, later.Name], ignoreOrder: true);
        await test.PassAsync(20 * test.Unit);
        (await test.Timer.WaitingAsync(token)).ShouldBe(new Dictionary<string, DateTimeOffset> { [later.Name] = later.DueAt });
    }

    private static async Task PausedNothingComesAndResumedWhatFellDueAsync(ITimerUnderTest test, CancellationToken token)
    {
        var before = await SetAsync(test, 1, 10 * test.Unit, token);
        (await test.Timer.IsPausedAsync(token)).ShouldBeFalse();
        await test.Timer.PauseAsync(token);
        (await test.Timer.IsPausedAsync(token)).ShouldBeTrue();
        var meanwhile = await SetAsync(test, 2, 10 * test.Unit, token);
        await test.PassAsync(20 * test.Unit);
        test.Woken.ShouldBeEmpty();
        await test.Timer.ResumeAsync(token);
        (await test.Timer.IsPausedAsync(token)).ShouldBeFalse();
        await test.PassAsync(5 * test.Unit);
        test.Woken.Select(woken => woken.Name).ShouldBe([before.Name, meanwhile.Name], ignoreOrder: true);
    }
}
