using System.Globalization;
using Hippique.Explaining;
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
        var time = ParisTime.ToParis(clock.GetUtcNow()).ToString("HH:mm:ss ", CultureInfo.InvariantCulture);
        var level =
            logEntry.LogLevel < LogLevel.Warning ? "" : Texts.Get(logEntry.LogLevel == LogLevel.Warning ? "log_warning" : "log_error");
        // A message can quote a site, or an analysis of the user's own.
        var message = CleanText.Lines(logEntry.Formatter(logEntry.State, logEntry.Exception));
        var work = Correlation.Of(scopeProvider) is { } id ? $" [{id}]" : "";
        foreach (var line in WrappedText.Of($"{time}{level}{message}{work}", ""))
            textWriter.WriteLine(line);
        if (logEntry.Exception is { } exception)
            textWriter.WriteLine($"         {exception.GetType().Name}: {CleanText.Lines(exception.Message)}");
    }
}
