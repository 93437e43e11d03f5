using Hippique.Racing;
using Hippique.Sources.Reads;
using Hippique.Sources.Tests.Recording;
using Hippique.Testing.Sources;

namespace Hippique.Sources.Tests.Reads;

public sealed class WatchedSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Source_that_is_watched_shows_its_last_prices_as_before()
    {
        var link = new RaceLink("pmu", new DateOnly(2026, 3, 10), new RaceCode(1, 3), "https://pmu.example.invalid/R1C3");
        var close = new SourceAnswer<RaceClose>.Found(new RaceClose([], [], []));
        var shows = new WatchedSource(new FakeSource("pmu") { Close = close }, new LastReads(_folder.Store), TimeProvider.System);

        shows.HasClose.ShouldBeTrue();
        (await shows.CloseAsync(link, TestContext.Current.CancellationToken)).ShouldBe(close);
        new WatchedSource(new FakeSource("zeturf"), new LastReads(_folder.Store), TimeProvider.System).HasClose.ShouldBeFalse();
    }
}
