using System.Text.Json.Serialization;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Racing;

namespace Hippique.Orchestration.Sheets;

/// <summary>One pool at one look: the horses that are nearest to a bet there, or why no price makes one.</summary>
public sealed record SheetPool
{
    /// <summary>The second and the third horse are shown if their price would have to double at most.</summary>
    public const double FarthestGap = 1;
    private const int Horses = 3;

    /// <summary>Null if none of the user's pools was in view.</summary>
    public required Pool? Pool { get; init; }

    /// <summary>The bet on singles that was looked at.</summary>
    public required BetType Bet { get; init; }

    /// <summary>The guard that stops the race; with <see cref="Nearest"/>, one that a better price satisfies. Null if there is none, and in a pool that was not analysed.</summary>
    public required GuardCode? Reason { get; init; }

    /// <summary>The nearest first; empty if no price makes a bet of any.</summary>
    public required IReadOnlyList<SheetHorse> Nearest { get; init; }
    public required bool ModelledPrices { get; init; }

    /// <summary>The race was analysed by other rules or another model than those of now, so that this pool beside it would not be comparable.</summary>
    public bool OtherRules { get; init; }

    /// <param name="analysis">Of one pool.</param>
    /// <param name="look">At H-30 there is no earlier look, which is no reason against a race.</param>
    internal static SheetPool Of(RaceAnalysis analysis, Phase look)
    {
        var stopped = analysis
            .Guards.Where(guard => !guard.Passed && guard.Blocks == GuardScope.All && !PriceHelps(guard.Code))
            .FirstOrDefault(guard => !(look == Phase.H30 && IsForWantOfH30(guard)));
        return new SheetPool
        {
            Pool = analysis.Pool,
            Bet = analysis.Market,
            Reason = stopped?.Code ?? ReasonOf(analysis, look),
            Nearest = stopped is null ? [.. NearestOf(analysis)] : [],
            ModelledPrices = analysis.ModelledPrices,
        };
    }

    /// <summary>Whether a better price can satisfy the guard.</summary>
    public static bool PriceHelps(GuardCode code) =>
        code
            is GuardCode.SpCoverage
                or GuardCode.RoiMinSp
                or GuardCode.StakesBuyable
                or GuardCode.EvMinSp
                or GuardCode.EvMinCombo
                or GuardCode.PayoutMinCombo
                or GuardCode.PayoutCalibration
                or GuardCode.OverroundPlace
                or GuardCode.ClvGate
                or GuardCode.ExoticsPaused
                or GuardCode.SharpeMin
                or GuardCode.RorMax
                or GuardCode.EvMinGlobal;

    private static GuardCode? ReasonOf(RaceAnalysis analysis, Phase look) =>
        analysis.Reason is { } reason && (look == Phase.H5 || PriceHelps(reason))
            ? reason
            : analysis.Guards.FirstOrDefault(guard => !guard.Passed && guard.Blocks is GuardScope.Leg or GuardScope.Singles)?.Code;

    private static bool IsForWantOfH30(GuardVerdict guard) =>
        guard is { Code: GuardCode.SameField, Note: GuardNote.Remark { Value: GuardRemark.NoH30 } };

    /// <summary>First the horse that the guards measured, which <c>tickets</c> names too; those of a ticket are left out.</summary>
    private static IEnumerable<SheetHorse> NearestOf(RaceAnalysis analysis)
    {
        var bought = analysis.Tickets.SelectMany(ticket => ticket.Legs).SelectMany(leg => leg.Numbers).ToHashSet();
        return analysis
            .Runners.Where(runner => runner is { Price: not null, PlayableFrom: not null } && !bought.Contains(runner.Number))
            .Select(runner => new SheetHorse
            {
                Number = runner.Number,
                Horse = runner.Horse,
                Price = runner.Price!.Value,
                PricedBy = runner.PricedBy,
                PlayableFrom = runner.PlayableFrom!.Value,
            })
            .OrderBy(horse => horse.Number != analysis.Closest?.Number)
            .ThenBy(horse => horse.Gap)
            .ThenBy(horse => horse.Number)
            .Where((horse, rank) => rank == 0 || horse.Gap <= FarthestGap)
            .Take(Horses);
    }
}

/// <summary>A horse and the price from which its single would be a bet, its chance being that of the look.</summary>
public sealed record SheetHorse
{
    public required int Number { get; init; }
    public required string Horse { get; init; }

    /// <summary>At the look: win odds, or the typical place price.</summary>
    public required double Price { get; init; }

    /// <summary>What that price was made of; null in analyses of versions that did not keep it.</summary>
    public required PriceSource? PricedBy { get; init; }

    /// <summary>The lowest price that passes.</summary>
    public required double PlayableFrom { get; init; }

    [JsonIgnore]
    public double Gap => PlayableFrom / Price - 1;

    /// <summary>The price of the look passes already.</summary>
    [JsonIgnore]
    public bool IsReached => PlayableFrom <= Price;
}
