using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Logging;

/// <summary>
/// The lines of one run: each goes to the program's log and is kept for the run's own <c>*.log</c>, as one JSON object a line with <c>timestamp</c>, <c>severity</c>,
/// <c>message</c> and <c>correlation_id</c>.
/// </summary>
internal sealed partial class RunLog(ILogger logger, TimeProvider clock, string correlationId) : IDisposable
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly IDisposable? _scope = Correlation.Begin(logger, correlationId);
    private readonly StringBuilder _text = new();

    public string CorrelationId => correlationId;

    /// <summary>All lines so far, each ended by a line feed.</summary>
    public string Text => _text.ToString();

    /// <summary>The last <paramref name="characters"/> of a log.</summary>
    public static string Tail(string log, int characters) => log.Length <= characters ? log : log[^characters..];

    public void Info(string message) => Add(LogLevel.Information, "INFO", message);

    public void Warning(string message) => Add(LogLevel.Warning, "WARNING", message);

    public void Error(string message) => Add(LogLevel.Error, "ERROR", message);

    public void Dispose() => _scope?.Dispose();

    private void Add(LogLevel level, string severity, string message)
    {
        using var buffer = new MemoryStream(256);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString(
                "timestamp",
                clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            );
            json.WriteString("severity", severity);
            json.WriteString("message", message);
            json.WriteString(Correlation.Field, correlationId);
            json.WriteEndObject();
        }
        _text.Append(Encoding.UTF8.GetString(buffer.ToArray())).Append('\n');
        Line(logger, level, message);
    }

    [LoggerMessage(Message = "{Line}")]
    private static partial void Line(ILogger logger, LogLevel level, string line);
}
