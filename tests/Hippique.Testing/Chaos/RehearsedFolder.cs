using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Testing.Chaos;

/// <summary>The folder of a rehearsal as another process sees it: its clock, its day, its files.</summary>
public sealed class RehearsedFolder
{
    private readonly IReadOnlyList<string> _countries;

    private RehearsedFolder(string folder, JsonElement anchor)
    {
        Folder = folder;
        Date = DateOnly.ParseExact(anchor.GetProperty("date").GetString()!, "yyyy-MM-dd", null);
        Clock = new LinearClock(
            anchor.GetProperty("start").GetDateTimeOffset(),
            anchor.GetProperty("started_at").GetInt64(),
            anchor.GetProperty("speed").GetDouble()
        );
        _countries = [.. anchor.GetProperty("countries").EnumerateArray().Select(country => country.GetString()!)];
        Schema = anchor.TryGetProperty("database_schema", out var schema) ? schema.GetString() : null;
    }

    public string Folder { get; }

    /// <summary>The rehearsed programme day.</summary>
    public DateOnly Date { get; }

    /// <summary>The same as its services'.</summary>
    public LinearClock Clock { get; }

    /// <summary>Where several services have their tables; null: one service, whose queue is in the folder.</summary>
    public string? Schema { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Null before the rehearsal has begun.</summary>
    public static RehearsedFolder? Find(string folder)
    {
        var path = Path.Combine(folder, "rehearsal.json");
        return File.Exists(path) ? new RehearsedFolder(folder, JsonElement.Parse(File.ReadAllBytes(path))) : null;
    }

    /// <summary>Null before the day is planned.</summary>
    public DayPlan? Plan() => Read<DayPlan>(ArtifactPaths.Plan(Date));

    /// <summary>Whether a race is in a country of which the user plays races.</summary>
    public bool IsPlayed(RaceId race) =>
        _countries.Count == 0
        || Plan()?.Races.FirstOrDefault(planned => planned.Id == race) is { } there && _countries.Contains(there.Country);

    /// <summary>Null where nothing lies.</summary>
    public T? Read<T>(string path)
        where T : class => Bytes(path) is { } there ? ArtifactJson.Read<T>(path, there) : null;

    /// <summary>Null where nothing lies.</summary>
    public byte[]? Bytes(string path)
    {
        var file = Path.Combine(Folder, path);
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    /// <summary>Names of what lies below a path.</summary>
    public IReadOnlyList<string> Names(string below) =>
        Path.Combine(Folder, below) is var folder && Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
            : [];
}
