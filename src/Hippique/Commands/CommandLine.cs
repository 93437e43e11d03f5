using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Hippique.Hosting;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Commands;

/// <summary>Runs the command line: reads <c>.env</c>, parses, invokes the verb, and turns what it cannot carry out into one line and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Returns the exit code: 0 done, 1 an error that was said on stderr, 130 stopped by the user before it was done.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        using var deadline = StopDeadline.Watch();
        try
        {
            DotEnvFile.Load(Directory.GetCurrentDirectory());
        }
        catch (ConfigurationException unreadable)
        {
            return CommandOutput.Fail(unreadable.Message);
        }
        // What a verb writes are data folders, or a model to be passed on by whoever made it.
        if (args is not [CalibrateCommand.Verb, ..])
            OwnerOnlyFiles.Begin();
        // The library's own words, those of --help among them, follow the user's language too.
        CultureInfo.CurrentUICulture = Texts.Culture;
        // The service is started often and must answer soon: the tree of all verbs is not built for it. The host handles Ctrl-C and SIGTERM itself.
        return args is ["serve"]
            ? await CommandOutput.GuardAsync(() => ServeCommand.RunAsync(CancellationToken.None))
            : await ParsedAsync(args);
    }

    private static async Task<int> ParsedAsync(IReadOnlyList<string> args)
    {
        var parsed = RootCommandFactory.Create().Parse(args is [] ? ["--help"] : args);
        // A wrong option is answered by one line, not by the whole help.
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
            return CommandOutput.Fail(UsageProblem.Of(parsed, Texts.Culture));
        return await CommandOutput.GuardAsync(() =>
            parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    // The boundary is CommandOutput.GuardAsync; the default would print a stack trace.
                    EnableDefaultExceptionHandler = false,
                    // A phase under way is given the time to end after Ctrl-C or SIGTERM.
                    ProcessTerminationTimeout = StopDeadline.ForVerb,
                }
            )
        );
    }
}
