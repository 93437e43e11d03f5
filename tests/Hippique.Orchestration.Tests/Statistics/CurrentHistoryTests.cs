using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Testing.Gpi;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.Orchestration.Tests.Statistics;

/// <summary>What one process adds to the record, and what another decides with.</summary>
public sealed class CurrentHistoryTests
{
    private readonly CountedStore _store = new();
    private readonly FakeAnalyser _analyser = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decision_knows_the_results_that_another_process_asked_for()
    {
        var asking = await ServingAsync();
        var deciding = await ServingAsync();

        await new HistoryStore(_store).ImportAsync([Yesterday("R1C1")], Token);
        await asking.Get<CurrentHistory>().RefreshAsync(Token);
        await deciding.RunAsync(Phase.H5, Token);

        _analyser.Given.ShouldHaveSingleItem().Statistics.Count.ShouldBe(InventedRaces.Card().Runners.Count);
    }

    [Fact]
    public async Task A_decision_knows_the_figures_that_another_process_collected()
    {
        var deciding = await ServingAsync();
        var since = deciding.Clock.GetUtcNow();
        PublishedFigure figure = new()
        {
            Kind = FigureKind.Trainer,
            Name = "Anne MENANT",
            Source = "zoneturf",
            Url = "https://site.example/1/",
            At = since,
            Starts = 200,
            Wins = 30,
        };
        await new FigureStore(_store).AddAsync(InventedRaces.Day, [new FigureLine { Since = since, Figure = figure }], Token);
        await deciding.RunAsync(Phase.H5, Token);

        deciding.Get<CurrentFigures>().Of(InventedRaces.Day).ShouldNotBeSameAs(FigureBook.Empty);
    }

    [Fact]
    public async Task A_record_that_stands_is_read_once()
    {
        await new HistoryStore(_store).ImportAsync([Yesterday("R1C1")], Token);
        var serving = await ServingAsync();
        var before = _store.Reads;

        await serving.Get<CurrentHistory>().LookAsync(InventedRaces.Day, Token);
        _store.Reads.ShouldBe(before);
        await new HistoryStore(_store).ImportAsync([Yesterday("R1C2")], Token);
        await serving.Get<CurrentHistory>().LookAsync(InventedRaces.Day, Token);
        serving.Get<CurrentHistory>().Now.Races.ShouldBe(2);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_leaves_what_was_read_before()
    {
        await new HistoryStore(_store).ImportAsync([Yesterday("R1C1")], Token);
        var serving = await ServingAsync();
        _store.IsAway = true;

        await serving.Get<CurrentHistory>().LookAsync(InventedRaces.Day, Token);

        serving.Get<CurrentHistory>().Now.Races.ShouldBe(1);
    }

    /// <summary>A process of the installation, as it is after its start.</summary>
    private async Task<PhaseBench> ServingAsync()
    {
        var bench = new PhaseBench(
            _store,
            more: services =>
            {
                services.AddSingleton(new RetentionSettings(400));
                services.AddHippiqueDailyWork();
                services.AddSingleton<IRaceAnalyser>(provider => provider.GetRequiredService<CurrentStatistics>().Enrich(_analyser));
            }
        );
        await bench.ScheduledAsync(Token);
        await bench.Get<CurrentHistory>().StartAsync(Token);
        await bench.Get<CurrentFigures>().StartAsync(Token);
        return bench;
    }

    private static PastRace Yesterday(string race) =>
        new()
        {
            Date = InventedRaces.Day.AddDays(-1),
            Race = race,
            Family = InventedRaces.Card().Discipline.Family(),
            Runners = [new PastRunner { Horse = "UN AUTRE", Won = true }, new PastRunner { Horse = "ENCORE UN" }],
        };

    private sealed class CountedStore : IArtifactStore
    {
        private readonly MemoryArtifactStore _inner = new();

        public int Reads { get; private set; }
        public bool IsAway { get; set; }

        public Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken)
        {
            Reads++;
            return _inner.GetAsync(path, cancellationToken);
        }

        public Task<string?> StampAsync(string path, CancellationToken cancellationToken) =>
            IsAway ? throw new IOException("away") : ((IArtifactStore)_inner).StampAsync(path, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            _inner.PutIfAbsentAsync(path, content, cancellationToken);

        public Task<PutOutcome> PutIfUnchangedAsync(
            string path,
            ReadOnlyMemory<byte> content,
            string? ifVersion,
            CancellationToken cancellationToken
        ) => _inner.PutIfUnchangedAsync(path, content, ifVersion, cancellationToken);

        public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
            _inner.ListAsync(prefix, cancellationToken);

        public Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken) =>
            _inner.FoldersAsync(prefix, cancellationToken);

        public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) => _inner.DeleteAsync(path, cancellationToken);
    }
}
