using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Pmu;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Backfill;

/// <summary>
/// Fetches past days, race by race, and goes on where an earlier run stopped. A failure that can pass by itself is waited for and tried again; the third in a row ends the run, as does a host
/// that does not want to be asked, or a day's requests that are spent.
/// </summary>
/// <param name="pmu">Where they come from.</param>
/// <param name="folder">Where they are put.</param>
/// <param name="clock">The program's clock.</param>
public sealed class BackfillRun(PmuPastDays pmu, BackfillFolder folder, TimeProvider clock)
{
    private const int MostFailures = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>So many races in a row that cannot be read are no matter of these races.</summary>
    private const int MostUnreadRaces = 5;

    /// <summary>So many days in a row of which nothing can be read end the run.</summary>
    private const int MostUnreadDays = 2;

    /// <summary>A race of which PMU has no result or no dividends after so many days will have none.</summary>
    private const int DaysToResult = 3;

    /// <param name="order">Which days.</param>
    /// <param name="progress">Told after each day.</param>
    /// <param name="cancellationToken">Stops between requests; the race that was being asked for is asked for again by the next run.</param>
    /// <exception cref="Artifacts.ArtifactException">The folder cannot be written.</exception>
    public async Task<BackfillReport> RunAsync(BackfillOrder order, IProgress<BackfilledDay>? progress, CancellationToken cancellationToken)
    {
        var whole = await folder.WholeAsync(cancellationToken).ConfigureAwait(false);
        DateOnly[] wanted = [.. order.Days.Where(day => !whole.Contains(day))];
        var (days, refused) = (new List<BackfilledDay>(), new List<SourceError>());
        SourceError? stopped = null;
        var unread = 0;
        foreach (var day in wanted)
        {
            switch (await DayAsync(day, order, cancellationToken).ConfigureAwait(false))
            {
                case Fetched<BackfilledDay>.Done { Value: var done }:
                    days.Add(done);
                    unread = 0;
                    progress?.Report(done);
                    break;
                case Fetched<BackfilledDay>.Unread { Error: var error } when ++unread == MostUnreadDays:
                    stopped = error;
                    break;
                case Fetched<BackfilledDay>.Unread { Error: var error }:
                    refused.Add(error);
                    break;
                case Fetched<BackfilledDay>.Stopped { Error: var error }:
                    stopped = error;
                    break;
            }
            if (stopped is not null)
                break;
        }
        return new BackfillReport
        {
            Days = days,
            Known = order.Days.Count() - wanted.Length,
            Left = wanted.Length - days.Count(day => day.IsWhole),
            Refused = refused,
            Stopped = stopped,
        };
    }

    private async Task<Fetched<BackfilledDay>> DayAsync(DateOnly date, BackfillOrder order, CancellationToken cancellationToken)
    {
        var programme = await PatientlyAsync(() => pmu.ProgrammeAsync(date, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (programme is not Fetched<PmuProgramme>.Done { Value: var listed })
            return programme is Fetched<PmuProgramme>.Unread { Error: var unread }
                ? new Fetched<BackfilledDay>.Unread(unread)
                : new Fetched<BackfilledDay>.Stopped(((Fetched<PmuProgramme>.Stopped)programme).Error);
        PmuRace[] asked =
        [
            .. listed.Races.Where(race => CountryList.Includes(order.Countries, race.Country)).OrderBy(race => race.Id.Code),
        ];
        var known = new Dictionary<RaceCode, BackfilledRace>(await folder.BegunAsync(date, cancellationToken).ConfigureAwait(false));
        var unreadInARow = new List<(PmuRace Race, SourceError Error)>();
        foreach (var race in asked.Where(race => !known.ContainsKey(race.Id.Code)))
        {
            switch (await PatientlyAsync(() => pmu.RaceAsync(race, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                case Fetched<PmuPastAnswer>.Stopped { Error: var error }:
                    return new Fetched<BackfilledDay>.Stopped(error);
                case Fetched<PmuPastAnswer>.Unread { Error: var error }:
                    unreadInARow.Add((race, error));
                    if (unreadInARow.Count == MostUnreadRaces)
                        return new Fetched<BackfilledDay>.Unread(unreadInARow[0].Error);
                    break;
                case Fetched<PmuPastAnswer>.Done { Value: var answer } when Outcome(race, answer) is { } outcome:
                    await KeepAsync(outcome).ConfigureAwait(false);
                    if (outcome.Lines is not null)
                        await LeaveOutAsync().ConfigureAwait(false);
                    break;
            }
        }
        // Nothing of the day could be read: that may pass, and the day is asked for again.
        if (unreadInARow.Count > 0 && known.Values.All(race => race.Lines is null))
            return new Fetched<BackfilledDay>.Unread(unreadInARow[0].Error);
        await LeaveOutAsync().ConfigureAwait(false);
        var day = Day(date, listed, asked, known);
        if (day.IsWhole)
            await folder.FinishAsync(day, [.. known.Values], cancellationToken).ConfigureAwait(false);
        return new Fetched<BackfilledDay>.Done(day);

        async Task KeepAsync(BackfilledRace outcome)
        {
            await folder.KeepAsync(date, outcome, cancellationToken).ConfigureAwait(false);
            known[outcome.Race] = outcome;
        }

        async Task LeaveOutAsync()
        {
            foreach (var (race, error) in unreadInARow)
                await KeepAsync(LeftOut(race, error.Problem)).ConfigureAwait(false);
            unreadInARow.Clear();
        }
    }

    /// <summary>What is kept of a race; null: it is asked for again by a later run.</summary>
    private BackfilledRace? Outcome(PmuRace race, PmuPastAnswer answer) =>
        answer switch
        {
            PmuPastAnswer.Read { Race: var past } when past.Dividends.Count > 0 || IsSettled(race) => new BackfilledRace
            {
                Race = race.Id.Code,
                Lines = PastRaceLines.Of(past),
                Notes = past.Notes.Count > 0 ? past.Notes : null,
            },
            PmuPastAnswer.LeftOut { Why: var why } => LeftOut(race, why),
            _ when IsSettled(race) => LeftOut(race, Problem.Of($"PMU has no arrival of this race")),
            _ => null,
        };

    private static BackfilledRace LeftOut(PmuRace race, Problem why) => new() { Race = race.Id.Code, Notes = [why.ToString()] };

    private static BackfilledDay Day(DateOnly date, PmuProgramme programme, PmuRace[] asked, Dictionary<RaceCode, BackfilledRace> known) =>
        new()
        {
            Date = date,
            Asked = asked.Length,
            Races = known.Values.Count(race => race.Lines is not null),
            Dividends = known.Values.Count(race => race.Lines?.Dividends is not null),
            Stakes = known.Values.Count(race => race.Lines?.Stakes is not null),
            Pending = asked.Count(race => !known.ContainsKey(race.Id.Code)),
            Notes =
            [
                .. programme.Refused.Select(error => error.ToString()),
                .. known.Values.OrderBy(race => race.Race).SelectMany(race => (race.Notes ?? []).Select(note => $"{race.Race}: {note}")),
            ],
        };

    /// <summary>What PMU does not say of it by now it will not say.</summary>
    private bool IsSettled(PmuRace race) => ParisTime.ProgrammeOf(clock.GetUtcNow()).DayNumber - race.Id.Date.DayNumber > DaysToResult;

    /// <summary>Asks again after a failure that can pass by itself.</summary>
    private async Task<Fetched<T>> PatientlyAsync<T>(Func<Task<SourceAnswer<T>>> ask, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            var answer = await ask().ConfigureAwait(false);
            if (answer is SourceAnswer<T>.Found { Value: var found })
                return new Fetched<T>.Done(found);
            var error = ((SourceAnswer<T>.Refused)answer).Error;
            if (!error.IsTransient)
                return error.IsSourceWide ? new Fetched<T>.Stopped(error) : new Fetched<T>.Unread(error);
            var pause = error.RetryAfter ?? Pause;
            if (failures == MostFailures || pause > LongestPause)
                // A page that never comes whole is this race's alone.
                return error.Kind is SourceErrorKind.Truncated or SourceErrorKind.Unavailable
                    ? new Fetched<T>.Unread(error)
                    : new Fetched<T>.Stopped(error);
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What came of asking, with all tries.</summary>
    private abstract record Fetched<T>
    {
        private Fetched() { }

        public sealed record Done(T Value) : Fetched<T>;

        /// <summary>Asking again would bring the same.</summary>
        public sealed record Unread(SourceError Error) : Fetched<T>;

        /// <summary>The host is not to be asked for anything now.</summary>
        public sealed record Stopped(SourceError Error) : Fetched<T>;
    }
}
