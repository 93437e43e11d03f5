using System.CommandLine;
using System.CommandLine.Invocation;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary>Runs the command line: reads <c>.env</c>, parses, invokes the verb, and turns what it cannot carry out into one line and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Returns the exit code: 0 done, 1 an error that was said on stderr, 130 stopped by the user before it was done.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        try
        {
            DotEnvFile.Load(Directory.GetCurrentDirectory());
        }
        catch (ConfigurationException unreadable)
        {
            return CommandOutput.Fail(unreadable.Message);
        }
        var parsed = RootCommandFactory.Create().Parse(args);
        // A wrong option is answered by one line, not by the whole help.
        if (parsed.Action is ParseErrorAction error)
            (error.ShowHelp, error.ShowTypoCorrections) = (false, false);
        return await CommandOutput.GuardAsync(() =>
            parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    // The boundary is CommandOutput.GuardAsync; the default would print a stack trace.
                    EnableDefaultExceptionHandler = false,
                    // A phase under way is given the time to end after Ctrl-C or SIGTERM.
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
                }
            )
        );
    }
}
