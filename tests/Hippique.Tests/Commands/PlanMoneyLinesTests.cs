using System.Globalization;
using Hippique.Commands;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.Tests.Commands;

/// <summary>What <c>plan</c> shows of the money that today's looks have seen.</summary>
public sealed class PlanMoneyLinesTests
{
    private readonly MemoryArtifactStore _store = new();

    [Fact]
    public async Task The_last_look_tells_the_money_and_the_likeliest_places()
    {
        await KeepAsync(Phase.H30, 1000);
        await KeepAsync(Phase.H5, 1_234_567, (1, 1.1, 1.4), (2, 2.5, 4), (3, 1.6, 2.2), (4, 1.2, 1.6), (5, 6, 12));
        Lines("fr-FR", await ViewAsync())
            .ShouldBe(
                "R1C3 vu à H-5, pmu_internet : masse 1 234 567 € en gagnant, – en placé ; n° 1 placé de 1,1 à 1,4 · n° 4 placé de 1,2 à 1,6 · n° 3 placé de 1,6 à 2,2 · n° 2 placé de 2,5 à 4,0"
            );
    }

    [Fact]
    public async Task A_look_without_ranges_tells_the_size_of_the_pools()
    {
        await KeepAsync(Phase.H30, 1000);
        Lines("en-GB", await ViewAsync()).ShouldBe("R1C3 seen at H-30, pmu_internet: 1,000 € on the win, – on places");
    }

    [Fact]
    public async Task Races_without_money_have_no_line()
    {
        var view = await ViewAsync();
        view.Races[0].Money.ShouldBeNull();
        Lines("fr-FR", view).ShouldBeEmpty();
    }

    private async Task KeepAsync(Phase phase, decimal euros, params (int Number, double Low, double High)[] places)
    {
        var look = InventedRaces.Snapshot(phase);
        var stakes = new BetStakes
        {
            Bet = BetType.SimpleGagnant,
            At = look.PlannedAt,
            Total = null,
            Stakes = [new CombinationStake([1], new Euro(euros - 400)), new CombinationStake([2], new Euro(400))],
        };
        var pool = look.Pools[0] with
        {
            Pool = Pool.PmuInternet,
            Stakes = [stakes],
            Place = [.. places.Select(place => new PlacePrice(place.Number, new PlaceRange(place.Low, place.High)))],
        };
        // The other pool shows no money, and has no line.
        var kept = look with
        {
            Pools = [pool, look.Pools[0]],
        };
        await _store.PutIfAbsentAsync(
            ArtifactPaths.Snapshot(look.Card.Id, phase),
            ArtifactJson.Write(kept),
            TestContext.Current.CancellationToken
        );
    }

    private Task<PlanView> ViewAsync()
    {
        var plan = new DayPlan
        {
            Date = InventedRaces.Day,
            Races =
            [
                new PlannedRace
                {
                    Id = InventedRaces.Id,
                    Meeting = "VALMOREL",
                    Country = "FRA",
                    Name = "PRIX 3",
                    Off = InventedRaces.Off,
                    Links = [new RaceLink("pmu", InventedRaces.Day, new RaceCode(1, 3), "https://pmu.example.invalid/3")],
                    OffClaims = [],
                },
            ],
            Refused = [],
            Notes = [],
        };
        return SeenMoney.AddToAsync(PlanView.Of(plan, InventedRaces.Off.AddHours(-1)), _store, TestContext.Current.CancellationToken);
    }

    /// <summary>In one line, every blank a plain one.</summary>
    private static string Lines(string culture, PlanView view) =>
        string.Join(
            ' ',
            PlanMoneyLines
                .Of(view.Races, CultureInfo.GetCultureInfo(culture))
                .SelectMany(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
}
