using System.CommandLine;
using System.Globalization;
using Hippique.Hosting;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Commands;

/// <summary>Runs the command line: reads <c>.env</c>, parses, invokes the verb, and turns what it cannot carry out into one line (or JSON value) and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Returns the exit code: 0 done, 1 an error that was said, 130 stopped by the user before it was done.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        using var deadline = StopDeadline.Watch();
        try
        {
            DotEnvFile.Load(Directory.GetCurrentDirectory());
        }
        catch (ConfigurationException unreadable)
        {
            return Screen.OfConsole(JsonOption.IsOn(Parse(args))).Fail(unreadable.Problems);
        }
        // What a verb writes are data folders, or a model to be passed on by whoever made it.
        if (args is not [CalibrateCommand.Verb, ..])
            OwnerOnlyFiles.Begin();
        // The library's own words, those of --help among them, follow the user's language too.
        CultureInfo.CurrentUICulture = Texts.Culture;
        // The service is started often and must answer soon: the tree of all verbs is not built for it. The host handles Ctrl-C and SIGTERM itself.
        if (args is ["serve"] or ["serve", JsonOption.Name])
        {
            var screen = Screen.OfConsole(asJson: args.Count > 1);
            return await VerbGuard.RunAsync(screen, () => ServeCommand.RunAsync(screen, CancellationToken.None));
        }
        // So is its health check, every half minute in a container.
        if (args is [HealthCommand.Verb])
        {
            var screen = Screen.OfConsole(asJson: false);
            return await VerbGuard.RunAsync(screen, () => HealthCommand.RunAsync(screen, CancellationToken.None));
        }
        return await InvokeAsync(args, Screen.OfConsole, CancellationToken.None);
    }

    /// <summary>Parses the line and carries it out.</summary>
    /// <param name="args">As they were typed.</param>
    /// <param name="screen">Makes the screen, once it is known whether <c>--json</c> was typed.</param>
    /// <param name="cancellationToken">Stops the verb, as Ctrl-C does.</param>
    internal static async Task<int> InvokeAsync(IReadOnlyList<string> args, Func<bool, Screen> screen, CancellationToken cancellationToken)
    {
        var parsed = Parse(args);
        var written = screen(JsonOption.IsOn(parsed));
        // A wrong option is answered by one line, not by the whole help.
        if (UsageProblem.Find(parsed, Texts.Culture) is { } wrong)
            return written.Fail(wrong);
        return await VerbGuard.RunAsync(written, () => parsed.InvokeAsync(written.ToInvocation(), cancellationToken));
    }

    private static ParseResult Parse(IReadOnlyList<string> args) => RootCommandFactory.Create().Parse(args is [] ? ["--help"] : args);
}
