using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pmu;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Pmu;

public sealed class DayCacheTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly DayCache _cache;
    private int _fetched;

    public DayCacheTests() => _cache = new DayCache(_clock, RealTime.Instance);

    [Fact]
    public async Task Looks_within_the_age_share_one_request()
    {
        await GetAsync(Noon);
        await GetAsync(Noon.AddMinutes(4.9));
        // A look that was planned before the one for which the programme was fetched.
        await GetAsync(Noon.AddMinutes(-30));

        _fetched.ShouldBe(1);
    }

    [Fact]
    public async Task Look_of_a_later_moment_asks_anew()
    {
        await GetAsync(Noon);
        await GetAsync(Noon.AddMinutes(5));

        _fetched.ShouldBe(2);
    }

    [Fact]
    public async Task Programme_that_is_old_by_the_clock_is_asked_for_whatever_the_look_was_planned_for()
    {
        await GetAsync(Noon);
        _clock.Advance(Age + TimeSpan.FromMinutes(1));

        await GetAsync(Noon);

        _fetched.ShouldBe(2);
    }

    [Fact]
    public async Task Each_day_has_its_own()
    {
        await GetAsync(Noon);
        await GetAsync(Noon, Day.AddDays(1));

        _fetched.ShouldBe(2);
    }

    [Fact]
    public async Task Forgotten_day_is_asked_for_anew()
    {
        await GetAsync(Noon);
        await _cache.ForgetAsync(Day, Token);

        await GetAsync(Noon);

        _fetched.ShouldBe(2);
    }

    [Fact]
    public async Task Failure_is_not_kept()
    {
        var refused = new SourceAnswer<PmuProgramme>.Refused(
            new SourceError(SourceErrorKind.Timeout, "pmu", "u", Problem.Of($"no answer"))
        );
        (
            await _cache.GetAsync(Day, Noon, Age, RequestUrgency.Usual, _ => Task.FromResult<SourceAnswer<PmuProgramme>>(refused), Token)
        ).ShouldBe(refused);

        (await GetAsync(Noon)).ShouldBeOfType<SourceAnswer<PmuProgramme>.Found>();
    }

    [Fact]
    public async Task Many_that_ask_at_once_wait_for_one_request()
    {
        var answer = new TaskCompletionSource<SourceAnswer<PmuProgramme>>();
        var asking = Enumerable
            .Range(0, 10)
            .Select(_ => _cache.GetAsync(Day, Noon, Age, RequestUrgency.Usual, _ => Fetch(), Token))
            .ToList();

        answer.SetResult(Found);
        await Task.WhenAll(asking);

        _fetched.ShouldBe(1);

        Task<SourceAnswer<PmuProgramme>> Fetch()
        {
            _fetched++;
            return answer.Task;
        }
    }

    [Fact]
    public async Task Request_that_an_H5_waits_for_becomes_as_urgent()
    {
        var answer = new TaskCompletionSource<SourceAnswer<PmuProgramme>>();
        Urgency? asked = null;
        var first = _cache.GetAsync(Day, Noon, Age, RequestUrgency.Usual, Fetch, Token);
        asked!.Level.ShouldBe(RequestUrgency.Usual);

        var look = _cache.GetAsync(Day, Noon, Age, RequestUrgency.H5, Fetch, Token);

        asked.Level.ShouldBe(RequestUrgency.H5);
        answer.SetResult(Found);
        await Task.WhenAll(first, look);

        Task<SourceAnswer<PmuProgramme>> Fetch(Urgency urgency)
        {
            asked = urgency;
            return answer.Task;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SourceAnswer<PmuProgramme> Found => new SourceAnswer<PmuProgramme>.Found(new PmuProgramme(Day, [], []));

    private Task<SourceAnswer<PmuProgramme>> GetAsync(DateTimeOffset moment, DateOnly? day = null) =>
        _cache.GetAsync(
            day ?? Day,
            moment,
            Age,
            RequestUrgency.Usual,
            _ =>
            {
                _fetched++;
                return Task.FromResult(Found);
            },
            Token
        );
}
