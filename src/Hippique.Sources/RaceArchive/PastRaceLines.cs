using System.Globalization;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.RaceArchive;

/// <summary>What PMU shows of a past race, as lines of the files that fits and evaluations read. Each has <c>after_close</c>: no look may read it.</summary>
/// <param name="Race">A line of recorded races.</param>
/// <param name="Dividends">A line of official dividends; null if there are none.</param>
/// <param name="Stakes">A line of last stakes; null if none are shown.</param>
public sealed record PastRaceLines(string Race, string? Dividends, string? Stakes)
{
    private static readonly Pool Pool = Pool.PmuInternet;

    public static PastRaceLines Of(PmuPastRace past) => new(RaceOf(past), DividendsOf(past), StakesOf(past));

    private static string RaceOf(PmuPastRace past)
    {
        var race = past.Race;
        var line = new RaceLine
        {
            Date = Day(race),
            Race = race.Id.Code.ToString(),
            Meeting = race.Meeting,
            Country = race.Country,
            Name = race.Name,
            Status = race.Status,
            OffParis = ParisTime.ToParis(race.Off).ToString("HH:mm", CultureInfo.InvariantCulture),
            OffEpochMs = race.Off.ToUnixTimeMilliseconds(),
            Pool = Pool.Code(),
            AfterClose = true,
            ReferenceEpochMs = past.Reference.Count > 0 ? past.Runners.Reference.At?.ToUnixTimeMilliseconds() : null,
            Discipline = race.Discipline.Code(),
            DistanceM = race.DistanceMetres,
            Going = race.Going,
            OfficialOrder = race.ArrivalOfficial,
            Arrival = [.. past.Arrival.Select(place => place.ToArray())],
            Bets = race.BetNames is { } names ? [.. names] : null,
            Runners = [.. past.Runners.Runners.Select(runner => Runner(past, runner))],
        };
        return JsonSerializer.Serialize(line, RaceLineJson.Default.RaceLine);
    }

    private static string? DividendsOf(PmuPastRace past)
    {
        var paid = past
            .Dividends.Where(row => row is { Bet: BetType.SimpleGagnant or BetType.SimplePlace, Combination.Count: 1, Label: "" })
            .ToList();
        if (paid.Count == 0)
            return null;
        var line = new PlaceDividendLine
        {
            Date = Day(past.Race),
            Race = past.Race.Id.Code.ToString(),
            Pool = Pool.Code(),
            AfterClose = true,
            Win = ByNumber(paid, BetType.SimpleGagnant),
            Place = ByNumber(paid, BetType.SimplePlace),
            Runners =
            [
                .. past.Runners.Runners.Select(runner => new RunnerLine
                {
                    Number = runner.Number,
                    Horse = runner.Horse,
                    NonRunner = runner.NonRunner,
                    OddsClose = Price(past.Close, runner.Number),
                    Finish = FinishOf(past.Arrival, runner.Number),
                }),
            ],
        };
        return JsonSerializer.Serialize(line, PlaceDividendLineJson.Default.PlaceDividendLine);
    }

    private static string? StakesOf(PmuPastRace past)
    {
        if (past.Stakes.Count == 0)
            return null;
        var withdrawn = past.Runners.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number).ToArray();
        var line = new PoolStakesLine
        {
            Date = Day(past.Race),
            Race = past.Race.Id.Code.ToString(),
            Pool = Pool.Code(),
            Discipline = past.Race.Discipline.Code(),
            Declared = past.Race.DeclaredRunners ?? past.Runners.Runners.Count,
            AfterClose = true,
            NonRunners = withdrawn.Length > 0 ? withdrawn : null,
        };
        (line.WinStakesCents, line.WinTotalCents) = Listed(past, BetType.SimpleGagnant);
        (line.PlaceStakesCents, line.PlaceTotalCents) = Listed(past, BetType.SimplePlace);
        (line.CoupleGagnantStakesCents, line.CoupleGagnantTotalCents) = Listed(past, BetType.CoupleGagnant);
        (line.CouplePlaceStakesCents, line.CouplePlaceTotalCents) = Listed(past, BetType.CouplePlace);
        return JsonSerializer.Serialize(line, PoolStakesLineJson.Default.PoolStakesLine);
    }

    private static string Day(PmuRace race) => race.Id.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static RunnerLine Runner(PmuPastRace past, Runner runner)
    {
        var line = Runner(runner);
        line.OddsReference = Price(past.Reference, runner.Number);
        line.OddsClose = Price(past.Close, runner.Number);
        line.Finish = FinishOf(past.Arrival, runner.Number);
        line.ReductionMsPerKm = past.Runners.Times.TryGetValue(runner.Number, out var seconds) ? (int)Math.Round(seconds * 1000) : null;
        return line;
    }

    /// <summary>What the card says of a runner.</summary>
    internal static RunnerLine Runner(Runner runner) =>
        new()
        {
            Number = runner.Number,
            Horse = runner.Horse,
            Sex = runner.Sex,
            Age = runner.Age,
            Jockey = runner.Jockey,
            Trainer = runner.Trainer,
            Owner = runner.Owner,
            Draw = runner.Draw,
            WeightKg = runner.WeightKg,
            HandicapDistanceM = runner.HandicapDistanceMetres,
            Rating = runner.Rating,
            Earnings = runner.EarningsCents,
            Form = runner.Form,
            Shoes = runner.Shoes,
            Blinkers = runner.Blinkers,
            Starts = runner.Starts,
            Wins = runner.Wins,
            Places = runner.Places,
            TrainerOpinion = runner.TrainerOpinion,
            FirstTime = runner.FirstTime,
            NonRunner = runner.NonRunner,
        };

    internal static double? Price(IReadOnlyList<WinPrice> prices, int number) =>
        prices.FirstOrDefault(price => price.Number == number)?.Odds.Value;

    /// <summary>Those of a dead heat share the better place.</summary>
    internal static int? FinishOf(IReadOnlyList<IReadOnlyList<int>> arrival, int number)
    {
        var before = 0;
        foreach (var place in arrival)
        {
            if (place.Contains(number))
                return before + 1;
            before += place.Count;
        }
        return null;
    }

    private static Dictionary<string, decimal>? ByNumber(List<Dividend> paid, BetType bet)
    {
        var rows = new Dictionary<string, decimal>();
        foreach (var row in paid.Where(row => row.Bet == bet))
            rows.TryAdd(row.Combination[0].ToString(CultureInfo.InvariantCulture), row.PerEuro);
        return rows.Count > 0 ? rows : null;
    }

    private static (Dictionary<string, long>? Listed, long? Total) Listed(PmuPastRace past, BetType bet)
    {
        if (past.Stakes.FirstOrDefault(stakes => stakes.Bet == bet) is not { } stakes)
            return (null, null);
        var listed = stakes.Stakes.ToDictionary(
            stake => string.Join('-', stake.Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
            stake => Cents(stake.Amount)
        );
        return (listed, stakes.Total is { } total ? Cents(total) : null);
    }

    private static long Cents(Euro amount) => (long)decimal.Round(amount.Amount * 100);
}
