using System.CommandLine;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary><c>--json</c>: one option of the root command that every verb takes, also one that is still to be written.</summary>
internal static class JsonOption
{
    public const string Name = "--json";

    public static Option<bool> Create() => new(Name) { Description = Texts.Get("cli_json"), Recursive = true };

    /// <summary>Whether it was typed, also on a line that is wrong in another place.</summary>
    public static bool IsOn(ParseResult parsed)
    {
        var option = parsed.RootCommandResult.Command.Options.First(one => one.Name == Name);
        if (parsed.GetResult(option) is not { Implicit: false } typed)
            return false;
        return typed.Tokens is not [var value] || !value.Value.Equals("false", StringComparison.OrdinalIgnoreCase);
    }
}
