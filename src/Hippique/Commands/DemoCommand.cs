using System.CommandLine;
using Hippique.Demo;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Commands;

/// <summary><c>hippique demo [--serve] [--seed N]</c>: a simulated day in under a minute, by the service itself.</summary>
public static class DemoCommand
{
    /// <summary>Gives a day that is neither rich nor poor in tickets.</summary>
    private const ulong DefaultSeed = 3;

    public static Command Create()
    {
        var serve = new Option<bool>("--serve") { Description = Texts.Get("demo_serve") };
        var seed = new Option<ulong>("--seed")
        {
            Description = Texts.Get("demo_seed"),
            HelpName = "N",
            DefaultValueFactory = _ => DefaultSeed,
        };
        var command = new Command("demo", Texts.Get("demo")) { serve, seed };
        command.SetAction(
            (parsed, cancellationToken) =>
                DemoRun.RunAsync(
                    SettingsReader.FromEnvironment(),
                    parsed.GetValue(seed),
                    parsed.GetValue(serve),
                    Screen.Of(parsed),
                    cancellationToken
                )
        );
        return command;
    }
}
