using System.CommandLine;
using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;

namespace Hippique.Commands;

/// <summary><c>hippique serve</c>: API, queue and daily plan in one process.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", Texts.Get("cli_serve"));
        command.SetAction((parsed, cancellationToken) => RunAsync(Screen.Of(parsed), cancellationToken));
        return command;
    }

    internal static Task<int> RunAsync(Screen screen, CancellationToken cancellationToken) =>
        ServeHost.RunAsync(SettingsReader.FromEnvironment(), screen, cancellationToken);
}
