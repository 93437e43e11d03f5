using Hippique.Gpi;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>The money in the pool where tickets are bought, horse by horse.</summary>
internal static class MoneySection
{
    /// <summary>Null if the operator shows none.</summary>
    public static AccountSection? Of(RaceAnalysis analysis, AccountWords words)
    {
        if (analysis is not { Money: { } money, Pool: { } pool } || money is { Win: null, Place: null })
            return null;
        var lines = new List<string>
        {
            words.Get("explain_money_totals", pool.Code(), words.RoundMoney(money.Win?.Total), words.RoundMoney(money.Place?.Total)),
        };
        if (money.Win?.PaidOut is { } paidOut && analysis.Runners.Any(runner => runner.WinStake is not null))
            lines.Add(words.Get("explain_money_win", paidOut));
        var hasPlaces = analysis.Runners.Any(runner => runner.PlacePool is not null);
        if (hasPlaces)
            lines.Add(words.Get("explain_money_fair", money.Place?.PaidOut));
        if (money.PlaceMoney is { } fit)
            lines.Add(words.Get("explain_money_places", fit.Value, fit.StandardError, fit.Races));
        return new AccountSection
        {
            Title = words.Get("explain_money"),
            Lines = lines,
            Table = hasPlaces || analysis.Runners.Any(runner => runner.WinStake is not null) ? Table(analysis, words) : null,
            After =
            [
                .. money.OutsideRange.Select(doubt =>
                    words.Get("explain_money_doubt", doubt.Number, doubt.Dividend, doubt.Low, doubt.High)
                ),
            ],
        };
    }

    private static IReadOnlyList<IReadOnlyList<string>> Table(RaceAnalysis analysis, AccountWords words) =>
        [
            ProbabilitySections.Headings(words, "number", "horse", "on_win", "on_place", "share", "fair", "ratio"),
            .. analysis.Runners.Select(runner =>
                new[]
                {
                    ProbabilitySections.Number(runner),
                    runner.Horse,
                    words.RoundMoney(runner.WinStake),
                    words.RoundMoney(runner.PlacePool?.Stake),
                    words.Share(runner.PlacePool?.Share),
                    words.Share(runner.PlacePool?.FairShare),
                    words.Number(runner.PlacePool?.Ratio, "0.00"),
                }
            ),
        ];
}
