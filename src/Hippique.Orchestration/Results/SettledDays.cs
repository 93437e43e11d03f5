using System.Runtime.ExceptionServices;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>
/// Settles the days before today: with each plan the results that are missing, and once a day also what may have changed. A refusal is logged, and the next plan asks again.
/// </summary>
/// <remarks>
/// Requests once a day: one question for each race without an end of the last <see cref="DaysBack"/> days, one for each race with tickets of these days, and one for each race of
/// the last <see cref="OpenDaysBack"/> days with a ticket that is open, also in a book on paper. A question is put to the race's sources one after the other until one settles every ticket.
/// </remarks>
public sealed class SettledDays(RaceSettler settler, PlanStore plans, IPaperBooks paper, TimeProvider clock)
{
    /// <summary>Days before today whose missing results are asked for, and whose settled tickets are looked at again.</summary>
    internal const int DaysBack = 3;

    /// <summary>Days before today whose open tickets are asked for; dividends were seen to complete themselves up to 17 days later.</summary>
    internal const int OpenDaysBack = 21;

    /// <summary>No arrival is official earlier after the off.</summary>
    private static readonly TimeSpan AfterOff = TimeSpan.FromMinutes(30);

    /// <summary>Records and settles the days before <paramref name="today"/>; never a race of that day itself.</summary>
    /// <param name="today">The day that was planned.</param>
    /// <param name="onceADay">This is the day's one look at what may have changed.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    /// <exception cref="UnreadableFileException">A file of the record was changed by hand and no longer reads; it is named, when the other days are done.</exception>
    /// <exception cref="ArtifactException">An artifact cannot be read or written; one that was changed by hand is named when the other races are done.</exception>
    public async Task<HistoryImport> ExtendAsync(DateOnly today, bool onceADay, CancellationToken cancellationToken)
    {
        var asker = settler.NewRound(await paper.ProposeAsync(today, cancellationToken).ConfigureAwait(false));
        var total = default(HistoryImport);
        Exception? unreadable = null;
        for (var back = onceADay ? OpenDaysBack : DaysBack; back > 0; back--)
        {
            var date = today.AddDays(-back);
            // Simulated races must not enter the statistics of real horses.
            if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { Simulated: false } plan)
                continue;
            // Races that are flagged as called off among them: some races of an abandoned meeting were run.
            var over = plan.Races.Where(race => clock.GetUtcNow() - race.Off >= AfterOff).ToList();
            var ask =
                back > DaysBack ? AskFor.OpenTickets
                : onceADay ? AskFor.Corrections
                : AskFor.Missing;
            try
            {
                total += (await settler.SettleAsync(date, over, ask, asker, cancellationToken).ConfigureAwait(false)).Recorded;
            }
            // The boundary to files that a person may have changed: one of an earlier day costs no other day its results.
            catch (Exception broken) when (broken is UnreadableFileException or ArtifactException { IsUnreadable: true })
            {
                unreadable ??= broken;
            }
        }
        await paper.SettleAsync(today, cancellationToken).ConfigureAwait(false);
        if (unreadable is not null)
            ExceptionDispatchInfo.Throw(unreadable);
        return total;
    }
}
