using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>What is wrong with a command line, in one sentence in the user's language.</summary>
internal static class UsageProblem
{
    private const int MostTypos = 2;

    /// <summary>Null if the line is sound, or asks for help or the version.</summary>
    /// <param name="parsed">The line.</param>
    /// <param name="culture">French or English.</param>
    public static string? Find(System.CommandLine.ParseResult parsed, CultureInfo culture)
    {
        if (parsed.Action is ParseErrorAction)
            return Of(parsed, culture);
        var isVerb = parsed.Action is not null && parsed.Action == parsed.CommandResult.Command.Action;
        return isVerb && UnknownOption(parsed) is not null ? Of(parsed, culture) : null;
    }

    private static string Of(System.CommandLine.ParseResult parsed, CultureInfo culture)
    {
        var command = parsed.CommandResult.Command;
        var name = NameOf(parsed);
        // A verb that also works alone has options of its own.
        if (command.Subcommands.Count > 0 && (command.Action is null || parsed.UnmatchedTokens is [[not '-', ..], ..]))
            return parsed.UnmatchedTokens is [var verb, ..]
                ? UnknownVerb(command, verb, culture)
                : Texts.In(culture, "error_verb_missing", name);
        if ((UnknownOption(parsed) ?? (parsed.UnmatchedTokens is [var first, ..] ? first : null)) is { } unknown)
            return Texts.In(culture, "error_argument", Quoted.Short(unknown), name);
        var missing = Missing(parsed);
        return missing.Count > 0
            ? Texts.In(culture, "error_option_missing", string.Join(", ", missing), name)
            : OfValue(parsed.Errors[0], culture);
    }

    /// <summary>A value that an option cannot take. What an option of the program's own says about it is in the user's language already.</summary>
    private static string OfValue(System.CommandLine.Parsing.ParseError error, CultureInfo culture)
    {
        if (error.SymbolResult is not System.CommandLine.Parsing.OptionResult { Option: var option, Tokens: var typed })
            return error.Message;
        if (typed.Count == 0)
            return Texts.In(culture, "error_option_empty", option.Name);
        if (typed.Count > option.Arity.MaximumNumberOfValues)
            return Texts.In(culture, "error_option_twice", option.Name);
        var value = Quoted.Short(typed[^1].Value);
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        // A whole number can still be one that the option does not take, which it says itself.
        var isWhole =
            type == typeof(int) && int.TryParse(typed[^1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        return (type == typeof(int) && !isWhole) || type == typeof(ulong) ? Texts.In(culture, "error_option_whole", option.Name, value)
            : type == typeof(double) ? Texts.In(culture, "error_option_number", option.Name, value)
            : error.Message;
    }

    /// <summary>What looks like an option and is none of the verb's, which the library would take for a file or a value.</summary>
    private static string? UnknownOption(System.CommandLine.ParseResult parsed) =>
        parsed
            .Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
            ?.Value;

    private static string UnknownVerb(Command command, string typed, CultureInfo culture)
    {
        var nearest = command
            .Subcommands.Select(verb => (verb.Name, Typos: Typos(typed.ToLowerInvariant(), verb.Name)))
            // What begins with the word is meant more likely than what resembles it.
            .MinBy(candidate => (!candidate.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase), candidate.Typos));
        return nearest.Typos <= MostTypos || nearest.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
            ? Texts.In(culture, "error_verb", Quoted.Short(typed), nearest.Name)
            : Texts.In(culture, "error_verb_far", Quoted.Short(typed));
    }

    /// <summary>Options and arguments without which the verb cannot work, and that were not typed.</summary>
    private static List<string> Missing(System.CommandLine.ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return
        [
            .. command
                .Options.Where(option => option.Required && parsed.GetResult(option) is null or { Implicit: true })
                .Select(one => one.Name),
            .. command
                .Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > (parsed.GetResult(argument)?.Tokens.Count ?? 0))
                .Select(argument => $"<{argument.HelpName ?? argument.Name}>"),
        ];
    }

    /// <summary>As it is typed: <c>hippique rules show</c>.</summary>
    private static string NameOf(System.CommandLine.ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
            names.Insert(0, at.Command is RootCommand ? "hippique" : at.Command.Name);
        return string.Join(' ', names);
    }

    /// <summary>Letters to insert, drop, change or swap until one word is the other (optimal string alignment).</summary>
    private static int Typos(string one, string other)
    {
        var costs = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        for (var j = 0; j <= other.Length; j++)
        {
            if (i == 0 || j == 0)
            {
                costs[i, j] = i + j;
                continue;
            }
            var changed = costs[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
            costs[i, j] = Math.Min(changed, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
        }
        return costs[one.Length, other.Length];
    }
}
