using Hippique.Doctor;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Reads;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Doctor;

public sealed class SourceChecksTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Fact]
    public async Task Source_that_fails_beside_one_that_works_is_a_warning_with_advice()
    {
        var checks = await RunAsync(new Source("zeturf", null), new Source("pmu", SourceErrorKind.Robots));

        checks.Select(check => (check.Name, check.State)).ShouldBe([("source_zeturf", CheckState.Ok), ("source_pmu", CheckState.Warning)]);
        checks[1].Found.ShouldContain("robots");
        checks[1].Advice.ShouldContain("SOURCES__ORDER");
    }

    [Fact]
    public async Task No_source_that_works_is_an_error()
    {
        var checks = await RunAsync(new Source("zeturf", SourceErrorKind.Timeout), new Source("pmu", SourceErrorKind.Changed));

        checks.ShouldAllBe(check => check.State == CheckState.Error && check.Advice.Length > 0);
        new DoctorReport(checks).Healthy.ShouldBeFalse();
        (await RunAsync()).ShouldHaveSingleItem().State.ShouldBe(CheckState.Error);
    }

    [Fact]
    public async Task Parts_not_yet_seen_on_a_real_page_are_said()
    {
        var check = (await RunAsync(new Source("geny", null))).ShouldHaveSingleItem();

        check.State.ShouldBe(CheckState.Ok);
        check.Found.ShouldContain(Hippique.Hosting.Texts.Get("doctor_part_results"));
    }

    [Fact]
    public async Task Last_page_that_was_read_well_is_told_also_of_a_source_that_now_refuses()
    {
        var store = new ArtifactSourceStore(new MemoryArtifactStore());
        var reads = new LastReads(store);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 9, 17, 58, 0, TimeSpan.Zero));
        await new WatchedSource(new Source("pmu", null), reads, clock).ProgrammeAsync(Today, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromDays(1));
        await new WatchedSource(new Source("pmu", SourceErrorKind.Forbidden), reads, clock).ProgrammeAsync(
            Today,
            TestContext.Current.CancellationToken
        );

        var checks = await SourceChecks.RunAsync(
            [new Source("pmu", SourceErrorKind.Forbidden), new Source("geny", null)],
            Today,
            () => null,
            new LastReads(store),
            TestContext.Current.CancellationToken
        );

        // 17:58 UTC is 18:58 in Paris in winter.
        checks[0].Found.ShouldContain("18:58");
        checks[1].Found.ShouldContain(Hippique.Hosting.Texts.Get("doctor_read_never"));
    }

    [Fact]
    public void Time_zone_of_this_machine_is_known() => MachineChecks.TimeZone().State.ShouldBe(CheckState.Ok);

    [Fact]
    public void Folder_that_is_a_file_is_an_error()
    {
        var file = Path.GetTempFileName();
        MachineChecks.Disk(Path.Combine(file, "data")).State.ShouldBe(CheckState.Error);
        File.Delete(file);
    }

    private static Task<IReadOnlyList<DoctorCheck>> RunAsync(params IRaceSource[] sources) =>
        SourceChecks.RunAsync(
            sources,
            Today,
            () => null,
            new LastReads(new ArtifactSourceStore(new MemoryArtifactStore())),
            TestContext.Current.CancellationToken
        );

    private sealed class Source(string name, SourceErrorKind? refuses) : IRaceSource
    {
        public string Name => name;

        public Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
            Task.FromResult<SourceAnswer<Programme>>(
                refuses is { } kind
                    ? new SourceAnswer<Programme>.Refused(new SourceError(kind, name, "https://site.example/", Problem.Of($"not today")))
                    : new SourceAnswer<Programme>.Found(new Programme(date, [], []))
            );

        public Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a check asks for no race");

        public Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a check asks for no result");
    }
}
