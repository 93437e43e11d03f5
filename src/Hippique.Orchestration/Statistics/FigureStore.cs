using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Statistics;

/// <summary>The published figures of a day, <c>{day}/figures.jsonl</c>; lines are only added. A replay of the day's folder reads the same file.</summary>
public sealed class FigureStore(IArtifactStore artifacts)
{
    private static readonly JsonSerializerOptions Options = new(ArtifactJson.Options)
    {
        WriteIndented = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>In the order of the file; empty if the day has no file.</summary>
    /// <exception cref="UnreadableFileException">The file was changed by hand and no longer reads; it is named.</exception>
    public async Task<IReadOnlyList<FigureLine>> LoadAsync(DateOnly date, CancellationToken cancellationToken) =>
        await artifacts.GetAsync(PathOf(date), cancellationToken).ConfigureAwait(false) is { } there
            ? Read(PathOf(date), there.Content.Span)
            : [];

    /// <summary>What tells whether the day's file has changed since the last look; null if it has none.</summary>
    public Task<string?> StampAsync(DateOnly date, CancellationToken cancellationToken) =>
        artifacts.StampAsync(PathOf(date), cancellationToken);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task AddAsync(DateOnly date, IReadOnlyList<FigureLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
            return;
        using var added = new MemoryStream();
        foreach (var line in lines)
        {
            JsonSerializer.Serialize(added, line, Options);
            added.WriteByte((byte)'\n');
        }
        await artifacts.AppendLinesAsync(PathOf(date), added.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The lines of a file.</summary>
    /// <exception cref="UnreadableFileException">A line does not read; it is named.</exception>
    public static IReadOnlyList<FigureLine> Read(string path, ReadOnlySpan<byte> content)
    {
        var lines = new List<FigureLine>();
        foreach (var range in content.Split((byte)'\n'))
        {
            if (content[range].IsEmpty)
                continue;
            try
            {
                lines.Add(JsonSerializer.Deserialize<FigureLine>(content[range], Options) ?? throw new JsonException("null"));
            }
            catch (JsonException error)
            {
                throw new UnreadableFileException(
                    Problem.Of($"{path}: line {lines.Count + 1} is not what this program wrote ({Problem.Verbatim(error.Message)})"),
                    error
                );
            }
        }
        return lines;
    }

    private static string PathOf(DateOnly date) => $"{ArtifactPaths.Day(date)}{ArtifactPaths.FiguresName}";
}
