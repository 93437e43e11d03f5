using System.Globalization;
using Hippique.Orchestration.Logging;
using Hippique.Racing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Hippique.Hosting.Logging;

/// <summary>For people: the time on the Paris clock, the level if it matters, the message, and the work it belongs to.</summary>
public sealed class TerminalLogFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "hippique-terminal";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(ParisTime.ToParis(clock.GetUtcNow()).ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        if (logEntry.LogLevel >= LogLevel.Warning)
            textWriter.Write($"{JsonLogFormatter.Severity(logEntry.LogLevel)} ");
        // A message can quote a site, or an analysis of the user's own.
        textWriter.Write(CleanText.Lines(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (Correlation.Of(scopeProvider) is { } id)
            textWriter.Write($"  [{id}]");
        textWriter.WriteLine();
        if (logEntry.Exception is { } exception)
            textWriter.WriteLine($"         {exception.GetType().Name}: {CleanText.Lines(exception.Message)}");
    }
}
