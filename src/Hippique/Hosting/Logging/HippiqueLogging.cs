using Hippique.Orchestration.Events;
using Hippique.Orchestration.Phases;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hippique.Hosting.Logging;

/// <summary>Sets logging up: JSON lines, or plain ones on a terminal.</summary>
public static class HippiqueLogging
{
    /// <param name="logging">The host's.</param>
    /// <param name="terminal">Whether a person reads along.</param>
    /// <param name="toStandardError">For verbs whose stdout is their result.</param>
    public static ILoggingBuilder AddHippiqueLogging(this ILoggingBuilder logging, bool terminal, bool toStandardError)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        // The frameworks' own lines are for their authors, unless something is wrong.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Quartz", LogLevel.Warning);
        logging.AddFilter("Polly", LogLevel.Error);
        // It only logs each request, and to do so it makes an activity and a scope for every one.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // A call without the token is an answer, not an event.
        logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(
            typeof(Auth.OwnerAuthentication).FullName,
            LogLevel.Warning
        );
        // Whatever a stranger sends to the sign-in is said by RefusalLog, which ends a flood.
        logging.AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.None);
        // It warns that keys are stored as they are; they are sealed by the repository that stores them.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        // Failing to start is said in one line by the command that tried.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // The service tells a person its decisions; what it notes beside them stands in the runs' own logs.
        if (terminal && !toStandardError)
        {
            logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(null, LogLevel.Warning);
            // Events are told by TerminalLines, in the person's language.
            logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(typeof(EventLog).FullName, LogLevel.None);
            // A look that is made again is said by whoever calls it again, once.
            logging.AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(typeof(PhaseRunner).FullName, LogLevel.Error);
        }
        logging.Services.TryAddSingleton(LogPlace.Unknown);
        logging.AddConsole(console =>
        {
            console.FormatterName = terminal ? TerminalLogFormatter.FormatterName : JsonLogFormatter.FormatterName;
            console.LogToStandardErrorThreshold = toStandardError ? LogLevel.Trace : LogLevel.None;
        });
        logging.AddConsoleFormatter<JsonLogFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<TerminalLogFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        return logging;
    }
}
