using Hippique.Gpi;
using Hippique.Racing;

namespace Hippique.Dashboard.Races;

/// <summary>One horse from its price to its stake.</summary>
/// <param name="Runner">The first of the ticket, else the one that came closest, else the best.</param>
/// <param name="Probabilities">From the market to the one that is bet on, in order.</param>
/// <param name="Leg">What the stake was weighed from; null if it was not weighed.</param>
public sealed record Steps(RunnerAnalysis Runner, IReadOnlyList<Step> Probabilities, SinglesAccountLeg? Leg)
{
    /// <summary>The bet that was looked at is on places.</summary>
    public required bool IsPlace { get; init; }
    public required SinglesAccount Singles { get; init; }

    /// <summary>Null if no starter has a probability.</summary>
    public static Steps? Of(RaceAnalysis analysis)
    {
        var number =
            analysis.Tickets.SelectMany(ticket => ticket.Legs).FirstOrDefault(leg => leg.Numbers.Count == 1)?.Numbers[0]
            ?? analysis.Closest?.Number
            ?? analysis.Runners.MaxBy(runner => runner.ExpectedRoi ?? double.MinValue)?.Number;
        if (analysis.Runners.FirstOrDefault(starter => starter.Number == number) is not { WinProbability: not null } runner)
            return null;
        var isPlace = analysis.Market == BetType.SimplePlace;
        var steps = new (string Name, double? Value)[]
        {
            ("share", runner.MarketShare),
            ("market", runner.MarketProbability),
            ("forecast", runner.ForecastProbability),
            ("declared", runner.DeclaredProbability),
            ("fitted", runner.FittedProbability),
            ("win", runner.WinProbability),
            ("place", isPlace ? runner.PlaceProbability : null),
        };
        return new Steps(
            runner,
            [.. steps.Where(step => step.Value is not null).Select(step => new Step(step.Name, step.Value!.Value))],
            analysis.Singles.Legs.FirstOrDefault(leg => leg.Number == runner.Number)
        )
        {
            IsPlace = isPlace,
            Singles = analysis.Singles,
        };
    }
}

/// <param name="Name">Its key: <c>market</c>.</param>
/// <param name="Probability">Between 0 and 1.</param>
public sealed record Step(string Name, double Probability);
