using System.Text.Json;
using Hippique.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Hosting;

public sealed class JsonLogFormatterTests
{
    [Fact]
    public void A_line_is_one_object_with_the_innermost_correlation_id_and_the_events_fields()
    {
        var scopes = new LoggerExternalScopeProvider();
        using var outer = scopes.Push(new Dictionary<string, object> { ["correlation_id"] = "request-1" });
        using var inner = scopes.Push(new Dictionary<string, object> { ["correlation_id"] = "run-20251122-r1c3-h5" });
        KeyValuePair<string, object?>[] state =
        [
            new("RaceCount", 3),
            new("Date", new DateOnly(2025, 11, 22)),
            new("Message", "mine"),
            new("{OriginalFormat}", "…"),
        ];

        var text = Write(state, scopes, LogLevel.Warning, "trois courses\nà Vincennes");

        text.TrimEnd('\n').ShouldNotContain("\n");
        var line = JsonDocument.Parse(text).RootElement;
        line.GetProperty("severity").GetString().ShouldBe("WARNING");
        line.GetProperty("message").GetString().ShouldBe("trois courses\nà Vincennes");
        line.GetProperty("timestamp").GetString().ShouldBe("2025-11-22T11:00:00.000Z");
        line.GetProperty("correlation_id").GetString().ShouldBe("run-20251122-r1c3-h5");
        line.GetProperty("race_count").GetInt32().ShouldBe(3);
        line.GetProperty("date").GetString().ShouldBe("2025-11-22");
        line.GetProperty("field_message").GetString().ShouldBe("mine");
    }

    [Theory]
    [InlineData(LogLevel.Trace, "DEBUG")]
    [InlineData(LogLevel.Debug, "DEBUG")]
    [InlineData(LogLevel.Information, "INFO")]
    [InlineData(LogLevel.Warning, "WARNING")]
    [InlineData(LogLevel.Error, "ERROR")]
    [InlineData(LogLevel.Critical, "CRITICAL")]
    [InlineData(LogLevel.None, "DEFAULT")]
    public void Severity_has_the_names_of_Cloud_Logging(LogLevel level, string severity) =>
        Json(Write([], new LoggerExternalScopeProvider(), level, "…")).GetProperty("severity").GetString().ShouldBe(severity);

    [Fact]
    public void An_error_has_the_shape_of_Error_Reporting_and_a_warning_its_stack_alone()
    {
        var scopes = new LoggerExternalScopeProvider();
        var thrown = Should.Throw<InvalidOperationException>(() => Break());

        var error = Json(Write([], scopes, LogLevel.Error, "it broke", thrown));
        var warning = Json(Write([], scopes, LogLevel.Warning, "it broke", thrown));

        error
            .GetProperty("@type")
            .GetString()
            .ShouldBe("type.googleapis.com/google.devtools.clouderrorreporting.v1beta1.ReportedErrorEvent");
        error.GetProperty("stack_trace").GetString()!.ShouldStartWith("System.InvalidOperationException: no such race");
        error.GetProperty("stack_trace").GetString()!.ShouldContain("   at ");
        error.GetProperty("serviceContext").GetProperty("service").GetString().ShouldBe("hippique");
        error.GetProperty("serviceContext").GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        error.GetProperty("context").GetProperty("reportLocation").GetProperty("functionName").GetString()!.ShouldContain(nameof(Break));
        warning.GetProperty("stack_trace").GetString().ShouldBe(error.GetProperty("stack_trace").GetString());
        warning.TryGetProperty("@type", out _).ShouldBeFalse();
    }

    private static int Break() => throw new InvalidOperationException("no such race");

    private static JsonElement Json(string line) => JsonDocument.Parse(line).RootElement;

    private static string Write(
        KeyValuePair<string, object?>[] state,
        IExternalScopeProvider scopes,
        LogLevel level,
        string message,
        Exception? exception = null
    )
    {
        var formatter = new JsonLogFormatter(
            new FakeTimeProvider(new DateTimeOffset(2025, 11, 22, 11, 0, 0, TimeSpan.Zero)),
            LogPlace.Unknown
        );
        using var writer = new StringWriter { NewLine = "\n" };
        formatter.Write(
            new LogEntry<KeyValuePair<string, object?>[]>(level, "Test", new EventId(1), state, exception, (_, _) => message),
            scopes,
            writer
        );
        return writer.ToString();
    }
}
