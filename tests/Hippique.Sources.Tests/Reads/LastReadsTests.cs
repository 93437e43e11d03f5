using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources.Reads;
using Hippique.Sources.Tests.Storage;
using Hippique.Testing.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Reads;

public sealed class LastReadsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.FromHours(1));
    private static readonly RaceLink Link = new("pmu", new DateOnly(2026, 3, 10), new RaceCode(1, 3), "https://pmu.example.invalid/R1C3");
    private readonly ArtifactSourceStore _store = new(new MemoryArtifactStore());

    [Fact]
    public async Task Source_that_was_never_read_has_no_entry() => (await new LastReads(_store).OfAsync("pmu", Token)).ShouldBeNull();

    [Fact]
    public async Task Each_kind_of_page_keeps_its_own_instant_over_restarts()
    {
        await new LastReads(_store).NoteAsync("pmu", read => read with { Programme = Noon }, Token);
        await new LastReads(_store).NoteAsync("pmu", read => read with { Result = Noon.AddHours(3) }, Token);

        (await new LastReads(_store).OfAsync("pmu", Token)).ShouldBe(
            new LastRead
            {
                Source = "pmu",
                Programme = Noon,
                Result = Noon.AddHours(3),
            }
        );
        (await new LastReads(_store).OfAsync("zeturf", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task File_has_the_names_that_are_documented()
    {
        await new LastReads(_store).NoteAsync("pmu", read => read with { Race = Noon.ToUniversalTime() }, Token);

        Encoding
            .UTF8.GetString((await _store.GetAsync("sources/pmu.json", Token))!.Value.Span)
            .ShouldBe("""{"source":"pmu","race":"2026-03-10T11:00:00+00:00"}""" + "\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"source\":\"pm")]
    [InlineData("null")]
    public async Task File_that_does_not_read_begins_anew(string text)
    {
        await _store.PutIfAbsentAsync("sources/pmu.json", Encoding.UTF8.GetBytes(text), Token);
        var reads = new LastReads(_store);

        (await reads.OfAsync("pmu", Token)).ShouldBeNull();
        await reads.NoteAsync("pmu", read => read with { Race = Noon }, Token);

        (await reads.OfAsync("pmu", Token))!.Race.ShouldBe(Noon);
    }

    [Fact]
    public async Task Store_that_breaks_costs_the_note_and_not_the_page()
    {
        var broken = new BrokenSourceStore();
        var source = new FakeSource("pmu") { Close = new SourceAnswer<RaceClose>.Found(new RaceClose([], [], [])) };
        var watched = new WatchedSource(source, new LastReads(broken), new FakeTimeProvider(Noon));

        (await watched.CloseAsync(Link, Token)).ShouldBeOfType<SourceAnswer<RaceClose>.Found>();

        broken.Calls.ShouldBe(1);
        (await new LastReads(broken).OfAsync("pmu", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Page_that_was_refused_is_no_read()
    {
        var refusal = new SourceError(SourceErrorKind.Timeout, "pmu", Link.Url, Problem.Of($"no answer"));
        var source = new FakeSource("pmu") { Close = new SourceAnswer<RaceClose>.Refused(refusal) };

        await new WatchedSource(source, new LastReads(_store), new FakeTimeProvider(Noon)).CloseAsync(Link, Token);

        (await new LastReads(_store).OfAsync("pmu", Token)).ShouldBeNull();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
