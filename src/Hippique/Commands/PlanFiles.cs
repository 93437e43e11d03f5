using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Sources;
using Hippique.Sources.Recorded;

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

    private static async Task<SourceProgramme> ReadOneAsync(string file, DateOnly? date, CancellationToken cancellationToken) =>
        new(RecordedRaces.SourceName, await RecordedAsync(file, date, cancellationToken));

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
                var source = new RecordedSource(day.Value, new VirtualClock(DateTimeOffset.UnixEpoch));
                return await source.ProgrammeAsync(date.Value, cancellationToken);
            case SourceAnswer<RecordedDay>.Refused refused:
                return new SourceAnswer<Programme>.Refused(refused.Error);
            case var other:
                throw new InvalidOperationException($"an answer of an unknown kind: {other.GetType().Name}");
        }
    }
}
