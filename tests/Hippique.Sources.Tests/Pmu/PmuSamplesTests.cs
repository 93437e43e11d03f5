using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pmu;
using Hippique.Sources.Recording;
using Hippique.Sources.Tests.Recording;
using Hippique.Sources.Tests.Storage;
using Hippique.Testing.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Pmu;

/// <summary>The first real answers of kinds that no reader has been tried on.</summary>
public sealed class PmuSamplesTests
{
    private static readonly SourceHttpOptions Real = new();
    private readonly ArtifactSourceStore _store = new(new MemoryArtifactStore());

    [Fact]
    public async Task The_first_answer_is_kept_whole_and_later_ones_are_not()
    {
        var samples = new PmuSamples(_store, Real);
        var first = PmuPoolPages.Citations(DateTimeOffset.UnixEpoch, ("E_SIMPLE_PLACE", [60, 40]));

        await KeepAsync(samples, "citations", first, isRead: true);
        await KeepAsync(samples, "citations", "{}", isRead: true);
        // Another process finds it there.
        await KeepAsync(new PmuSamples(_store, Real), "citations", "[]", isRead: true);

        (await TextAsync("samples/pmu/citations.json")).ShouldBe(first);
    }

    [Fact]
    public async Task The_first_that_could_not_be_read_lies_beside_the_first_that_could()
    {
        var samples = new PmuSamples(_store, Real);
        await KeepAsync(samples, "rapports/E_SIMPLE_PLACE", "{\"other\": 1}", isRead: false);
        await KeepAsync(samples, "rapports/E_SIMPLE_PLACE", "{}", isRead: true);

        (await TextAsync("samples/pmu/rapports-E_SIMPLE_PLACE-unread.json")).ShouldBe("{\"other\": 1}");
        (await TextAsync("samples/pmu/rapports-E_SIMPLE_PLACE.json")).ShouldBe("{}");
    }

    [Fact]
    public async Task An_answer_of_a_mirror_is_not_real()
    {
        var mirror = new SourceHttpOptions
        {
            BaseUrls = new Dictionary<string, Uri> { ["pmu"] = new("http://127.0.0.1:8091/rest/client/61/") },
        };

        await KeepAsync(new PmuSamples(_store, mirror), "citations", "{}", isRead: true);
        await KeepAsync(new PmuSamples(null, Real), "citations", "{}", isRead: true);

        (await _store.ListAsync("", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_costs_nothing() =>
        await KeepAsync(new PmuSamples(new BrokenSourceStore(), Real), "citations", "{}", isRead: true);

    [Fact]
    public async Task A_look_at_PMUs_own_host_leaves_its_first_answers()
    {
        using var folder = new TemporaryFolder();
        var day = MirroredDay.Open(RecordedPmuDay.WriteWithPools(folder.Path, new TimeOnly(13, 0)), Token);
        var planned = ParisTime.At(RecordedPmuDay.Day, new TimeOnly(12, 55));
        var clock = new FakeTimeProvider(planned.AddMinutes(-1));
        // Nothing leaves the process: the site is a handler under PMU's own address.
        using var site = new MirroredSite(day, clock);
        using var client = new PoliteClient(Real with { RequestsPerSecond = 1e9 }, clock, RealTime.Instance, site);
        var source = new PmuSource(client, Real, clock, RealTime.Instance, _store);
        await source.ProgrammeAsync(RecordedPmuDay.Day, Token);
        clock.SetUtcNow(planned);

        await source.RaceAsync(new RaceQuery(new RaceLink("pmu", RecordedPmuDay.Day, new RaceCode(1, 1), ""), Phase.H5, planned), Token);

        (await _store.ListAsync(PmuSamples.Folder, Token)).ShouldBe([
            "samples/pmu/citations.json",
            "samples/pmu/rapports-E_SIMPLE_PLACE.json",
        ]);
        site.Asked.ShouldAllBe(asked => asked.Path.StartsWith("/rest/client/61/programme/", StringComparison.Ordinal));
        var sent = day.At("/rest/client/61/programme/04052031/R1/C1/citations?paris=&specialisation=INTERNET", planned)!.Body;
        (await _store.GetAsync("samples/pmu/citations.json", Token))!.Value.ToArray().ShouldBe(sent);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task KeepAsync(PmuSamples samples, string what, string body, bool isRead) =>
        samples.KeepAsync(what, Encoding.UTF8.GetBytes(body), isRead, Token);

    private async Task<string?> TextAsync(string path) =>
        await _store.GetAsync(path, Token) is { } there ? Encoding.UTF8.GetString(there.Span) : null;
}
