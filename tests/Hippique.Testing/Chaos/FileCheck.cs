using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Testing.Chaos;

/// <summary>What must hold of a day's files whatever was done to the processes that wrote them: each decision is whole, made once and of what was seen. Each fault is a line.</summary>
/// <param name="folder">Of the rehearsal.</param>
/// <param name="dailyLimit">The user's limit of the day; null: none.</param>
public sealed class FileCheck(RehearsedFolder folder, Euro? dailyLimit)
{
    public IReadOnlyList<string> Faults(IReadOnlyList<TaskRecord> tasks)
    {
        var races = tasks.Where(task => task.Task.Race is not null).Select(task => task.Task.RaceOrThrow).Distinct().ToList();
        List<string> faults = [.. races.SelectMany(OfRace), .. tasks.SelectMany(OfTask), .. History()];
        var staked = races.Sum(race => Sheet(race)?.Tickets.Sum(ticket => ticket.Stake.Amount) ?? 0);
        if (staked > dailyLimit?.Amount)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"doubled: {staked} € staked, the limit of the day is {dailyLimit}"));
        return faults;
    }

    /// <summary>A look that was made has left its files; one that has left tickets was made.</summary>
    private IEnumerable<string> OfTask(TaskRecord task)
    {
        if (!task.Task.Kind.IsPhase())
            yield break;
        var race = task.Task.RaceOrThrow;
        var last = task.Task.Kind == TaskKind.H30 ? ArtifactPaths.Snapshot(race, Phase.H30) : ArtifactPaths.Tickets(race);
        var there = folder.Bytes(last) is not null;
        // A race that no source is asked for has a decision and no look.
        var isAbroad = task.Task.Kind == TaskKind.H30 && !folder.IsPlayed(race);
        if (task.End is { IsDone: true } && !there && !isAbroad)
            yield return $"lost: {task.Task.Name} is {task.End.State} without {last}";
        if (task.End is TaskEnd.Missed && task.Task.Kind == TaskKind.H5 && there)
            yield return $"wrong: {task.Task.Name} is missed, and {last} is there";
    }

    private IEnumerable<string> OfRace(RaceId race)
    {
        var names = folder.Names(ArtifactPaths.Race(race));
        foreach (var extra in names.Where(ArtifactPaths.IsExtra))
            yield return $"doubled: {race}/{extra}: nobody asked for another look";
        if (Analysis(race) is { } analysis)
        {
            foreach (var (name, hash) in analysis.Inputs)
            {
                if (
                    folder.Bytes(ArtifactPaths.Race(race) + name) is not { } input
                    || Convert.ToHexStringLower(SHA256.HashData(input)) != hash
                )
                    yield return $"mixed: {race}: the analysis is of another {name}";
            }
            if (
                folder.Bytes(ArtifactPaths.Tickets(race)) is { } tickets
                && !tickets.AsSpan().SequenceEqual(ArtifactJson.Write(TicketSheet.Of(analysis)))
            )
                yield return $"mixed: {race}: the tickets are not the analysis'";
        }
        else if (folder.Bytes(ArtifactPaths.Tickets(race)) is not null)
        {
            yield return $"lost: {race} has tickets and no analysis";
        }
        if (
            Repeated(
                Lines(ArtifactPaths.Cotes(race))
                    .Skip(1)
                    .Select(line => string.Join(',', line.Split(',').Where((_, at) => at is 1 or 3 or 5)))
            ) is
            { } row
        )
            yield return $"doubled: {race}: two rows of {row} in {ArtifactPaths.CotesName}";
        if (Repeated(Sheet(race)?.Tickets.Select(ticket => ticket.Id) ?? []) is { } id)
            yield return $"doubled: {race}: two tickets {id}";
        var results = names.Where(name => name.StartsWith("result", StringComparison.Ordinal)).Select(name => Hash(race, name));
        if (Repeated(results) is not null)
            yield return $"doubled: {race}: the same result twice";
        var facts = folder
            .Read<RaceSettlements>(ArtifactPaths.Settlement(race))
            ?.Facts.Select(fact => Encoding.UTF8.GetString(ArtifactJson.Write(fact with { Difference = null })));
        if (Repeated(facts ?? []) is not null)
            yield return $"doubled: {race}: settled twice alike";
    }

    private IEnumerable<string> History()
    {
        foreach (var name in folder.Names("history"))
        {
            if (Repeated(Lines($"history/{name}").Select(line => line.Split("\"race\":", 2)[^1].Split(',')[0])) is { } race)
                yield return $"doubled: history/{name} has {race} twice";
        }
    }

    private RaceAnalysis? Analysis(RaceId race) => folder.Read<RaceAnalysis>(ArtifactPaths.Analysis(race));

    private TicketSheet? Sheet(RaceId race) => folder.Read<TicketSheet>(ArtifactPaths.Tickets(race));

    private string Hash(RaceId race, string name) =>
        Convert.ToHexString(SHA256.HashData(folder.Bytes(ArtifactPaths.Race(race) + name) ?? []));

    private string[] Lines(string path) =>
        folder.Bytes(path) is { } there ? Encoding.UTF8.GetString(there).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    private static string? Repeated(IEnumerable<string> all) =>
        all.GroupBy(one => one, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
}
