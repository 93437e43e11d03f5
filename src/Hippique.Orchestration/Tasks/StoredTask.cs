using System.Text.Json.Serialization;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Tasks;

/// <summary>A task as an object: its fields beside each other, the end as state, detail and seconds.</summary>
internal sealed record StoredTask
{
    public int Schema { get; init; } = 1;
    public required string Name { get; init; }
    public required TaskKind Kind { get; init; }
    public required DateOnly Date { get; init; }
    public RaceId? Race { get; init; }
    public DateTimeOffset? Off { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required DateTimeOffset GraceUntil { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WakeMode WakeBy { get; init; }
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NextAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WaitsFor { get; init; }
    public string? State { get; init; }
    public string? Detail { get; init; }
    public int? LateSeconds { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    public static byte[] Write(TaskRecord record) => ArtifactJson.Write(Of(record));

    /// <summary>The same on one line, in nobody's hands.</summary>
    public static byte[] WriteLine(TaskRecord record) => ArtifactJson.WriteLine(Of(record with { Lease = null }));

    /// <exception cref="ArtifactException">The object is no task, or its state is not known to this version.</exception>
    public static TaskRecord Read(string path, Artifact there) => Read(path, there.Content);

    private static StoredTask Of(TaskRecord record) =>
        new()
        {
            Name = record.Task.Name,
            Kind = record.Task.Kind,
            Date = record.Task.Date,
            Race = record.Task.Race,
            Off = record.Task.Off,
            DueAt = record.Task.DueAt,
            GraceUntil = record.Task.GraceUntil,
            WakeBy = record.Task.WakeBy,
            LeaseOwner = record.Lease?.Owner,
            LeaseUntil = record.Lease?.Until,
            NextAt = record.PutOff?.Next,
            WaitsFor = record.PutOff?.Why,
            State = record.End?.State,
            Detail = record.End?.Detail,
            LateSeconds = (record.End as TaskEnd.Late)?.Seconds,
            EndedAt = record.EndedAt,
        };

    /// <exception cref="UnreadableArtifactException">The bytes are no task, or its state is not known to this version.</exception>
    public static TaskRecord Read(string path, ReadOnlyMemory<byte> content)
    {
        var stored = ArtifactJson.Read<StoredTask>(path, content);
        return new TaskRecord
        {
            Task = new PlannedTask
            {
                Name = stored.Name,
                Kind = stored.Kind,
                Date = stored.Date,
                Race = stored.Race,
                Off = stored.Off,
                DueAt = stored.DueAt,
                GraceUntil = stored.GraceUntil,
                WakeBy = stored.WakeBy,
            },
            Lease = stored is { LeaseOwner: { } owner, LeaseUntil: { } until } ? new TaskLease(owner, until) : null,
            PutOff = stored.NextAt is { } next ? new TaskTry(next, stored.WaitsFor) : null,
            End = stored.State is { } state
                ? TaskEnd.Of(state, stored.Detail, stored.LateSeconds)
                    ?? throw new UnreadableArtifactException(
                        Problem.Of($"{path}: the task is in the state '{state}', which this version does not know")
                    )
                : null,
            EndedAt = stored.EndedAt,
        };
    }
}
