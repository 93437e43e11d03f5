using System.CommandLine;
using System.Globalization;
using Hippique.Api;
using Hippique.Embedded.Nodes;
using Hippique.Embedded.Postgres;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique nodes</c>: the machines that share the work, from the database, so that it also answers where no service runs.</summary>
public static class NodesCommand
{
    private static readonly string[] Columns =
    [
        "<nodes_name",
        "<nodes_state",
        "<nodes_since",
        "<nodes_seen",
        "nodes_tasks",
        "<nodes_version",
        "nodes_clock",
    ];

    public static Command Create()
    {
        var command = new Command("nodes", Texts.Get("cli_nodes"));
        command.SetAction((parsed, cancellationToken) => RunAsync(Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        if (settings.Postgres is not { } shared)
            return screen.Fail(Texts.Get("nodes_one"));
        var anchor = RehearsalAnchor.Find(settings.Data.Folder);
        await using var database = new PostgresDatabase(shared);
        var nodes = await new NodeRegistry(database, anchor?.Clock()).ListAsync(cancellationToken);
        screen.Answer(
            new NodesAnswer(nodes),
            told =>
            {
                RehearsalWords.Say(anchor?.Mark, screen.Out);
                Show(told, database.Place, screen);
            }
        );
        return 0;
    }

    private static void Show(NodesAnswer told, string place, Screen screen)
    {
        if (told.Nodes.Count == 0)
        {
            screen.Out.WriteLine(Texts.Get("nodes_none", place));
            return;
        }
        screen.Table(
            Columns,
            told.Nodes.Select(node =>
                (IReadOnlyList<string>)
                    [
                        node.Name,
                        Texts.Get($"nodes_state_{node.State.ToString().ToLowerInvariant()}"),
                        Time(node.StartedAt),
                        Time(node.SeenAt),
                        node.Tasks.ToString(CultureInfo.InvariantCulture),
                        node.Version,
                        Texts.Get("nodes_seconds", Math.Round(node.ClockAheadMs / 1000m, 1)),
                    ]
            )
        );
    }

    private static string Time(DateTimeOffset at) => Texts.Get("nodes_time", ParisTime.ToParis(at));
}
