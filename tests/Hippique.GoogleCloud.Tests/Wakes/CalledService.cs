using System.Collections.Concurrent;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Tests.Rest;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Http;
using Hippique.Testing;
using Hippique.Testing.Clocks;
using Hippique.Testing.GoogleCloud;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.GoogleCloud.Tests.Wakes;

/// <summary>
/// A service that, as the real one, waits for a task's own instant when it is called before it, and carries it out at once when it is called later; with the clock of a timer's test.
/// </summary>
internal sealed class CalledService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _due = new();
    private readonly Kept<(string, DateTimeOffset)> _woken = new();
    private readonly SteppedWaits _waits;
    private readonly TimeSpan _step;
    private readonly string _header;

    /// <param name="loopback">Hears the calls.</param>
    /// <param name="clock">Of all.</param>
    /// <param name="underWay">How many calls are being answered.</param>
    /// <param name="step">In which the clock passes.</param>
    /// <param name="header">Names the wake that a call is.</param>
    public CalledService(LoopbackService loopback, FakeTimeProvider clock, Func<int> underWay, TimeSpan step, string header)
    {
        (Loopback, Clock, _step, _header) = (loopback, clock, step, header);
        _waits = new SteppedWaits(clock, underWay);
        loopback.Answer = CarryOutAsync;
    }

    public LoopbackService Loopback { get; }
    public FakeTimeProvider Clock { get; }
    public IReadOnlyList<(string Name, DateTimeOffset At)> Woken => _woken.All;

    /// <summary>It tries nothing again: nobody moves the clock while a test waits for it.</summary>
    public RestClient NewRest() =>
        new(
            new FakeAccessTokens("a token"),
            new RestOptions { FirstWait = TimeSpan.FromHours(1), LongestWait = TimeSpan.FromHours(1) },
            Clock,
            RealTime.Instance,
            NullLogger<RestClient>.Instance
        );

    public void Add(PlannedTask task) => _due[task.Name] = task.DueAt;

    public Task PassAsync(TimeSpan time) => _waits.PassAsync(time, _step);

    /// <summary>Until nothing is under way.</summary>
    public Task RestAsync() => _waits.RestAsync();

    public ValueTask DisposeAsync() => Loopback.DisposeAsync();

    private async Task<ServiceAnswer> CarryOutAsync(ServiceCall call)
    {
        if (WakeId.Read(call.Headers[_header]) is not { Task: var task })
            return new ServiceAnswer(200);
        if (_due.TryGetValue(task, out var due))
            await _waits.UntilAsync(due);
        _woken.Add((task, Clock.GetUtcNow()));
        return new ServiceAnswer(200);
    }
}
