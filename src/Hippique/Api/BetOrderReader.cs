using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Api;

/// <summary>Reads which tickets are meant, and what is said of them; the same for an endpoint and a verb.</summary>
internal static class BetOrderReader
{
    /// <param name="day">Programme day.</param>
    /// <param name="id">A ticket (<c>R1C3-1</c>), or a race with all its tickets (<c>R1C3</c>).</param>
    /// <param name="played">What was bought; null: nothing was.</param>
    /// <param name="by">Who says it.</param>
    /// <param name="way">By which way.</param>
    public static ParseResult<BetOrder> Read(DateOnly day, string id, PlayedRequest? played, string by, SayingWay way)
    {
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        var race = RaceCode.Parse(dash < 0 ? id : id[..dash]);
        if (!race.TryGet(out var code))
            return ParseResult<BetOrder>.Fail($"'{Quoted.Short(id)}' is no ticket; expected R1C3-1, or R1C3 for all tickets of a race");
        var pool = ParseResult<Pool?>.Ok(null);
        if (played?.Operator is { } where)
            pool = PoolText.ParseSold(where).Convert(Pool? (sold) => sold);
        if (!pool.IsOk)
            return ParseResult<BetOrder>.Fail(pool.Error);
        if (
            played?.Legs is { } named
            && (named.Any(leg => leg.Numbers is not { Count: > 0 }) || played.Stake is not null || played.Odds is not null)
        )
            return ParseResult<BetOrder>.Fail($"legs name their horses in numbers, and stand without a stake or odds beside them");
        return ParseResult<BetOrder>.Ok(
            new BetOrder
            {
                Race = new RaceId(day, code),
                Ticket = dash < 0 ? null : id,
                Played = played is not null,
                Pool = pool.Value,
                Stakes = Amounts(played, played?.Stake, leg => leg.Stake),
                Odds = Amounts(played, played?.Odds, leg => leg.Odds),
                By = by,
                Way = way,
            }
        );
    }

    private static IReadOnlyList<LegAmount> Amounts(PlayedRequest? played, decimal? only, Func<PlayedLegRequest, decimal?> of) =>
        only is { } amount
            ? [new LegAmount([], amount)]
            : [.. (played?.Legs ?? []).Where(leg => of(leg) is not null).Select(leg => new LegAmount(leg.Numbers, of(leg)!.Value))];
}
