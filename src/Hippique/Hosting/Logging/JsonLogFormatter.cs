using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hippique.Orchestration.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Hippique.Hosting.Logging;

/// <summary>
/// One JSON object a line, as Cloud Logging and other collectors read it: <c>severity</c>, <c>message</c>, <c>timestamp</c>, <c>correlation_id</c> of the innermost scope that has
/// one, the trace of the request, then the event's own fields.
/// </summary>
public sealed class JsonLogFormatter(TimeProvider clock, LogPlace place) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "hippique-json";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("severity", Severity(logEntry.LogLevel));
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            json.WriteString(
                "timestamp",
                clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            );
            if (Correlation.Of(scopeProvider) is { } id)
                json.WriteString(Correlation.Field, id);
            var request = LoggedRequest.Of(scopeProvider);
            CloudFields.WriteTrace(json, place, request);
            json.WriteString("logger", logEntry.Category);
            if (logEntry.State is IEnumerable<KeyValuePair<string, object?>> fields)
                WriteFields(json, fields);
            if (logEntry.Exception is { } exception)
                CloudFields.WriteException(json, exception, logEntry.LogLevel >= LogLevel.Error, place, request);
            json.WriteEndObject();
        }
        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>The names that Google Cloud Logging knows.</summary>
    public static string Severity(LogLevel level) =>
        level switch
        {
            LogLevel.Trace or LogLevel.Debug => "DEBUG",
            LogLevel.Information => "INFO",
            LogLevel.Warning => "WARNING",
            LogLevel.Error => "ERROR",
            LogLevel.Critical => "CRITICAL",
            _ => "DEFAULT",
        };

    private static void WriteFields(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        foreach (var (name, value) in fields)
        {
            if (name == "{OriginalFormat}")
                continue;
            if (value is FinishedRequest finished)
            {
                CloudFields.WriteRequest(json, finished);
                continue;
            }
            var field = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
            if (field is "severity" or "message" or "timestamp" or "logger" or "stack_trace" or "context" or Correlation.Field)
                field = "field_" + field;
            json.WritePropertyName(field);
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int or long or short or byte:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case DateOnly date:
                json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset instant:
                json.WriteStringValue(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
            case IFormattable formattable:
                json.WriteStringValue(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
