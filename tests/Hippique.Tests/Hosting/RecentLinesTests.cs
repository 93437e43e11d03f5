using System.Globalization;
using Hippique.Api;
using Hippique.Hosting.Logging;
using Hippique.Orchestration.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Hosting;

public sealed class RecentLinesTests : IDisposable
{
    private readonly RecentLines _lines = new(new FakeTimeProvider(new DateTimeOffset(2025, 11, 22, 12, 0, 0, TimeSpan.Zero)));
    private readonly LoggerFactory _factory;

    public RecentLinesTests() => _factory = new LoggerFactory([_lines]);

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void Lines_carry_the_work_of_their_innermost_scope()
    {
        var logger = _factory.CreateLogger("Any");
        using (Correlation.Begin(logger, "plan-20251122"))
        {
            Write(logger, LogLevel.Information, "one");
            using (Correlation.Begin(logger, "run-20251122-r1c3-h5"))
                Write(logger, LogLevel.Warning, "two", new InvalidOperationException("broken"));
        }
        Write(logger, LogLevel.Information, "three");

        _lines
            .Latest("", 10)
            .Select(line => (line.Message, line.Severity, line.CorrelationId))
            .ShouldBe([
                ("one", "INFO", "plan-20251122"),
                ("two InvalidOperationException: broken", "WARNING", "run-20251122-r1c3-h5"),
                ("three", "INFO", null),
            ]);
        _lines.Latest("RUN-20251122-", 10).ShouldHaveSingleItem().Message.ShouldStartWith("two");
    }

    [Fact]
    public void The_oldest_go_first_and_the_last_ones_are_given()
    {
        var logger = _factory.CreateLogger("Any");
        for (var number = 0; number < RecentLines.Kept + 5; number++)
            Write(logger, LogLevel.Information, number.ToString(CultureInfo.InvariantCulture));

        _lines.Latest("", int.MaxValue).Count.ShouldBe(RecentLines.Kept);
        _lines.Latest("", 2).Select(line => line.Message).ShouldBe(["2003", "2004"]);
    }

    [Fact]
    public void Calls_that_went_well_are_left_out_and_those_that_did_not_are_kept()
    {
        var logger = _factory.CreateLogger(typeof(RequestLog).FullName!);
        Write(logger, LogLevel.Information, "GET /: 200");
        Write(logger, LogLevel.Warning, "POST /run: 503");

        _lines.Latest("", 10).ShouldHaveSingleItem().Message.ShouldBe("POST /run: 503");
    }

    private static void Write(ILogger logger, LogLevel level, string message, Exception? exception = null) =>
        logger.Log(level, default, message, exception, static (text, _) => text);
}
