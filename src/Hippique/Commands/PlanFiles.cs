using Hippique.Gpi.Rules;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.Recognition;

namespace Hippique.Commands;

/// <summary>Programmes from files that the user saved, recognised by their content.</summary>
internal static class PlanFiles
{
    /// <summary>The day (asked for, else the first file's) and what each file says of it.</summary>
    public static async Task<(DateOnly Date, IReadOnlyList<SourceProgramme> Programmes)> ReadAsync(
        IReadOnlyList<string> files,
        DateOnly? asked,
        CancellationToken cancellationToken
    )
    {
        var programmes = new List<SourceProgramme>(files.Count);
        var date = asked;
        foreach (var file in files)
        {
            var programme = await ReadOneAsync(file, date, cancellationToken);
            if (programme.Answer is SourceAnswer<Programme>.Found found)
                date ??= found.Value.Date;
            programmes.Add(programme);
        }
        return (date ?? DateOption.Today, programmes);
    }

    private static async Task<SourceProgramme> ReadOneAsync(string file, DateOnly? date, CancellationToken cancellationToken)
    {
        var page = PageRecogniser.Read(file, cancellationToken);
        if (page.Kind == PageKind.RecordedRaces)
            return new SourceProgramme(RaceArchiveSite.Name, await RecordedAsync(file, date, cancellationToken));
        if (page.Error is { } error)
            return Refused(error);
        if (page.Programme is not { Races: [var first, ..] } programme)
            return Refused(
                SourceErrorKind.WrongPage,
                page,
                Problem.Of($"the file holds no programme of a day; hippique parse shows what is in it")
            );
        if (date is { } asked && asked != programme.Date)
            return Refused(
                SourceErrorKind.WrongPage,
                page,
                Problem.Of($"the programme is that of {programme.Date:yyyy-MM-dd}, not of {asked:yyyy-MM-dd}")
            );
        return new SourceProgramme(first.Link.Source, new SourceAnswer<Programme>.Found(programme));
    }

    private static SourceProgramme Refused(SourceErrorKind kind, SavedPage page, Problem missing) =>
        Refused(new SourceError(kind, "file", page.File, missing));

    private static SourceProgramme Refused(SourceError error) => new(error.Source, new SourceAnswer<Programme>.Refused(error));

    /// <summary>Recorded races: the day that was asked for, else the first of the file.</summary>
    private static async Task<SourceAnswer<Programme>> RecordedAsync(string file, DateOnly? date, CancellationToken cancellationToken)
    {
        if (date is null)
        {
            switch (RecordedRaces.Dates(file, cancellationToken))
            {
                case SourceAnswer<IReadOnlyList<DateOnly>>.Found dates:
                    date = dates.Value[0];
                    break;
                case SourceAnswer<IReadOnlyList<DateOnly>>.Refused refused:
                    return new SourceAnswer<Programme>.Refused(refused.Error);
            }
        }
        switch (RecordedRaces.ReadDay(file, date!.Value, cancellationToken))
        {
            case SourceAnswer<RecordedDay>.Found day:
                var source = new RecordedSource(day.Value, new VirtualClock(DateTimeOffset.UnixEpoch), Regulated.Default);
                return await source.ProgrammeAsync(date.Value, cancellationToken);
            case SourceAnswer<RecordedDay>.Refused refused:
                return new SourceAnswer<Programme>.Refused(refused.Error);
            case var other:
                throw new InvalidOperationException($"an answer of an unknown kind: {other.GetType().Name}");
        }
    }
}
