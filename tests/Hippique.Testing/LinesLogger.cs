using Microsoft.Extensions.Logging;

namespace Hippique.Testing;

/// <summary>Keeps what is logged.</summary>
public sealed class LinesLogger<T> : ILogger<T>
{
    private readonly Kept<string> _lines = new();

    public IReadOnlyList<string> Lines => _lines.All;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Add(formatter(state, exception));
}
