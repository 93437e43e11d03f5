using Hippique.Gpi;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>A proposed ticket as a ledger enters it, and back.</summary>
internal static class Proposals
{
    private const int VersionDigits = 12;

    /// <param name="ticket">As it was written.</param>
    /// <param name="planned">Its race.</param>
    /// <param name="rules">Name of the rule set.</param>
    /// <param name="analysis">What it came from; null if it is not there any more.</param>
    /// <param name="sha256">Of the file of tickets.</param>
    public static LedgerFact.Proposed Of(Ticket ticket, PlannedRace planned, string rules, RaceAnalysis? analysis, string sha256) =>
        new()
        {
            Pool = ticket.Pool,
            Bet = ticket.Bet,
            Stake = ticket.Stake,
            ExpectedReturn = ticket.ExpectedReturn,
            Off = ticket.ExpiresAt + PlanSchedule.LastLook,
            ExpiresAt = ticket.ExpiresAt,
            Meeting = planned.Meeting,
            Discipline = planned.Discipline,
            Rules = rules,
            RulesVersion = Version(analysis?.RulesSha256 ?? ""),
            Model = analysis?.Model.Name ?? "",
            ModelledPrices = ticket.ModelledPrices,
            Sha256 = sha256,
            Legs =
            [
                .. ticket.Legs.Select(leg => new ProposedLeg
                {
                    Numbers = leg.Numbers,
                    Horses = leg.Horses,
                    Stake = leg.Stake,
                    Odds = leg.Odds,
                    MinimumOdds = leg.MinimumOdds,
                    Probability = leg.Probability,
                    ExpectedDividend = leg.ExpectedDividend,
                }),
            ],
        };

    /// <summary>The first digits of a hash; empty if it is not known.</summary>
    public static string Version(string sha256) => sha256.Length > VersionDigits ? sha256[..VersionDigits] : "";

    /// <summary>The ticket as far as its settlement needs it.</summary>
    public static Ticket TicketOf(LedgerTicket ticket) =>
        new()
        {
            Id = ticket.Id,
            Race = ticket.Race,
            Pool = ticket.Proposed.Pool,
            Bet = ticket.Proposed.Bet,
            Stake = ticket.Proposed.Stake,
            ExpectedReturn = ticket.Proposed.ExpectedReturn,
            ExpectedRoi = ticket.Proposed.ExpectedReturn.ToDouble() / ticket.Proposed.Stake.ToDouble() - 1,
            ExpiresAt = ticket.Proposed.ExpiresAt,
            Simulated = ticket.Simulated,
            ModelledPrices = ticket.Proposed.ModelledPrices,
            Legs =
            [
                .. ticket.Proposed.Legs.Select(leg => new TicketLeg
                {
                    Numbers = leg.Numbers,
                    Horses = leg.Horses,
                    Stake = leg.Stake,
                    Odds = leg.Odds,
                    MinimumOdds = leg.MinimumOdds,
                    Probability = leg.Probability,
                    ExpectedDividend = leg.ExpectedDividend,
                    DividendLow = leg.ExpectedDividend,
                    DividendHigh = leg.ExpectedDividend,
                }),
            ],
        };
}
