using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Sources.Pmu;

/// <summary>
/// The programmes that an earlier process fetched, noted by <see cref="ProgrammeNotes"/> and read once more from the recorded pages by this process's own reader, with the instants of
/// then. Whatever cannot be taken up is asked of the site.
/// </summary>
internal sealed class EarlierProgrammes(
    ProgrammeNotes notes,
    RecordedAnswers recorded,
    Func<DateOnly, Uri> addressOf,
    Func<PoliteAnswer, DateOnly, SourceAnswer<PmuProgramme>> read,
    TimeProvider clock,
    IClockActivity activity
)
{
    /// <summary>The last programme of a day if <paramref name="isNewEnough"/>. Null: none, or none that can be taken up.</summary>
    public async Task<EarlierProgramme?> FindAsync(
        DateOnly date,
        Func<DateTimeOffset, TimeSpan, bool> isNewEnough,
        CancellationToken cancellationToken
    )
    {
        // A clock that runs fast must not jump while a file is read.
        using var work = activity.Work();
        if (
            await notes.OfAsync(date, cancellationToken).ConfigureAwait(false) is not { } note
            || note.Url != addressOf(date).AbsoluteUri
            || note.For > note.At
            || AgeOf(note) is not { } age
            || !isNewEnough(note.For, age)
        )
            return null;
        var day = await recorded.OfDayAsync(ParisTime.ProgrammeOf(note.At), cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        if (
            // Something was recorded later than now: the clock was put back since, and how old the page is cannot be told.
            day.Any(exchange => exchange.At > now)
            || day.LastOrDefault(exchange => exchange.At == note.At && exchange.Url == note.Url) is not { } exchange
            || await recorded.AnswerAsync(exchange, day, cancellationToken).ConfigureAwait(false) is not { Answer: var answer }
            || read(answer, date) is not SourceAnswer<PmuProgramme>.Found programme
        )
            return null;
        return new EarlierProgramme(programme, note.For, now - note.At);
    }

    /// <summary>Notes what was read, and for which moment.</summary>
    public Task NoteAsync(PmuProgramme programme, DateTimeOffset moment, CancellationToken cancellationToken) =>
        programme.ReadFrom is not { } answer
            ? Task.CompletedTask
            : notes.NoteAsync(
                new ProgrammeNote
                {
                    Date = programme.Date,
                    For = moment.ToUniversalTime(),
                    At = answer.At.ToUniversalTime(),
                    Url = answer.Address.AbsoluteUri,
                },
                cancellationToken
            );

    public Task ForgetAsync(DateOnly date, CancellationToken cancellationToken) => notes.ForgetAsync(date, cancellationToken);

    /// <summary>
    /// From one process to another there is the wall clock alone. One that was put forward makes a page older than it is, which costs a request; null: it was put back behind the page.
    /// </summary>
    private TimeSpan? AgeOf(ProgrammeNote note) => clock.GetUtcNow() - note.At is var age && age >= TimeSpan.Zero ? age : null;
}

/// <param name="Programme">As it was read.</param>
/// <param name="For">The moment for which it was fetched.</param>
/// <param name="Age">How long ago it was answered.</param>
internal sealed record EarlierProgramme(SourceAnswer<PmuProgramme>.Found Programme, DateTimeOffset For, TimeSpan Age);
