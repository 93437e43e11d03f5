using System.Text;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Sources;
using Hippique.Sources.Boturfers;
using Hippique.Sources.Geny;
using Hippique.Sources.Pmu;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.ZEturf;

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
        if (!File.Exists(file))
            return Refused("file", SourceErrorKind.NotFound, file, "there is no such file");
        var content = await File.ReadAllBytesAsync(file, cancellationToken);
        var name = Path.GetFileName(file);
        if (IsRecorded(content))
            return new SourceProgramme(RaceArchiveSite.Name, await RecordedAsync(file, date, cancellationToken));
        if (content.AsSpan().TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{', ..])
            return new SourceProgramme(PmuSite.Name, Pmu(content, name, date));
        return Page(Encoding.UTF8.GetString(content), name, date);
    }

    /// <summary>gzip, or several lines each of which begins an object: one race a line.</summary>
    private static bool IsRecorded(byte[] content) =>
        content is [0x1f, 0x8b, ..]
        || (content is [(byte)'{', ..] && content.AsSpan().IndexOf("\n{"u8) > 0)
        || content.AsSpan().StartsWith("{\"date\""u8);

    /// <summary>The first reader that knows the page; ZEturf's error if none does.</summary>
    private static SourceProgramme Page(string html, string name, DateOnly? date)
    {
        var first = new SourceProgramme(ZEturfSite.Name, ZEturfProgrammePage.Parse(html, name, date));
        if (!IsForeign(first))
            return first;
        var others = new[]
        {
            new SourceProgramme(GenySite.Name, GenyProgramme.Read(html, name, date)),
            new SourceProgramme(BoturfersSite.Name, BoturfersProgramme.Read(html, name, date)),
        };
        return others.FirstOrDefault(other => other.Answer is SourceAnswer<Programme>.Found) ?? first;
    }

    private static bool IsForeign(SourceProgramme programme) =>
        programme.Answer is SourceAnswer<Programme>.Refused { Error.Kind: SourceErrorKind.Foreign };

    private static SourceAnswer<Programme> Pmu(byte[] content, string name, DateOnly? date) =>
        PmuProgrammeAnswer.Parse(content, name, date) switch
        {
            SourceAnswer<PmuProgramme>.Found { Value: var read } => new SourceAnswer<Programme>.Found(
                new Programme(read.Date, [.. read.Races.Select(race => race.ToLine())], read.Refused)
            ),
            SourceAnswer<PmuProgramme>.Refused refused => new SourceAnswer<Programme>.Refused(refused.Error),
            var other => throw new InvalidOperationException($"an answer of an unknown kind: {other.GetType().Name}"),
        };

    private static SourceProgramme Refused(string source, SourceErrorKind kind, string where, string missing) =>
        new(source, new SourceAnswer<Programme>.Refused(new SourceError(kind, source, where, missing)));

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
