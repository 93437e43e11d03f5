using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Tasks;

public sealed class WorkUpkeepTests
{
    private readonly FakeTimeProvider _clock = new(RunnerBench.Now);
    private readonly LinesLogger<WorkUpkeep> _log = new();
    private readonly Counted _first = new();
    private readonly Counted _second = new();
    private readonly Counted _writes = new();

    [Fact]
    public async Task Queue_IsKeptRightAtTheEndOfWork_AtMostEveryHalfMinute()
    {
        var work = Work(checks: true);

        await work.EndAsync();
        _clock.Advance(TimeSpan.FromSeconds(29));
        await work.EndAsync();
        (_first.Times, _second.Times, _writes.Times).ShouldBe((1, 1, 2));

        _clock.Advance(TimeSpan.FromSeconds(1));
        await work.EndAsync();
        (_first.Times, _second.Times, _writes.Times).ShouldBe((2, 2, 3));
    }

    [Fact]
    public async Task WhereALoopOfTheProcessDoesIt_OnlyWhatWasGatheredIsSaved()
    {
        await Work(checks: false).EndAsync();

        (_first.Times, _writes.Times).ShouldBe((0, 1));
    }

    [Fact]
    public async Task WhatFails_IsLoggedAndKeepsNothingElse()
    {
        _first.Fails = true;
        _writes.Fails = true;

        await Work(checks: true).EndAsync();

        (_second.Times, _log.Lines.Count).ShouldBe((1, 2));
    }

    private WorkUpkeep Work(bool checks) => new([_first, _second], [_writes], checks, _clock, _log);

    private sealed class Counted : IQueueUpkeep, IDeferredWrites
    {
        public int Times { get; private set; }
        public bool Fails { get; set; }

        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("not at the end of work");

        public Task CheckAsync(CancellationToken cancellationToken) => CountAsync();

        public Task FlushAsync(CancellationToken cancellationToken) => CountAsync();

        private Task CountAsync()
        {
            Times++;
            return Fails ? throw new ArtifactException(Racing.Problem.Of($"the bucket is gone")) : Task.CompletedTask;
        }
    }
}
