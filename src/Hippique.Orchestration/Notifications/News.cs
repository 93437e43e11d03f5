using System.Text.Json.Serialization;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>What a player is told, as data: the words are made where it is sent. A message of the outbox holds one, and so does the JSON of the webhook.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TicketsProposed), "tickets_proposed")]
[JsonDerivedType(typeof(TicketsWithdrawn), "tickets_withdrawn")]
[JsonDerivedType(typeof(TicketsExpired), "tickets_expired")]
[JsonDerivedType(typeof(PhaseMissed), "phase_missed")]
[JsonDerivedType(typeof(PhasesGoOn), "phases_go_on")]
[JsonDerivedType(typeof(PlanFailed), "plan_failed")]
[JsonDerivedType(typeof(PlanStands), "plan_stands")]
[JsonDerivedType(typeof(SourcesRefuse), "sources_refuse")]
[JsonDerivedType(typeof(SourcesAnswer), "sources_answer")]
[JsonDerivedType(typeof(ReceiverFails), "receiver_fails")]
[JsonDerivedType(typeof(ReceiverAnswers), "receiver_answers")]
[JsonDerivedType(typeof(EveningSummary), "evening_summary")]
[JsonDerivedType(typeof(Test), "test")]
public abstract record News
{
    private News() { }

    /// <summary>The tickets of one race are proposed.</summary>
    public sealed record TicketsProposed : News
    {
        public required NewsRace Race { get; init; }

        /// <summary>None of them is to be bought after this instant.</summary>
        public required DateTimeOffset ExpiresAt { get; init; }
        public required IReadOnlyList<NewsTicket> Tickets { get; init; }
    }

    /// <summary>The race of proposed tickets was called off: nothing is to be bought, and what was bought is refunded.</summary>
    public sealed record TicketsWithdrawn : News
    {
        public required NewsRace Race { get; init; }
        public required IReadOnlyList<NewsTicket> Tickets { get; init; }
    }

    /// <summary>Proposed tickets can no longer be bought, and nobody has said that they were.</summary>
    public sealed record TicketsExpired : News
    {
        public required NewsRace Race { get; init; }
        public required DateTimeOffset ExpiresAt { get; init; }
        public required IReadOnlyList<NewsTicket> Tickets { get; init; }
    }

    /// <summary>A look was not made, or failed; of several in a row the first.</summary>
    public sealed record PhaseMissed : News
    {
        public required NewsRace Race { get; init; }
        public required Phase Phase { get; init; }

        /// <summary><c>missed</c> or <c>failed</c>; see <see cref="TaskEnd.State"/>.</summary>
        public required string State { get; init; }

        /// <summary>Why, in English.</summary>
        public required string Why { get; init; }
    }

    /// <summary>Looks are made again, after several that were not.</summary>
    /// <param name="Missed">How many were not.</param>
    public sealed record PhasesGoOn(int Missed) : News;

    /// <summary>A day could not be planned.</summary>
    /// <param name="Day">Programme day.</param>
    /// <param name="NextTry">When it is tried again; null: not by itself.</param>
    /// <param name="Why">What the sources said, in English.</param>
    public sealed record PlanFailed(DateOnly Day, DateTimeOffset? NextTry, string Why) : News;

    /// <summary>A day of which <see cref="PlanFailed"/> was told has a plan, or no source offers it.</summary>
    /// <param name="Day">Programme day.</param>
    /// <param name="Races">Races of the plan; 0: no source offers the day.</param>
    public sealed record PlanStands(DateOnly Day, int Races) : News;

    /// <summary>Every source refused when the day was planned again; its plan stays.</summary>
    /// <param name="Day">Programme day.</param>
    /// <param name="Why">What they said, in English.</param>
    public sealed record SourcesRefuse(DateOnly Day, string Why) : News;

    /// <summary>Sources answer again.</summary>
    /// <param name="Day">Programme day.</param>
    public sealed record SourcesAnswer(DateOnly Day) : News;

    /// <summary>Another receiver accepts nothing any more.</summary>
    /// <param name="Receiver">Its name: <c>webhook</c>.</param>
    /// <param name="Since">Its first failure.</param>
    /// <param name="Why">The last one, in English.</param>
    public sealed record ReceiverFails(string Receiver, DateTimeOffset Since, string Why) : News;

    /// <summary>It accepts messages again.</summary>
    /// <param name="Receiver">Its name.</param>
    /// <param name="Since">Its first failure.</param>
    public sealed record ReceiverAnswers(string Receiver, DateTimeOffset Since) : News;

    /// <summary>What the day came to, as far as it is known in the evening.</summary>
    public sealed record EveningSummary : News
    {
        public required DateOnly Day { get; init; }
        public required int Races { get; init; }
        public required NewsLooks Looks { get; init; }

        /// <summary>On paper: as if every ticket had been bought.</summary>
        public required NewsMoney Money { get; init; }

        /// <summary>Of what was bought; left out while nothing was ever said to be.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public NewsMoney? Played { get; init; }
    }

    /// <summary>What <c>hippique notify test</c> sends.</summary>
    public sealed record Test : News;
}
