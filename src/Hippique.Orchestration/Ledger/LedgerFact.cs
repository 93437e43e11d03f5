using System.Text.Json.Serialization;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>What an entry of the ledger says.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Proposed), "proposed")]
[JsonDerivedType(typeof(Played), "played")]
[JsonDerivedType(typeof(NotPlayed), "not_played")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
[JsonDerivedType(typeof(Result), "result")]
[JsonDerivedType(typeof(Settled), "settled")]
[JsonDerivedType(typeof(Covered), "covered")]
[JsonDerivedType(typeof(Trial), "trial")]
[JsonDerivedType(typeof(Imported), "imported")]
[JsonDerivedType(typeof(Official), "official")]
public abstract record LedgerFact
{
    private LedgerFact() { }

    /// <summary>A ticket was proposed, with what a balance needs of its race: the day's files are cleared one day, the ledger is not.</summary>
    public sealed record Proposed : LedgerFact
    {
        public required Pool Pool { get; init; }
        public required BetType Bet { get; init; }
        public required Euro Stake { get; init; }
        public required Euro ExpectedReturn { get; init; }
        public required IReadOnlyList<ProposedLeg> Legs { get; init; }

        /// <summary>The off as it stood when the ticket was written.</summary>
        public required DateTimeOffset Off { get; init; }
        public required DateTimeOffset ExpiresAt { get; init; }
        public required string Meeting { get; init; }
        public required Discipline Discipline { get; init; }

        /// <summary>Name of the rule set, <c>gpi-v5.1</c>.</summary>
        public required string Rules { get; init; }

        /// <summary>First twelve hex digits of the SHA-256 of its file; empty if the analysis is not there any more.</summary>
        public required string RulesVersion { get; init; }

        /// <summary>Name of the model; empty if the analysis is not there any more.</summary>
        public required string Model { get; init; }

        /// <summary>First twelve hex digits of the SHA-256 of the model's file; in shadow books only.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? ModelVersion { get; init; }

        /// <summary>The prices behind it were modelled for a replay.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool ModelledPrices { get; init; }

        /// <summary>SHA-256 of <c>tickets.json</c>; in a shadow book of the file that its rules would have written.</summary>
        public required string Sha256 { get; init; }
    }

    /// <summary>The user has bought it.</summary>
    public sealed record Played : LedgerFact
    {
        public required Pool Pool { get; init; }
        public required Euro Stake { get; init; }

        /// <summary>What was bought of it, a leg at least, in the order of the ticket.</summary>
        public required IReadOnlyList<PlayedLeg> Legs { get; init; }
        public required Saying Said { get; init; }
    }

    /// <summary>The user has not bought it, and will not.</summary>
    public sealed record NotPlayed(Saying Said) : LedgerFact;

    /// <summary>The race was called off before the user had said anything.</summary>
    public sealed record Withdrawn : LedgerFact;

    /// <summary>The race has a result that settles tickets, or another one than before.</summary>
    /// <param name="State">Its state.</param>
    /// <param name="File"><c>result.json</c>; null if only the plan calls the race off.</param>
    /// <param name="Sha256">Of the file; null without one.</param>
    public sealed record Result(ResultState State, string? File, string? Sha256) : LedgerFact;

    /// <summary>What a ticket returned.</summary>
    public sealed record Settled : LedgerFact
    {
        public required LedgerBookKind Book { get; init; }

        /// <summary>At the stakes and prices of the book: those of the proposal, or those that the user told.</summary>
        public required SettledTicket Ticket { get; init; }

        /// <summary>What it returned less what the entry returned that it corrects; null if it corrects none.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Euro? Difference { get; init; }
    }

    /// <summary>A shadow book has gone through a day; it never does so again.</summary>
    public sealed record Covered : LedgerFact
    {
        public required DateOnly Date { get; init; }

        /// <summary>Races of the plan in the user's countries that were to be run.</summary>
        public required int Races { get; init; }

        /// <summary>Of them seen at H-5, and so analysed.</summary>
        public required int Seen { get; init; }
        public required string Rules { get; init; }

        /// <summary>SHA-256 of its file.</summary>
        public required string RulesSha256 { get; init; }
        public required string Model { get; init; }

        /// <summary>SHA-256 of its file.</summary>
        public required string ModelSha256 { get; init; }

        /// <summary>The model was fitted on races of this day or of later ones, so the day is no test of it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool Fitted { get; init; }

        /// <summary>These rules with this model made the user's own proposals of the day.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool InUse { get; init; }

        /// <summary>The programme day on which it was done, by the program's clock.</summary>
        public required DateOnly FilledOn { get; init; }
    }

    /// <summary>What happened to a trial, in the register of trials.</summary>
    /// <param name="Id">Its folder.</param>
    /// <param name="Step">What happened.</param>
    /// <param name="On">The programme day, by the program's clock.</param>
    /// <param name="Sha256">Of the file that says more.</param>
    public sealed record Trial(string Id, TrialStep Step, DateOnly On, string Sha256) : LedgerFact;

    /// <summary>A bet that this program never proposed, from a file of the user's: what he or his operator says of it.</summary>
    public sealed record Imported : LedgerFact
    {
        public required Pool Pool { get; init; }
        public required BetType Bet { get; init; }

        /// <summary>Of all its combinations together; above 0.</summary>
        public required Euro Stake { get; init; }

        /// <summary>Its horses, in the order of the file.</summary>
        public required IReadOnlyList<int> Numbers { get; init; }

        /// <summary>What the file writes for them.</summary>
        public required string Selection { get; init; }

        /// <summary>What came back, a refunded stake included; null: the file does not say, as of a bet that is open.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Euro? Returned { get; init; }

        /// <summary>The file says that the stake came back.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool Refunded { get; init; }

        /// <summary>The price taken; null: the file does not say.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public double? Odds { get; init; }

        /// <summary>Racecourse; empty if it is not known.</summary>
        public required string Meeting { get; init; }
        public required Discipline Discipline { get; init; }

        /// <summary>The off; if it is not known the moment at which the bet was placed, else noon of the day.</summary>
        public required DateTimeOffset Off { get; init; }

        /// <summary>The operator's own name of the bet; null: the file has none.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reference { get; init; }

        /// <summary>SHA-256 of the file.</summary>
        public required string Sha256 { get; init; }

        /// <summary>In the file, counted from 1.</summary>
        public required int Line { get; init; }

        /// <summary>Who imported it, and when.</summary>
        public required Saying Said { get; init; }
    }

    /// <summary>What the results give for an imported bet.</summary>
    /// <param name="Ticket">Its combinations as legs, none of them left open.</param>
    public sealed record Official(SettledTicket Ticket) : LedgerFact
    {
        /// <summary>By official dividends; null if there are closing odds alone, which say no more than whether it won.</summary>
        [JsonIgnore]
        public Euro? Returned => Ticket.Legs.Any(leg => leg.Basis == DividendBasis.ClosingOdds) ? null : Ticket.Returned;
    }
}

/// <summary>A step in the life of a trial.</summary>
public enum TrialStep
{
    /// <summary>Rules, model and question were frozen (<c>trial.json</c>).</summary>
    Started,

    /// <summary>It was given up before it was read (<c>abandoned.json</c>).</summary>
    Abandoned,

    /// <summary>Its result was read (<c>verdict.json</c>).</summary>
    Read,
}

/// <summary>Whose money it is.</summary>
public enum LedgerBookKind
{
    /// <summary>Every proposal as if it had been played at its stakes, at the official dividends.</summary>
    Paper,

    /// <summary>What the user has said to have played.</summary>
    Played,

    /// <summary>Bets of his that were never proposed (<see cref="ImportedBet"/>); no ticket stands in it.</summary>
    Imported,
}
