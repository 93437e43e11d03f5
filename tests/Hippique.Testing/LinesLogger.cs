using Microsoft.Extensions.Logging;

namespace Hippique.Testing;

/// <summary>Keeps what is logged.</summary>
public sealed class LinesLogger<T> : ILogger<T>
{
    private readonly Kept<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines.All.Select(line => line.Text)];

    /// <summary>What a person is warned of.</summary>
    public IReadOnlyList<string> Warnings => [.. _lines.All.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Add((logLevel, formatter(state, exception)));
}
