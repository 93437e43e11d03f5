using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// The one shape of every JSON artifact: snake_case, indented, LF, UTF-8, instants in UTC (<c>2025-11-22T12:35:00Z</c>), money as a number with its decimals, races as
/// <c>2025-11-22/R1C3</c>. The same value gives the same bytes.
/// </summary>
public static class ArtifactJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static readonly JsonSerializerOptions Reading = CreateReading();
    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    /// <summary>The file's bytes, with a line feed at the end.</summary>
    public static byte[] Write<T>(T value) => Write(value, Options);

    /// <summary>The same on one line, for files that hold one value a line.</summary>
    public static byte[] WriteLine<T>(T value) => Write(value, OneLine);

    /// <exception cref="UnreadableArtifactException">The bytes are not such a value; <paramref name="path"/> is named.</exception>
    public static T Read<T>(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(content.Span, Reading) ?? throw new JsonException("it holds nothing");
        }
        catch (JsonException error)
        {
            throw new UnreadableArtifactException(
                Problem.Of($"{path}: not what this program wrote ({Problem.Verbatim(error.Message)})"),
                error
            );
        }
    }

    private static byte[] Write<T>(T value, JsonSerializerOptions options)
    {
        using var buffer = new MemoryStream(4096);
        JsonSerializer.Serialize(buffer, value, options);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters =
            {
                new UtcInstantConverter(),
                new EuroConverter(),
                new RaceIdConverter(),
                new RaceCodeConverter(),
                new PoolConverter(),
                new OddsConverter(),
                new PlaceRangeConverter(),
                new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Apart from the others: a type with a converter of its own is opaque to whoever describes the shape of a file.</summary>
    private static JsonSerializerOptions CreateReading()
    {
        var options = new JsonSerializerOptions(Options);
        options.Converters.Insert(0, new CleanStringConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>An artifact that cannot be written, or that is not what it should be. The message names the file and is fit for the user.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Never without a message.")]
public class ArtifactException(Problem problem, Exception? inner = null) : IOException(problem?.ToString(), inner), IHasProblem
{
    public Problem Problem { get; } = problem!;

    /// <summary>The file is there and is not what this program wrote: others can be read, and a retry won't help.</summary>
    public bool IsUnreadable => this is UnreadableArtifactException;
}

/// <summary>The file is there and is not what this program wrote.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Never without a message.")]
public class UnreadableArtifactException(Problem problem, Exception? inner = null) : ArtifactException(problem, inner);
