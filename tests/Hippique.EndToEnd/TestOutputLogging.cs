using Microsoft.Extensions.Logging;

namespace Hippique.EndToEnd;

/// <summary>The service's log goes to the output of the test that started it, which is shown where that test fails.</summary>
internal sealed class TestOutputLogging(ITestOutputHelper? output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, output);

    public void Dispose() { }

    private sealed class Logger(string category, ITestOutputHelper? output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!IsEnabled(logLevel))
                return;
            try
            {
                output?.WriteLine(
                    $"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : Environment.NewLine)}{exception}"
                );
            }
            catch (InvalidOperationException)
            {
                // The test is over, and its service is still stopping.
            }
        }
    }
}
