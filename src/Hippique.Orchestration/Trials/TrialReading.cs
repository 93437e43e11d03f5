using Hippique.Gpi.Balances;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Shadow;

namespace Hippique.Orchestration.Trials;

/// <summary>Counts what a trial has, and judges it when its day has come.</summary>
internal sealed class TrialReading(IArtifactStore store)
{
    /// <summary>Share of the days that have to be covered.</summary>
    private const double LeastCoverage = .9;

    /// <summary>Share of tickets that may be open.</summary>
    private const double MostOpen = .05;

    /// <summary>Deviations in half of a 95 % interval.</summary>
    private const double HalfWidth = 1.959963984540054;

    public async Task<TrialStanding> StandingAsync(TrialRecord record, DateOnly today, CancellationToken cancellationToken)
    {
        var faults = record.Faults();
        var book = await BookRead.OfAsync(store, TrialDesk.BookIdOf(record.Id), null, cancellationToken).ConfigureAwait(false);
        var tickets = book.Tickets.Where(ticket => Counts(record.Trial, ticket.Race.Date)).ToList();
        return new TrialStanding
        {
            Id = record.Id,
            State =
                faults.Count > 0 || record.IsUnreadable ? TrialState.Void
                : record.Abandonment is not null ? TrialState.Abandoned
                : record.Verdict is { } read
                    ? read.Outcome == TrialOutcome.Void ? TrialState.Void
                        : TrialState.Read
                : record.Trial is { } trial && trial.Until <= today ? TrialState.Due
                : TrialState.Running,
            Trial = record.Trial,
            Faults = faults,
            DaysOver = record.Trial is { } counted ? Math.Clamp(today.DayNumber - counted.From.DayNumber, 0, counted.Days) : 0,
            Covered = Covered(record.Trial, book),
            Tickets = tickets.Count,
            Bets = tickets.Sum(ticket => ticket.Proposed.Legs.Count),
            Verdict = record.Verdict,
            Abandoned = record.Abandonment,
        };
    }

    /// <summary>Too many of its tickets are not settled.</summary>
    public async Task<bool> IsOpenAsync(Trial trial, CancellationToken cancellationToken)
    {
        var book = await BookRead.OfAsync(store, TrialDesk.BookIdOf(trial.Id), null, cancellationToken).ConfigureAwait(false);
        var open = book.OpenDays.Where(day => Counts(trial, day.Key)).Sum(day => day.Value);
        return open > MostOpen * book.Tickets.Count(ticket => Counts(trial, ticket.Race.Date));
    }

    public async Task<TrialVerdict> JudgeAsync(
        TrialRecord record,
        DateOnly today,
        string programVersion,
        CancellationToken cancellationToken
    )
    {
        var trial = record.Trial;
        var book = await BookRead.OfAsync(store, TrialDesk.BookIdOf(record.Id), null, cancellationToken).ConfigureAwait(false);
        var tickets = book.Tickets.Where(ticket => Counts(trial, ticket.Race.Date)).ToList();
        var figures = BalanceFigures.Of(book.Bets.Where(bet => Counts(trial, bet.Race.Date)).Select(bet => bet.Bet));
        var faults = Faults(record, book);
        var found =
            trial is null || faults.Count > 0 ? null : await MeasureAsync(trial, book, figures, cancellationToken).ConfigureAwait(false);
        var verdict = new TrialVerdict
        {
            Trial = record.Id,
            Claim = trial?.Claim ?? TrialClaim.Parse("ROI > 0").Value,
            Outcome = TrialOutcome.Void,
            Reasons = faults,
            ReadOn = today,
            ProgramVersion = programVersion,
            Days = trial?.Days ?? 0,
            Covered = Covered(trial, book),
            Bets = figures.Bets,
            MinBets = trial?.MinBets ?? 0,
            Tickets = tickets.Count,
            Open = tickets.Count(ticket => ticket.SettledIn(LedgerBookKind.Paper)?.Returned is null),
            Staked = figures.Staked,
            Returned = figures.Returned,
            Estimate = found?.Estimate,
            Interval = found?.Interval,
            Edge = trial?.Power.Edge ?? 0,
            Power = trial is not null && found is { Interval: var interval } ? PowerOf(interval, trial.Power.Edge) : null,
            RulesSha256 = record.Rules?.Sha256,
            ModelSha256 = record.Model?.Sha256,
            TrialSha256 = record.Question?.Sha256,
        };
        if (faults.Count > 0 || trial is null)
            return verdict;
        var missing = Missing(verdict, found, figures.Days);
        return verdict with
        {
            Reasons = missing,
            Outcome =
                missing.Count > 0 ? TrialOutcome.NotDecidable
                : found!.Interval.Low > trial.Claim.Limit ? TrialOutcome.Held
                : TrialOutcome.NotHeld,
        };
    }

    private static bool Counts(Trial? trial, DateOnly date) => trial is not null && date >= trial.From && date <= trial.To;

    private static int Covered(Trial? trial, BookRead book) =>
        book.Days.Values.Count(day => Counts(trial, day.Date) && ShadowCoverage.IsEnough(day));

    /// <summary>What was frozen, and that its book was made by it.</summary>
    private static IReadOnlyList<TrialReason> Faults(TrialRecord record, BookRead book)
    {
        var isOwn =
            book.Changed.Count == 0
            && book.Days.Values.All(day => day.RulesSha256 == record.Trial?.RulesSha256 && day.ModelSha256 == record.Trial.ModelSha256);
        return [.. record.Faults().Concat(isOwn ? [] : [TrialReason.BookChanged]).Distinct()];
    }

    private static List<TrialReason> Missing(TrialVerdict verdict, Found? found, int days)
    {
        var missing = new List<TrialReason>();
        if (Math.Min(verdict.Covered, found?.InCommon ?? verdict.Covered) < LeastCoverage * verdict.Days)
            missing.Add(TrialReason.Coverage);
        if (verdict.Bets < verdict.MinBets)
            missing.Add(TrialReason.MinBets);
        if (verdict.Open > MostOpen * verdict.Tickets)
            missing.Add(TrialReason.OpenTickets);
        if (found is { OtherChanged: true })
            missing.Add(TrialReason.OtherBookChanged);
        if (days is > 0 and < MeanInterval.FewestDays)
            missing.Add(TrialReason.FewDays);
        if (found is null)
            missing.Add(TrialReason.NoEstimate);
        return missing;
    }

    private async Task<Found?> MeasureAsync(Trial trial, BookRead book, BalanceFigures figures, CancellationToken cancellationToken)
    {
        if (trial.Claim.Book is { } name)
        {
            var other = await BookRead.OfAsync(store, name, null, cancellationToken).ConfigureAwait(false);
            return Against(trial, book, other);
        }
        if (trial.Claim.Measure == TrialMeasure.Clv)
            return figures.ClosingLine is { Interval: { } line } ? new Found(figures.ClosingLine.Mean, line) : null;
        return figures is { Roi: { } roi, Interval: { } interval } ? new Found(roi, interval) : null;
    }

    private static Found? Against(Trial trial, BookRead book, BookRead other)
    {
        // A day on which a winner of either still waits for its dividend would speak for the other.
        var days = book
            .Days.Keys.Intersect(other.Days.Keys)
            .Where(day => Counts(trial, day) && !book.OpenDays.ContainsKey(day) && !other.OpenDays.ContainsKey(day))
            .Order()
            .ToList();
        var versions = days.Select(day => (other.Days[day].RulesSha256, other.Days[day].ModelSha256)).Distinct().Count();
        return RoiDifference.Of(book.Bets.Select(bet => bet.Bet), other.Bets.Select(bet => bet.Bet), days) is { } found
            ? new Found(found.Value, found.Interval) { OtherChanged = versions > 1 || other.Changed.Count > 0, InCommon = days.Count }
            : null;
    }

    private static double? PowerOf(BalanceInterval interval, double edge)
    {
        var error = (interval.High - interval.Low) / 2 / HalfWidth;
        return error > 0 ? Power.Of(edge, error) : null;
    }

    private sealed record Found(double Estimate, BalanceInterval Interval)
    {
        public bool OtherChanged { get; init; }

        /// <summary>Days that the other book has too; null without another.</summary>
        public int? InCommon { get; init; }
    }
}
