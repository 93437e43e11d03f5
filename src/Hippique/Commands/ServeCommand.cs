using System.CommandLine;
using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique serve</c>: API, queue and daily plan in one process; with <c>--rehearse DAY</c> over a recorded day on a scaled clock.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        var rehearse = new Option<string?>("--rehearse") { Description = Texts.Get("rehearse_day"), HelpName = "DAY" };
        var speed = new Option<double?>("--speed") { Description = Texts.Get("rehearse_speed", RehearsalOrder.DefaultSpeed) };
        var at = new Option<string?>("--at") { Description = Texts.Get("rehearse_at") };
        var pool = new Option<Pool?>("--pool")
        {
            Description = Texts.Get("rehearse_pool"),
            HelpName = "POOL",
            CustomParser = PoolOf,
        };
        var into = new Option<string?>("--into") { Description = Texts.Get("rehearse_into"), HelpName = "FOLDER" };
        var untilEnd = new Option<bool>("--until-end") { Description = Texts.Get("rehearse_until_end") };
        var command = new Command("serve", Texts.Get("cli_serve")) { rehearse, speed, at, pool, into, untilEnd };
        Option[] others = [speed, at, pool, into, untilEnd];
        command.Validators.Add(typed =>
        {
            if (
                typed.GetResult(rehearse) is null
                && others.FirstOrDefault(option => typed.GetResult(option) is { Implicit: false }) is { } alone
            )
                typed.AddError(Texts.Get("rehearse_alone", alone.Name));
        });
        command.SetAction(
            (parsed, cancellationToken) =>
                parsed.GetValue(rehearse) is { } day
                    ? RehearsalRun.RunAsync(
                        new RehearsalOrder
                        {
                            Day = day,
                            Speed = parsed.GetValue(speed),
                            At = parsed.GetValue(at),
                            Pool = parsed.GetValue(pool),
                            Into = parsed.GetValue(into),
                            UntilEnd = parsed.GetValue(untilEnd),
                        },
                        Screen.Of(parsed),
                        cancellationToken
                    )
                    : RunAsync(Screen.Of(parsed), cancellationToken)
        );
        return command;
    }

    internal static Task<int> RunAsync(Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        return RehearsalAnchor.Find(settings.Data.Folder) is null
            ? ServeHost.RunAsync(settings, screen, cancellationToken)
            : Task.FromResult(screen.Fail(Texts.Get("rehearsal_own_clock", settings.Data.Folder)));
    }

    private static Pool? PoolOf(System.CommandLine.Parsing.ArgumentResult result)
    {
        var pool = PoolText.ParseSold(result.Tokens is [var token] ? token.Value : "");
        if (pool.IsOk)
            return pool.Value;
        result.AddError($"--pool: {ProblemText.In(Texts.Culture, pool.Error)}");
        return null;
    }
}
