using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>What the results that are known give for imported bets: those of the program's own days, else of recorded days.</summary>
/// <param name="store">Of the program's own days.</param>
/// <param name="recorded">By race.</param>
internal sealed class BetResults(IArtifactStore store, IReadOnlyDictionary<RaceId, FinishedCard> recorded)
{
    private static readonly TicketSettler Official = new();

    /// <summary>Files of races have the closing odds of pools whose dividends they lack: enough to tell whether a bet won.</summary>
    private static readonly TicketSettler AtClose = new(closingOdds: true);

    private readonly EndedRaces _own = new(store);
    private readonly Dictionary<RaceId, FinishedRace?> _read = [];

    /// <returns>Null if the result is not known.</returns>
    /// <exception cref="ArtifactException">A file of the race cannot be read.</exception>
    public async Task<SettledTicket?> SettleAsync(RaceOfBet race, ToldBet bet, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(race.Id, out var known))
            _read[race.Id] = known = await ReadAsync(race, cancellationToken).ConfigureAwait(false);
        if (known is null || TicketOf(race.Id, bet) is not { } ticket)
            return null;
        var official = SettledTicket.Of(Official.Settle(ticket, known), known.Result);
        return official.Outcome == SettledState.Unsettled ? SettledTicket.Of(AtClose.Settle(ticket, known), known.Result) : official;
    }

    /// <summary>The card of a recorded race; null if it is not among them.</summary>
    public RaceCard? CardOf(RaceId race) => recorded.GetValueOrDefault(race)?.Card;

    /// <summary>Whether the result is known.</summary>
    public bool IsKnown(RaceId race) => _read.GetValueOrDefault(race) is not null;

    private async Task<FinishedRace?> ReadAsync(RaceOfBet race, CancellationToken cancellationToken) =>
        race.Planned is { } planned && await _own.ReadAsync(planned, cancellationToken).ConfigureAwait(false) is { } ended
            ? ended.Finished
            : recorded.GetValueOrDefault(race.Id)?.Finished;

    /// <summary>Null if it is not known which combinations were bought, or for how much each.</summary>
    private static Ticket? TicketOf(RaceId race, ToldBet bet)
    {
        if (bet.Horses.Combinations(bet.Bet) is not { } combinations)
            return null;
        var each = bet.Stake.Amount / combinations.Count;
        if (each != decimal.Round(each, 2))
            return null;
        return new Ticket
        {
            Id = race.Code.ToString(),
            Race = race,
            Pool = bet.Pool,
            Bet = bet.Bet,
            Stake = bet.Stake,
            ExpectedReturn = Euro.Zero,
            ExpectedRoi = 0,
            ExpiresAt = DateTimeOffset.MinValue,
            Legs =
            [
                .. combinations.Select(numbers => new TicketLeg
                {
                    Numbers = numbers,
                    Horses = [],
                    Stake = new Euro(each),
                    Odds = bet.Odds ?? 1,
                    MinimumOdds = 1,
                    Probability = 0,
                    ExpectedDividend = 0,
                    DividendLow = 0,
                    DividendHigh = 0,
                }),
            ],
        };
    }
}
