using System.CommandLine;
using System.Globalization;
using Hippique.Cloud;
using Hippique.GoogleCloud.Logging;
using Hippique.GoogleCloud.Rest;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique cloud logs [--run NAME] [--since 1h] [--severity WARNING] [--limit N]</c>: what the service has logged at Google Cloud.</summary>
internal static class CloudLogsCommand
{
    private static readonly TimeSpan Standard = TimeSpan.FromHours(1);

    /// <summary>Cloud Logging keeps it so long, unless it is told otherwise.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static Command Create()
    {
        var run = new Option<string?>("--run")
        {
            Description = Texts.Get("cloud_logs_run"),
            HelpName = "NAME",
            CustomParser = Run,
        };
        var since = new Option<TimeSpan?>("--since")
        {
            Description = Texts.Get("cloud_logs_since"),
            HelpName = "1h",
            CustomParser = Since,
        };
        var severity = new Option<string?>("--severity")
        {
            Description = Texts.Get("cloud_logs_severity"),
            HelpName = "WARNING",
            CustomParser = Severity,
        };
        var limit = CloudLimit.Create("cloud_logs_limit", 50);
        var command = new Command("logs", Texts.Get("cli_cloud_logs")) { run, since, severity, limit };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                var name = parsed.GetValue(run);
                return CloudCommand.WithProjectAsync(
                    screen,
                    project =>
                        LogsAsync(
                            project,
                            new LogQuery
                            {
                                Service = project.Service,
                                // A run has its day in its name, and few lines.
                                Since = project.Clock.GetUtcNow() - (parsed.GetValue(since) ?? (name is null ? Standard : Kept)),
                                Severity = parsed.GetValue(severity),
                                Run = name,
                            },
                            parsed.GetValue(limit),
                            screen,
                            cancellationToken
                        ),
                    cancellationToken
                );
            }
        );
        return command;
    }

    internal static async Task<int> LogsAsync(
        CloudProject project,
        LogQuery query,
        int limit,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var found = await project.Logging.ListAsync(query, limit, cancellationToken);
        if (found is not RestResult<IReadOnlyList<LogEntry>>.Ok { Value: var entries })
            return screen.Fail(CloudSubject.Logs(project.Options).Why(((RestResult<IReadOnlyList<LogEntry>>.Failed)found).Error));
        var logs = new CloudLogs(query.Filter, [.. entries.Reverse().Select(CloudLogLine.Of)]);
        screen.Json(logs);
        var lines = new CloudLines(project.Clock.GetUtcNow());
        foreach (var entry in logs.Entries)
            screen.Out.WriteLine(lines.Of(entry, screen.TerminalWidth));
        if (logs.Entries.Count == 0)
            screen.Say(Texts.Get("cloud_logs_none", lines.Time(query.Since)));
        return 0;
    }

    private static string? Run(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = Typed(result);
        // It becomes part of a filter.
        if (text.Length is 0 or > 400 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            result.AddError(Texts.Get("cloud_logs_run_wrong", Quoted.Short(text)));
        return text;
    }

    private static string? Severity(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = Typed(result).ToUpperInvariant();
        if (!LogQuery.Severities.Contains(text))
            result.AddError(Texts.Get("cloud_logs_severity_wrong", Quoted.Short(Typed(result)), string.Join(", ", LogQuery.Severities)));
        return text;
    }

    private static TimeSpan? Since(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = Typed(result);
        var unit = text.Length > 1 ? text[^1] : ' ';
        var isNumber = int.TryParse(
            text.AsSpan(0, Math.Max(0, text.Length - 1)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        );
        var since =
            !isNumber || number is < 1 or > 100_000
                ? (TimeSpan?)null
                : unit switch
                {
                    'm' => TimeSpan.FromMinutes(number),
                    'h' => TimeSpan.FromHours(number),
                    'd' or 'j' => TimeSpan.FromDays(number),
                    _ => null,
                };
        // Longer ago than a calendar has days is a slip.
        if (since is null || since > TimeSpan.FromDays(3650))
            result.AddError(Texts.Get("cloud_logs_since_wrong", Quoted.Short(text)));
        return since;
    }

    private static string Typed(System.CommandLine.Parsing.ArgumentResult result) => result.Tokens is [var token] ? token.Value : "";
}
