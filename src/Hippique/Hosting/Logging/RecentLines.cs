using Hippique.Api;
using Hippique.Orchestration.Logging;

namespace Hippique.Hosting.Logging;

/// <summary>The last lines of this process, for a page that shows them as they are written. They are gone with the process; the log itself is where the program writes it.</summary>
internal sealed class RecentLines(TimeProvider clock) : ILoggerProvider, ISupportExternalScope
{
    /// <summary>Older ones are dropped, so that memory is bounded.</summary>
    internal const int Kept = 2000;

    /// <summary>A message can quote a page.</summary>
    private const int LongestMessage = 2000;
    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = new();
    private IExternalScopeProvider? _scopes;

    /// <summary>The last lines, the oldest first.</summary>
    /// <param name="correlationId">Only those whose id begins so; empty: all.</param>
    /// <param name="most">How many at the most.</param>
    public IReadOnlyList<LogLine> Latest(string correlationId, int most)
    {
        lock (_gate)
            return
            [
                .. _lines
                    .Where(line =>
                        correlationId.Length == 0
                        || line.CorrelationId?.StartsWith(correlationId, StringComparison.OrdinalIgnoreCase) == true
                    )
                    .TakeLast(most),
            ];
    }

    // Each page asks for a dozen files: calls that went well would push everything else out.
    public ILogger CreateLogger(string categoryName) =>
        new Writer(this, categoryName == typeof(RequestLog).FullName ? LogLevel.Warning : LogLevel.Information);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() { }

    private void Add(LogLevel level, string message, Exception? exception)
    {
        var whole = exception is null ? message : $"{message} {exception.GetType().Name}: {exception.Message}";
        var line = new LogLine
        {
            At = clock.GetUtcNow(),
            Severity = JsonLogFormatter.Severity(level),
            Message = whole.Length <= LongestMessage ? whole : whole[..LongestMessage] + "…",
            CorrelationId = Correlation.Of(_scopes),
        };
        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }
    }

    private sealed class Writer(RecentLines lines, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => lines._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
                lines.Add(logLevel, formatter(state, exception), exception);
        }
    }
}
