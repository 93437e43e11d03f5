using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Logging;
using Hippique.Racing;

namespace Hippique.Api;

/// <summary>Records what a person said of a ticket on a page, in the ledger and in the action log.</summary>
internal sealed class SaidRecorder(BetRecorder recorder, PersonActions actions, ILogger<SaidRecorder> logger)
{
    /// <param name="context">The call.</param>
    /// <param name="order">What was said.</param>
    /// <param name="who">Who said it.</param>
    /// <returns>Null, or why it does not fit.</returns>
    public async Task<Problem?> RecordAsync(HttpContext context, BetOrder order, Actor who)
    {
        var name = BetAnswer.CorrelationIdOf(order);
        RequestCorrelation.Name(context, name);
        using var scope = Correlation.Begin(logger, name);
        var result = await actions.RecordAsync(
            context,
            order.Played ? ActionKind.TicketPlayed : ActionKind.TicketSkipped,
            $"{order.Race.Date:yyyy-MM-dd}/{order.Ticket}",
            who,
            () => recorder.RecordAsync(order, context.RequestAborted),
            Commands.LocalResults.Of
        );
        return result switch
        {
            BetResult.Unknown unknown => unknown.Why,
            BetResult.Refused refused => refused.Why,
            _ => null,
        };
    }
}
