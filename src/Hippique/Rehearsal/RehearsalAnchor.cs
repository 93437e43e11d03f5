using System.Text.Json.Serialization;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary>
/// <c>rehearsal.json</c> in the folder of a rehearsal: all that a process needs to join it or to go on with it after a kill. Written once, before anything else is in the folder.
/// </summary>
internal sealed record RehearsalAnchor
{
    public const string FileName = "rehearsal.json";
    public int Schema { get; init; } = 1;

    /// <summary>Of this rehearsal alone; its mirror says it too.</summary>
    public required string Id { get; init; }

    /// <summary>Absolute path of the recording.</summary>
    public required string Day { get; init; }

    /// <summary>The recorded programme day, of several the first.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The last of several; null: one day is recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? LastDate { get; init; }

    /// <summary>The races were invented by the simulator.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Virtual seconds in a real one.</summary>
    public required double Speed { get; init; }

    /// <summary>The virtual time at <see cref="StartedAt"/>.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>On <see cref="MachineTime"/>.</summary>
    public required long StartedAt { get; init; }

    /// <summary>Of the timestamp in a second.</summary>
    public required long Frequency { get; init; }

    /// <summary><see cref="MachineTime.Boot"/>.</summary>
    public required string? Boot { get; init; }

    /// <summary>Where the mirror answers, whichever process starts it.</summary>
    public required Uri Mirror { get; init; }

    /// <summary>Sources that the recording has, in the order in which they are asked, with their addresses at the mirror.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
    public required IReadOnlyDictionary<string, Uri> BaseUrls { get; init; }

    /// <summary>What is played: pools that the recording has.</summary>
    public required IReadOnlyList<Pool> Operators { get; init; }

    /// <summary>ISO 3166 alpha-3 codes; empty: all.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Where several services have their tables in the database that they share; null: one service, whose queue is in the folder.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DatabaseSchema { get; init; }

    [JsonIgnore]
    public RehearsalMark Mark => new(Date, Speed) { LastDate = LastDate };

    /// <summary>The last programme day that is rehearsed.</summary>
    [JsonIgnore]
    public DateOnly Last => LastDate ?? Date;

    /// <summary>The day that is rehearsed now: of one that was recorded always this one, of several that of the clock or the nearest to it.</summary>
    [JsonIgnore]
    public DateOnly Today
    {
        get
        {
            if (LastDate is null || !IsOfThisBoot)
                return Last;
            var day = ParisTime.ProgrammeOf(Clock().GetUtcNow());
            return day < Date ? Date
                : day > Last ? Last
                : day;
        }
    }

    /// <summary>The rehearsal's clock; it starts anew with the machine, and then no process can go on.</summary>
    [JsonIgnore]
    public bool IsOfThisBoot => Boot == MachineTime.Boot && Frequency == MachineTime.Frequency && StartedAt <= MachineTime.Now;

    /// <summary>The same in all processes.</summary>
    public LinearClock Clock() => new(Start, StartedAt, Speed);

    /// <summary>Null where the folder is no rehearsal's.</summary>
    /// <exception cref="ArtifactException">The file is not what this program wrote.</exception>
    public static RehearsalAnchor? Find(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? ArtifactJson.Read<RehearsalAnchor>(path, File.ReadAllBytes(path)) : null;
    }

    /// <summary>Writes it whole; false if another process was first.</summary>
    public bool TryWrite(string folder)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $"{FileName}.{Id}.new");
        File.WriteAllBytes(draft, ArtifactJson.Write(this));
        try
        {
            File.Move(draft, Path.Combine(folder, FileName), overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, FileName)))
        {
            File.Delete(draft);
            return false;
        }
    }
}
