using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Hosting;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Dashboard.Tickets;

/// <summary>The buttons Joué and Pas joué of a ticket's card. Pressed three times, they say it once.</summary>
internal sealed class TicketForms(PageFrames frames, RaceBooks books, ILedger ledger, SaidRecorder recorder)
{
    public async Task<IResult> SayAsync(HttpContext context, string date)
    {
        var frame = frames.Of(context);
        if (!context.Request.HasFormContentType)
            return Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));
        var fields = await context.Request.ReadFormAsync(context.RequestAborted);
        if (SaidForm.Read(fields) is not { } form || DashboardEndpoints.DateOf(date) is not { } day)
            return Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));
        var back = LocalPath.Of(fields["back"]);
        if (await FindAsync(day, form.Ticket, context.RequestAborted) is not { } ticket)
            return NoticePage.NotFound(frame);
        var who = PersonActions.Caller(context);
        var order = form.ToOrder(ticket, ticket.Race, who.Name, SayingWay.Api);
        var why = order.IsOk ? await recorder.RecordAsync(context, order.Value, who) : order.Error;
        // A page that was posted is not shown: whoever loads it again would say it again.
        return why is null
            ? new SeeOther(back)
            : NoticePage.Of(frame, "dash_not_noted", ProblemText.In(frame.Culture, why), back, StatusCodes.Status400BadRequest);
    }

    private async Task<LedgerTicket?> FindAsync(DateOnly day, string ticket, CancellationToken cancellationToken)
    {
        // R1C3-1
        if (!RaceCode.Parse(ticket.Split('-')[0]).TryGet(out var code))
            return null;
        // The proposal has to stand there first: its process may have been killed before it was entered.
        await books.BringUpAsync(new RaceId(day, code), cancellationToken);
        var book = (await ledger.ReadAsync(day, cancellationToken)).Book;
        return book.Tickets.FirstOrDefault(one => one.Race.Date == day && one.Id == ticket);
    }
}
