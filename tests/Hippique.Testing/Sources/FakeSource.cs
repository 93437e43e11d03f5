using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Testing.Sources;

/// <summary>A source whose answers the test sets; it remembers what it was asked. A race that was not set is <see cref="SourceErrorKind.NotFound"/>.</summary>
public sealed class FakeSource(string name) : IRaceSource
{
    private readonly Kept<RaceQuery> _asked = new();
    private readonly Kept<RaceCode> _resultsAsked = new();

    public string Name => name;

    /// <summary>Lines of the programme.</summary>
    public List<ProgrammeRace> Programme { get; } = [];

    /// <summary>Set to refuse the programme.</summary>
    public SourceError? ProgrammeError { get; set; }

    /// <summary>What a look at a race gives.</summary>
    public Dictionary<RaceCode, Func<RaceQuery, SourceAnswer<RaceView>>> Views { get; } = [];
    public Dictionary<RaceCode, RaceResult> Results { get; } = [];
    public IReadOnlyList<RaceQuery> Asked => _asked.All;

    /// <summary>What a look at the last prices gives; set, the source shows them.</summary>
    public SourceAnswer<RaceClose>? Close { get; set; }

    public bool HasClose => Close is not null;

    public bool CostsRequests { get; init; } = true;

    /// <summary>Looks rest on the programme.</summary>
    public bool NeedsProgramme { get; set; }

    /// <summary>Called before the programme is given, on the thread of whoever asks.</summary>
    public Action? BeforeProgramme { get; set; }

    /// <summary>How often the programme was asked for.</summary>
    public int ProgrammesAsked => _programmesAsked;
    private int _programmesAsked;

    /// <summary>How often the last prices were asked for.</summary>
    public int ClosesAsked => _closesAsked;
    private int _closesAsked;

    public Task<SourceAnswer<RaceClose>> CloseAsync(RaceLink link, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _closesAsked);
        return Task.FromResult(Close!);
    }

    /// <summary>Races that were asked for their result.</summary>
    public IReadOnlyList<RaceCode> ResultsAsked => _resultsAsked.All;

    /// <summary>Set to refuse every result that was not set.</summary>
    public SourceErrorKind ResultError { get; set; } = SourceErrorKind.NoResultYet;

    public static SourceError Error(SourceErrorKind kind, string source = "fake", TimeSpan? retryAfter = null) =>
        new(kind, source, "https://example.invalid/", Problem.Verbatim("what the test says"), retryAfter);

    /// <summary>A programme line and, with <paramref name="view"/>, what is shown when the race is looked at.</summary>
    public FakeSource With(
        string code,
        string meeting,
        DateTimeOffset off,
        string race = "",
        RaceView? view = null,
        string country = "FRA",
        string? url = null
    )
    {
        var number = RaceCode.Parse(code).Value;
        var link = new RaceLink(name, ParisTime.ProgrammeOf(off), number, url ?? $"https://{name}.example.invalid/{code}");
        Programme.Add(
            new ProgrammeRace
            {
                Link = link,
                Meeting = meeting,
                Country = country,
                Name = race,
                Off = off,
            }
        );
        if (view is not null)
            Views[number] = _ => new SourceAnswer<RaceView>.Found(view);
        return this;
    }

    public void ForgetResultsAsked() => _resultsAsked.Clear();

    public void Refuse(string code, SourceErrorKind kind, TimeSpan? retryAfter = null) =>
        Views[RaceCode.Parse(code).Value] = _ => new SourceAnswer<RaceView>.Refused(Error(kind, name, retryAfter));

    public Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _programmesAsked);
        BeforeProgramme?.Invoke();
        return Task.FromResult<SourceAnswer<Programme>>(
            ProgrammeError is null
                ? new SourceAnswer<Programme>.Found(new Programme(date, [.. Programme.Where(race => race.Link.Date == date)], []))
                : new SourceAnswer<Programme>.Refused(ProgrammeError)
        );
    }

    public Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken)
    {
        _asked.Add(query);
        return Task.FromResult(
            Views.TryGetValue(query.Link.Code, out var view)
                ? view(query)
                : new SourceAnswer<RaceView>.Refused(Error(SourceErrorKind.NotFound, name))
        );
    }

    public Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken)
    {
        _resultsAsked.Add(link.Code);
        return Task.FromResult<SourceAnswer<RaceResult>>(
            Results.TryGetValue(link.Code, out var result)
                ? new SourceAnswer<RaceResult>.Found(result)
                : new SourceAnswer<RaceResult>.Refused(Error(ResultError, name))
        );
    }
}
