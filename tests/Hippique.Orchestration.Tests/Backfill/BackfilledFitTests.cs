using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Calibration.Pools;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Tests.Backfill;

/// <summary>From past races as they are written to a model of one's own: what a user has after a month of <c>backfill</c>, on invented races.</summary>
public sealed class BackfilledFitTests : IDisposable
{
    private static readonly DateOnly First = new(2025, 1, 2);
    private static readonly double[] Odds = [2.6, 4.2, 5.8, 8, 11, 14, 19, 26, 38, 61, 75, 90];
    private readonly string _root = Directory.CreateTempSubdirectory("hippique-backfilled-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Files_of_past_days_make_a_model_and_are_judged()
    {
        Write(days: 40, races: 9);
        var races = RaceFiles.Read([Folder("races")], [], Token);
        var dividends = DividendFiles.Read([Folder("dividends")], Token);
        var stakes = PoolFiles.Read([Folder("pools")], dividends, Discipline.Unknown, Token);
        (races.Refused.Count, dividends.Refused.Count, stakes.Refused.Count).ShouldBe((0, 0, 0));

        var fitted = PoolMoneyFits.AddTo(CalibrationRun.Fit(races, "own", null, dividends), stakes, recorded: null);

        var exponent = fitted.Model.Exponents.First(fit => fit is { Family: PoolFamily.Internet, Discipline: ModelDiscipline.All });
        exponent.Value.ShouldBe(1, .25);
        // February is held out.
        exponent.Races.ShouldBe(270);
        fitted.Model.Data.HeldOut["pmu_internet"].ShouldBe(new DateOnly(2025, 2, 1));
        fitted.Model.OrderLaws.ShouldContain(law => law.Family == PoolFamily.Internet && law.Races == 270);
        fitted.Estimates.ShouldContain(estimate => estimate.Group.StartsWith("payout pmu_internet simple_place", StringComparison.Ordinal));
        fitted.Estimates.ShouldContain(estimate => estimate.Group == "place money pmu_internet" && estimate.Count == 2 * 26 * 9);
        fitted.Model.Data.Files.Count.ShouldBe(40);

        var evidence = PoolsEvaluation.Of(fitted.Model, stakes, recorded: null, Token);
        var table = evidence.Tables.ShouldHaveSingleItem();
        (table.Moment, table.Races, table.All.Won).ShouldBe((PriceMoment.Close, 360, 1080));
        evidence.LeftOut.ShouldBeEmpty();
    }

    private string Folder(string name) => Path.Combine(_root, name);

    private void Write(int days, int races)
    {
#pragma warning disable RS0030 // Seeded: the same races in every run.
        var random = new Random(17);
#pragma warning restore RS0030
        foreach (var name in (string[])["races", "dividends", "pools"])
            Directory.CreateDirectory(Folder(name));
        for (var day = 0; day < days; day++)
        {
            var date = First.AddDays(day);
            var lines = Enumerable
                .Range(1, races)
                .Select(race => PastRaceLines.Of(Past(new RaceId(date, new RaceCode(1, race)), random)))
                .ToList();
            Put("races", date, lines.Select(line => line.Race));
            Put("dividends", date, lines.Select(line => line.Dividends!));
            Put("pools", date, lines.Select(line => line.Stakes!));
        }
    }

    private void Put(string folder, DateOnly date, IEnumerable<string> lines) =>
        File.WriteAllLines(Path.Combine(Folder(folder), $"{date:yyyy-MM-dd}.jsonl"), lines);

    /// <summary>The win pool is right about every horse; places are drawn by the same chances.</summary>
    private static PmuPastRace Past(RaceId id, Random random)
    {
        double[] odds =
        [
            .. Odds.Take(8 + random.Next(5)).Select(price => Math.Round(price * Math.Exp(.2 * (random.NextDouble() - .5)), 1)),
        ];
        double[] chances = [.. odds.Select(price => 1 / price)];
        var order = Draw(chances, random);
        double[] places = [.. chances.Select(chance => Math.Pow(chance, .8) * Math.Exp(.4 * (random.NextDouble() - .5)))];
        var off = ParisTime.At(id.Date, new TimeOnly(11 + id.Code.Race, 15));
        return new PmuPastRace
        {
            Race = new PmuRace
            {
                Id = id,
                AskedAs = id.Code,
                Meeting = "VILLEBELLE",
                Country = "FRA",
                Name = "PRIX INVENTÉ",
                Off = off,
                Discipline = Discipline.Flat,
                DistanceMetres = 2000,
                Going = null,
                DeclaredRunners = odds.Length,
                Status = "FIN_COURSE",
                MeetingCalledOff = false,
                Offers = null,
                HasInternetSingles = true,
                Arrival = new PmuArrival([.. order.Select(number => (IReadOnlyList<int>)[number])], null),
                ArrivalOfficial = true,
                HasDividends = true,
            },
            Runners = new PmuParticipants(
                [
                    .. Enumerable
                        .Range(1, odds.Length)
                        .Select(number => new Runner { Number = number, Horse = $"CHEVAL {random.Next(400)} {number}" }),
                ],
                Prices(off.AddMinutes(2), odds),
                Prices(off.AddMinutes(-30), odds)
            ),
            Dividends =
            [
                new Dividend(BetType.SimpleGagnant, [order[0]], (decimal)odds[order[0] - 1]),
                .. order
                    .Take(3)
                    .Select(number => new Dividend(BetType.SimplePlace, [number], Math.Round(1.05m + (decimal)odds[number - 1] / 5, 1))),
            ],
            Stakes = [Stakes(BetType.SimpleGagnant, chances), Stakes(BetType.SimplePlace, places)],
            Notes = [],
        };
    }

    private static List<int> Draw(double[] chances, Random random)
    {
        var (left, order) = (Enumerable.Range(1, chances.Length).ToList(), new List<int>());
        while (left.Count > 0)
        {
            var at = random.NextDouble() * left.Sum(number => chances[number - 1]);
            var next = left.FirstOrDefault(number => (at -= chances[number - 1]) < 0, left[^1]);
            order.Add(next);
            left.Remove(next);
        }
        return order;
    }

    private static PoolPrices Prices(DateTimeOffset at, double[] odds) =>
        new()
        {
            Pool = Pool.PmuInternet,
            Origin = PriceOrigin.Live,
            At = at,
            Win = [.. odds.Select((value, index) => new WinPrice(index + 1, new Odds(value)))],
        };

    private static BetStakes Stakes(BetType bet, double[] shares) =>
        new()
        {
            Bet = bet,
            At = null,
            Total = null,
            Stakes =
            [
                .. shares.Select(
                    (share, index) =>
                        new CombinationStake([index + 1], Euro.FromComputed(share / shares.Sum() * 50_000, MidpointRounding.ToEven))
                ),
            ],
        };
}
