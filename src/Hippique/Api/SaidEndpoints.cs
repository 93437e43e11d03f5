using System.Globalization;
using Hippique.Dashboard.Entry;
using Hippique.Dashboard.Frame;
using Hippique.Hosting.Auth.BetLinks;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Microsoft.AspNetCore.Mvc;

namespace Hippique.Api;

/// <summary>
/// <c>/said/{date}/{race}</c>: the page behind the address in a message about tickets. <c>GET</c> shows what was proposed and said and changes nothing, since chat programs and mail
/// servers open addresses; its buttons say it (<c>POST</c>). The signature in the address is all that is asked for.
/// </summary>
internal static partial class SaidEndpoints
{
    private const long MostBytes = 16 << 10;

    public static void MapSaid(this IEndpointRouteBuilder app)
    {
        var race = app.MapGroup($"{BetLinks.Root}/{{date}}/{{race}}").AllowAnonymous().ExcludeFromDescription();
        race.MapMethods(
            "",
            [HttpMethods.Get, HttpMethods.Head],
            static (HttpContext context, Desk desk) => desk.OrNotNowAsync(context, desk.ShowAsync)
        );
        race.MapPost("", static (HttpContext context, Desk desk) => desk.OrNotNowAsync(context, desk.SayAsync))
            // Whoever has the address may say it, with any session and without one.
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes), OpenToViewers.Mark);
    }

    /// <summary>What the two share.</summary>
    internal sealed partial class Desk(
        BetLinks links,
        PlanStore plans,
        RaceBooks books,
        ILedger ledger,
        LedgerMode mode,
        SaidRecorder recorder,
        PageFrames frames,
        ILogger<Desk> logger
    )
    {
        /// <summary>The boundary of the page: whoever has the address reads that it cannot be had now, and the log says why.</summary>
        public async Task<IResult> OrNotNowAsync(HttpContext context, Func<HttpContext, Task<IResult>> answer)
        {
            try
            {
                return await answer(context);
            }
            catch (ArtifactException broken)
            {
                NotNow(logger, broken.Message);
                return SaidPage.NotNow(frames.Of(context));
            }
        }

        public async Task<IResult> ShowAsync(HttpContext context)
        {
            var (race, refusal) = await FindAsync(context);
            return refusal ?? await PageAsync(context, race!);
        }

        public async Task<IResult> SayAsync(HttpContext context)
        {
            var (race, refusal) = await FindAsync(context);
            if (refusal is not null)
                return refusal;
            if (
                !context.Request.HasFormContentType
                || SaidForm.Read(await context.Request.ReadFormAsync(context.RequestAborted)) is not { } form
            )
                return Problems.Bad("expected the form of this page", RequestCorrelation.Of(context));
            if (race!.Tickets.FirstOrDefault(one => one.Id == form.Ticket) is not { } ticket)
                return SaidPage.NotFound(frames.Of(context));
            var order = form.ToOrder(ticket, race.Planned.Id, Actor.Link, SayingWay.Link);
            var why = order.IsOk ? await recorder.RecordAsync(context, order.Value, new Actor(ActorWay.Link, Actor.Link)) : order.Error;
            // A page that was posted is not shown: whoever loads it again would say it again.
            return why is null
                ? new SeeOther(context.Request.Path + context.Request.QueryString)
                : await PageAsync(context, race with { Typed = new SaidTyped(form.Ticket, form.Stakes, form.Odds, why) });
        }

        private async Task<IResult> PageAsync(HttpContext context, SaidRace race)
        {
            var isPaper = await mode.IsPaperAsync(race.Tickets[0].Simulated, context.RequestAborted);
            return SaidPage.Of(frames.Of(context), race with { PaperMode = isPaper });
        }

        /// <summary>The race and its tickets, or the page that says why there are none.</summary>
        private async Task<(SaidRace? Race, IResult? Refusal)> FindAsync(HttpContext context)
        {
            var frame = frames.Of(context);
            var cancellationToken = context.RequestAborted;
            var (date, code) = ((string?)context.Request.RouteValues["date"], (string?)context.Request.RouteValues["race"]);
            if (
                !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || !RaceCode.Parse(code).TryGet(out var number)
            )
                return (null, SaidPage.NotFound(frame));
            var id = new RaceId(day, number);
            long? until = long.TryParse(context.Request.Query["until"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? seconds
                : null;
            var state = await links.CheckAsync(id, until, context.Request.Query["sign"], cancellationToken);
            if (state != BetLinkState.Good)
                return (null, state == BetLinkState.Over ? SaidPage.Over(frame, id) : SaidPage.NotFound(frame));
            if (await plans.FindAsync(id, cancellationToken) is not { } planned)
                return (null, SaidPage.NotFound(frame));
            // The proposal has to stand there first: its process may have been killed before it was entered.
            await books.BringUpAsync(id, cancellationToken);
            var book = (await ledger.ReadAsync(day, cancellationToken)).Book;
            List<LedgerTicket> tickets = [.. book.Tickets.Where(ticket => ticket.Race == id)];
            return tickets.Count == 0 ? (null, SaidPage.NotFound(frame)) : (new SaidRace(planned, tickets), null);
        }

        [LoggerMessage(1, LogLevel.Error, "the page of a message's address cannot be had: {Why}")]
        private static partial void NotNow(ILogger logger, string why);
    }
}
