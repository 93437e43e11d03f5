using Hippique.Hosting;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Api;

/// <summary>What is on record of tickets after something was said of them.</summary>
public sealed record BetAnswer
{
    public bool Ok { get; init; } = true;
    public required DateOnly Date { get; init; }
    public required RaceCode Race { get; init; }

    /// <summary>Something was added to the ledger; false: it had been said before.</summary>
    public required bool News { get; init; }

    /// <summary>Nothing was ever said to be played: proposals are followed as if they had been.</summary>
    public required bool PaperMode { get; init; }
    public required IReadOnlyList<TicketFate> Tickets { get; init; }

    /// <summary>Risks, 18+ and the helpline.</summary>
    public required string Warning { get; init; }
    public required string CorrelationId { get; init; }

    public static BetAnswer Of(BetOrder order, BetResult.Recorded recorded, bool paperMode) =>
        new()
        {
            Date = order.Race.Date,
            Race = order.Race.Code,
            News = recorded.IsNews,
            PaperMode = paperMode,
            Tickets = [.. recorded.Tickets.Select(TicketFate.Of)],
            Warning = ResponsibleGambling.Line,
            CorrelationId = CorrelationIdOf(order),
        };

    /// <summary>The name of the work: that of the race's results.</summary>
    public static string CorrelationIdOf(BetOrder order) => TaskName.Results(order.Race.Date, order.Race.Code);
}
