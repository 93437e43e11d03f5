using Hippique.Gpi.Rules;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.RaceArchive;

public sealed class RecordedRealDayTests
{
    private static readonly DateOnly Saturday = new(2025, 11, 22);

    [Fact]
    public async Task TheRealDayOf22November2025_HasTheKnownKindsOfPrices()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var day = Read("races/2025-11.jsonl.gz", Saturday);

        day.Refused.ShouldBeEmpty();
        day.Races.Count.ShouldBe(52);
        // Counted by hand on the file when the rules were written down.
        (await OriginsAsync(day, Phase.H30)).ShouldBe("13 live, 24 reference, 2 modelled, 13 none");
        (await OriginsAsync(day, Phase.H5)).ShouldBe("22 live, 0 reference, 17 modelled, 13 none");
    }

    [Theory]
    [InlineData("races/2025-10.jsonl.gz", 375)]
    [InlineData("races/2025-11.jsonl.gz", 1207)]
    [InlineData("races/2025-12.jsonl.gz", 1314)]
    [InlineData("races/2026-01.jsonl.gz", 1198)]
    [InlineData("races/2026-02.jsonl.gz", 254)]
    [InlineData("races/2026-05.jsonl.gz", 1724)]
    [InlineData("races/2026-06.jsonl.gz", 1752)]
    [InlineData("races/two-pools-2026-04.jsonl.gz", 358)]
    public void EveryRecordedFile_ReadsWithoutARefusal(string file, int races)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var answer = RecordedRaces.ReadAll(RealData.Path(file), TestContext.Current.CancellationToken);

        var days = answer.ShouldBeOfType<SourceAnswer<IReadOnlyList<RecordedDay>>.Found>().Value;
        days.Sum(day => day.Races.Count).ShouldBe(races);
        days.SelectMany(day => day.Refused).ShouldBeEmpty();
        days.SelectMany(day => day.Races).ShouldAllBe(race => ParisTime.ProgrammeOf(race.Card.Off) == race.Card.Id.Date);
        if (file.Contains("two-pools", StringComparison.Ordinal))
            days.SelectMany(day => day.Races).Count(race => race.Pools.Count == 2).ShouldBeGreaterThan(300);
    }

    private static RecordedDay Read(string file, DateOnly date) =>
        RecordedRaces
            .ReadDay(RealData.Path(file), date, TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<RecordedDay>.Found>()
            .Value;

    private static async Task<string> OriginsAsync(RecordedDay day, Phase phase)
    {
        var clock = new FakeTimeProvider(day.Races.Min(race => race.Card.Off).AddHours(-1));
        var source = new RecordedSource(day, clock, Regulated.Default);
        var programme = await source.ProgrammeAsync(day.Date, TestContext.Current.CancellationToken);
        var counts = new Dictionary<PriceOrigin, int>();
        foreach (var race in ((SourceAnswer<Programme>.Found)programme).Value.Races.OrderBy(race => race.Off))
        {
            var due = race.Off - phase.BeforeOff();
            clock.SetUtcNow(due);
            var view = await source.RaceAsync(new RaceQuery(race.Link, phase, due), TestContext.Current.CancellationToken);
            var prices = ((SourceAnswer<RaceView>.Found)view).Value.Pools[0];
            (prices.At is null || prices.At <= due).ShouldBeTrue();
            counts[prices.Origin] = counts.GetValueOrDefault(prices.Origin) + 1;
        }
        int Of(PriceOrigin origin) => counts.GetValueOrDefault(origin);
        return $"{Of(PriceOrigin.Live)} live, {Of(PriceOrigin.Reference)} reference, {Of(PriceOrigin.Modelled)} modelled, {Of(PriceOrigin.None)} none";
    }
}
