using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;

namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>What a difference of log-losses allows to say.</summary>
public enum LossVerdict
{
    /// <summary>Fewer than <see cref="LossComparison.FewestRaces"/> races or <see cref="MeanInterval.FewestDays"/> days.</summary>
    TooFew,

    /// <summary>The interval holds 0.</summary>
    NotTold,

    /// <summary>The model was nearer to what happened.</summary>
    Better,

    /// <summary>The market was.</summary>
    Worse,
}

/// <summary>The model, which spoke at H-5, against the market at one moment, on the same races.</summary>
public sealed record LossComparison
{
    /// <summary>Of fewer races nothing is said to be better or worse.</summary>
    public const int FewestRaces = 100;

    public required PriceMoment Moment { get; init; }

    /// <summary>Races with every price of the moment.</summary>
    public required int Races { get; init; }

    /// <summary>Days that they were run on.</summary>
    public required int Days { get; init; }

    /// <summary>Mean of −ln p of the winner by the model, in nat; the lower the better.</summary>
    public required double Model { get; init; }

    /// <summary>The same by the shares of the pool.</summary>
    public required double Market { get; init; }

    /// <summary>Model less market, with its 95 % interval from a bootstrap over days; below 0 is better.</summary>
    public required MeanInterval AgainstMarket { get; init; }

    /// <summary>Model less the shares with the fitted exponent: plain shares are known to be too flat, and to beat them is no news.</summary>
    public required MeanInterval AgainstExponent { get; init; }

    /// <summary>Against the plain shares.</summary>
    public LossVerdict Verdict => Of(AgainstMarket);

    /// <summary>Against the shares with the fitted exponent.</summary>
    public LossVerdict ExponentVerdict => Of(AgainstExponent);

    /// <param name="moment">Whose prices.</param>
    /// <param name="days">The sums of each day.</param>
    /// <returns>Null if no race has the prices.</returns>
    internal static LossComparison? Of(PriceMoment moment, IReadOnlyList<(DateOnly Date, LossSums Sums)> days)
    {
        var counted = days.Where(day => day.Sums.Races > 0).ToList();
        if (counted.Count == 0)
            return null;
        var all = counted.Aggregate(default(LossSums), (sum, day) => sum + day.Sums);
        return new LossComparison
        {
            Moment = moment,
            Races = all.Races,
            Days = counted.Count,
            Model = all.Model / all.Races,
            Market = all.Market / all.Races,
            AgainstMarket = Less(sums => sums.Market),
            AgainstExponent = Less(sums => sums.Exponent),
        };

        // The bootstrap draws whole days, and so needs no more than their sums.
        MeanInterval Less(Func<LossSums, double> other) =>
            Bootstrap.Ratio(
                [.. counted.Select(day => day.Sums.Model - other(day.Sums))],
                [.. counted.Select(day => (double)day.Sums.Races)],
                [.. counted.Select(day => day.Date)]
            ) with
            {
                Count = all.Races,
            };
    }

    private LossVerdict Of(MeanInterval difference) =>
        Races < FewestRaces || Days < MeanInterval.FewestDays ? LossVerdict.TooFew
        : difference.High < 0 ? LossVerdict.Better
        : difference.Low > 0 ? LossVerdict.Worse
        : LossVerdict.NotTold;
}
