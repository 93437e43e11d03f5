using System.CommandLine;
using Hippique.Cloud;
using Hippique.GoogleCloud.Rest;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Commands;

/// <summary><c>hippique cloud status|tasks|pause|resume|logs</c>: the configured project of Google Cloud, for people without gcloud.</summary>
public static class CloudCommand
{
    public static Command Create() =>
        new("cloud", Texts.Get("cli_cloud"))
        {
            Verb("status", StatusAsync),
            Tasks(),
            Verb("pause", (project, screen, cancellationToken) => SwitchAsync(project, pause: true, screen, cancellationToken)),
            Verb("resume", (project, screen, cancellationToken) => SwitchAsync(project, pause: false, screen, cancellationToken)),
            CloudLogsCommand.Create(),
        };

    /// <summary>Opens the project, or says why it cannot be asked.</summary>
    internal static async Task<int> WithProjectAsync(Screen screen, Func<CloudProject, Task<int>> verb, CancellationToken cancellationToken)
    {
        await using var project = CloudProject.Open(SettingsReader.FromEnvironment());
        return await project.MissingCredentialsAsync(cancellationToken) is { } missing ? screen.Fail(missing) : await verb(project);
    }

    internal static async Task<int> StatusAsync(CloudProject project, Screen screen, CancellationToken cancellationToken)
    {
        var status = await CloudStatusReader.ReadAsync(project, cancellationToken);
        screen.Answer(status, told => Print(screen, new CloudLines(project.Clock.GetUtcNow()).Of(told)));
        return status.Errors.Count == 0 ? 0 : screen.Fail(status.Errors);
    }

    internal static async Task<int> TasksAsync(CloudProject project, int limit, Screen screen, CancellationToken cancellationToken)
    {
        var listed = await WaitingTasks.ReadAsync(project, cancellationToken);
        if (listed is not RestResult<IReadOnlyList<WaitingTask>>.Ok { Value: var all })
            return screen.Fail(CloudSubject.Queue(project.Options).Why(((RestResult<IReadOnlyList<WaitingTask>>.Failed)listed).Error));
        var waiting = new WaitingTasks(project.Options.QueueId, all.Count, [.. all.Take(limit)]);
        screen.Answer(waiting, told => ShowTasks(told, screen, new CloudLines(project.Clock.GetUtcNow())));
        return 0;
    }

    internal static async Task<int> SwitchAsync(CloudProject project, bool pause, Screen screen, CancellationToken cancellationToken)
    {
        var switched = await CloudSwitch.SwitchAsync(project, pause, cancellationToken);
        screen.Answer(switched, told => Print(screen, CloudLines.Of(told)));
        return switched.Errors.Count == 0 ? 0 : screen.Fail(switched.Errors);
    }

    private static Command Verb(string name, Func<CloudProject, Screen, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, Texts.Get($"cli_cloud_{name}"));
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                return WithProjectAsync(screen, project => run(project, screen, cancellationToken), cancellationToken);
            }
        );
        return command;
    }

    private static Command Tasks()
    {
        var limit = CloudLimit.Create("cloud_tasks_limit", 20);
        var command = new Command("tasks", Texts.Get("cli_cloud_tasks")) { limit };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var screen = Screen.Of(parsed);
                return WithProjectAsync(
                    screen,
                    project => TasksAsync(project, parsed.GetValue(limit), screen, cancellationToken),
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static void ShowTasks(WaitingTasks waiting, Screen screen, CloudLines lines)
    {
        screen.Say(Texts.Get("cloud_tasks", waiting.Queue, waiting.Total));
        if (waiting.Tasks.Count > 0)
            screen.Table(
                ["<cloud_tasks_due", "<cloud_tasks_name", "cloud_tasks_attempts", "<cloud_tasks_last"],
                waiting.Tasks.Select(task =>
                    (IReadOnlyList<string>)
                        [
                            task.Due is { } due ? lines.Time(due) : "",
                            task.Name,
                            task.Attempts.ToString(Texts.Culture),
                            task.LastCode is { } code ? CodeNames.Of(code) : "",
                        ]
                )
            );
        if (waiting.Total > waiting.Tasks.Count)
            screen.Say(Texts.Get("cloud_tasks_more", waiting.Total - waiting.Tasks.Count));
    }

    private static void Print(Screen screen, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            screen.Out.WriteLine(line);
    }
}
