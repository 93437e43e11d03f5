using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Recording;

/// <summary>
/// Keeps every exchange with a site under <c>DATA_DIR/{day}/pages/</c>: bodies by their hash, compressed, each once; and a line a request in <c>index.jsonl</c>, which
/// is only appended to. The day is the programme day of the moment on the Paris clock.
/// </summary>
public sealed class PageArchive(string dataFolder)
{
    /// <summary>Of the folder in the day's.</summary>
    public const string FolderName = "pages";

    /// <summary>Of the file in it that lists the exchanges.</summary>
    public const string IndexName = "index.jsonl";
    private readonly Lock _gate = new();

    internal static JsonSerializerOptions Json { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

    /// <summary>Writes the body where it is new, then the line; a reader never finds a line without its body.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public void Append(RecordedExchange exchange, ReadOnlySpan<byte> body)
    {
        var pages = Path.Combine(dataFolder, Day(exchange.At), FolderName);
        var hash = body.IsEmpty ? null : Convert.ToHexStringLower(SHA256.HashData(body));
        Directory.CreateDirectory(pages);
        if (hash is not null)
            Store(BodyPath(pages, hash), body);
        var line = JsonSerializer.Serialize(exchange with { Body = hash, Length = body.Length }, Json) + "\n";
        lock (_gate)
            AppendLine(Path.Combine(pages, IndexName), Encoding.UTF8.GetBytes(line));
    }

    internal static string BodyPath(string pages, string hash) => Path.Combine(pages, hash[..2], hash + ".gz");

    /// <summary>Whether a file of that folder is a body, or the draft of one that a killed process left.</summary>
    public static bool IsBody(string folder, string name) =>
        name.Length >= 64 + ".gz".Length
        && name.StartsWith(folder, StringComparison.Ordinal)
        && name[..64].All(char.IsAsciiHexDigitLower)
        && (
            name[64..] == ".gz"
            || (name[64..].StartsWith(".gz.", StringComparison.Ordinal) && name.EndsWith(".tmp", StringComparison.Ordinal))
        );

    private static string Day(DateTimeOffset at) => ParisTime.ProgrammeOf(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Store(string path, ReadOnlySpan<byte> body)
    {
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Two requests at once may bring the same body: each writes a file of its own, and the last rename wins.
        var temporary = path + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)) + ".tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            using (var gzip = new GZipStream(file, CompressionLevel.Optimal))
                gzip.Write(body);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>A line that a killed process left half written is closed first, so that it spoils no other.</summary>
    private static void AppendLine(string path, byte[] line)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
                file.WriteByte((byte)'\n');
        }
        file.Seek(0, SeekOrigin.End);
        file.Write(line);
    }
}
