using Hippique.Sources.Http;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Tests.Http;

/// <summary>Keeps what the client logs.</summary>
internal sealed class LinesLogger : ILogger<PoliteClient>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Lines.Add(formatter(state, exception));
}
