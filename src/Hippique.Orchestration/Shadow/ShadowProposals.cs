using System.Security.Cryptography;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Shadow;

/// <summary>Goes through a day with one book: the races in the order of their looks, each with what the book itself has at stake by then.</summary>
internal static class ShadowProposals
{
    internal const int DaysBack = 60;

    /// <param name="book">Whose rules and model.</param>
    /// <param name="day">What was seen.</param>
    /// <param name="before">The book's entries so far.</param>
    /// <param name="filledOn">The programme day of the program's clock.</param>
    /// <param name="cancellationToken">Stops between races.</param>
    /// <returns>Its tickets, and last that the day is covered.</returns>
    public static IReadOnlyList<NewEntry> Of(
        ShadowBook book,
        ShadowDay day,
        LedgerBook before,
        DateOnly filledOn,
        CancellationToken cancellationToken
    )
    {
        var entries = new List<NewEntry>();
        var played = new List<PlayedRace>();
        var earlier = EarlierDays(before, day.Date);
        var own = day.Seen.Where(race => CountryList.Includes(book.Settings.Countries, race.Planned.Country)).ToList();
        foreach (var race in own)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Its bets of the day have no result yet, as far as it knows.
            var limits = new PlayerLimits(
                PlayLimits.Of(book.Settings),
                new Euro(played.Sum(bet => bet.Staked.Amount)),
                book.Settings.ExoticsPaused
            );
            var player = PlayerStates.Of(race.H5.Snapshot.Card, race.Planned.Meeting, played, earlier, limits);
            var analysis = race.Under(book, player);
            var sheet = TicketSheet.Of(analysis);
            if (PlayedRace.Of(race.Planned, sheet) is { } bet)
                played.Add(bet);
            entries.AddRange(Entries(book, race.Planned, analysis, sheet));
        }
        entries.Add(Covered(book, day, own, filledOn));
        return entries;
    }

    /// <summary>Of the day's fact in the chain.</summary>
    public static string KeyOf(DateOnly date) => $"{ArtifactPaths.Day(date)}covered";

    private static IEnumerable<NewEntry> Entries(ShadowBook book, PlannedRace planned, RaceAnalysis analysis, TicketSheet sheet)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(ArtifactJson.Write(sheet)));
        return sheet.Tickets.Select(ticket =>
            LedgerKeys.Proposed(
                ticket,
                Proposals.Of(ticket, planned, sheet.Rules, analysis, hash) with
                {
                    ModelVersion = Proposals.Version(book.ModelSha256),
                }
            )
        );
    }

    private static NewEntry Covered(ShadowBook book, ShadowDay day, List<SeenRace> seen, DateOnly filledOn) =>
        new()
        {
            Key = KeyOf(day.Date),
            Fact = new LedgerFact.Covered
            {
                Date = day.Date,
                Races = day
                    .Plan.Races.Where(race => CountryList.Includes(book.Settings.Countries, race.Country))
                    .Count(race => !race.Cancelled || seen.Exists(one => one.Planned.Id == race.Id)),
                Seen = seen.Count,
                Rules = book.Rules,
                RulesSha256 = book.RulesSha256,
                Model = book.Model,
                ModelSha256 = book.ModelSha256,
                Fitted = day.Date <= book.FittedTo,
                InUse = IsInUse(book, seen),
                FilledOn = filledOn,
            },
        };

    /// <summary>By the last analysis of the day: after a change of the rules within it, the new ones are those in use.</summary>
    private static bool IsInUse(ShadowBook book, List<SeenRace> seen) =>
        seen.LastOrDefault(race => race.Stored is { IsUnseen: false })?.Stored is { } last
        && last.RulesSha256 == book.RulesSha256
        && last.Model.Name == book.Model;

    private static List<BettingDay> EarlierDays(LedgerBook book, DateOnly date) =>
        [
            .. book
                .Tickets.Where(ticket => ticket.Race.Date < date && ticket.Race.Date >= date.AddDays(-DaysBack))
                .GroupBy(ticket => ticket.Race.Date)
                .OrderByDescending(day => day.Key)
                .Select(day => new BettingDay(day.Key, new Euro(day.Sum(ticket => ticket.Proposed.Stake.Amount)), ClosingLines(day))
                {
                    Lost = new Euro(day.Sum(ticket => ticket.Proposed.Stake.Amount - (ticket.Paper?.Fact.Ticket.Returned?.Amount ?? 0))),
                }),
        ];

    /// <summary>The last race first, as those of the user's own bets.</summary>
    private static List<double> ClosingLines(IEnumerable<LedgerTicket> tickets) =>
        [
            .. tickets
                .OrderByDescending(ticket => ticket.Proposed.Off)
                .ThenByDescending(ticket => ticket.Race)
                .SelectMany(ticket => ticket.Paper?.Fact.Ticket.Legs ?? [])
                .Select(leg => leg.ClosingLineValue)
                .OfType<double>(),
        ];
}
